// @ts-check
// What hosts are told: `_headers` for Netlify and Cloudflare Pages, a server for nginx and for Caddy. All are written from
// the table in host_headers.mjs; tests/site/ starts real servers with them.

import { cache_control_of, common_headers, content_types, for_others, hash_in_name, headers_for, headers_of } from './host_headers.mjs';

/** @typedef {import('./host_headers.mjs').Headers} Headers */

/**
 * @typedef {object} Site
 * @property {string[]} files names in the site, without compressed copies
 * @property {string[]} connect origins, other than its own, that the console may call
 * @property {string} prefix the path under which the site is served, with a slash at both ends
 */

const hashed = 'console-0123456789ab.js', unhashed = 'index.html';  // one name of either kind

/** "content-type" → "Content-Type" @param {string} name */
const written = (name) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

/** @param {Headers} headers @param {string} indent @param {(name: string, value: string) => string} line */
const lines = (headers, indent, line) => Object.entries(headers).map(([name, value]) => indent + line(written(name), value)).join('\n');

/** @param {string} text in a regular expression */
const literally = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The paths by which a file is asked for: hosts leave `index` and `.html` out. @param {string} file @param {string} prefix */
function paths_of(file, prefix) {
  if (file === 'index.html') return [prefix, prefix + file];
  return file.endsWith('.html') ? [prefix + file, prefix + file.slice(0, -'.html'.length)] : [prefix + file];
}

/**
 * Both hosts join the values of a header that two matching rules have, so no header is in two. Each file has a rule of its
 * own: what else a path may hold than names, they do not agree on.
 * Sources: Netlify, "Custom headers"; Cloudflare Pages, "Headers".
 * @param {Site} site
 */
export function headers_file({ files, connect, prefix }) {
  const common = common_headers();
  const rule = (/** @type {string} */ path, /** @type {Headers} */ headers) => `${path}\n${lines(headers, '  ', (name, value) => `${name}: ${value}`)}\n`;
  const rules = files.flatMap((file) => {
    const own = Object.fromEntries(Object.entries(headers_of(file, connect)).filter(([name]) => !(name in common)));
    return paths_of(file, prefix).map((path) => rule(path, own));
  });
  return [`# For Netlify and Cloudflare Pages, which read it in the folder that is deployed.\n`, rule(`${prefix}*`, common), ...rules].join('\n');
}

/** What differs between files: by header, what each kind of file gets. @param {string[]} connect */
function differing_headers(connect) {
  const [of_console, any_frame, any_origin] = [headers_for('console', connect), headers_for('any_frame', connect), headers_for('any_origin', connect)];
  return [...new Set([of_console, any_frame, any_origin].flatMap(Object.keys))].sort()
    .map((name) => ({ name, of_console: of_console[name] ?? '', any_frame: any_frame[name] ?? '', any_origin: any_origin[name] ?? '' }));
}

/** @param {Site} site */
export function nginx_file({ connect, prefix }) {
  const variable = (/** @type {string} */ name) => `$byok_${name.replaceAll('-', '_')}`;
  const map = (/** @type {string} */ name, /** @type {[string, string][]} */ rows) =>
    `map $uri ${variable(name)} {\n${rows.map(([key, value]) => `    ${key} "${value}";`).join('\n')}\n}\n`;
  const differing = differing_headers(connect);
  const maps = differing.filter((each) => each.any_frame !== each.of_console || each.any_origin !== each.of_console).map(({ name, ...values }) =>
    map(name, [['default', values.of_console], ...Object.entries(for_others).flatMap(([audience, { names, endings }]) => [
      ...names.map((file) => `"${prefix}${file}"`),
      ...endings.map((ending) => `"~^${literally(prefix)}[^/]+${literally(ending)}$"`),
    ].map((key) => /** @type {[string, string]} */ ([key, values[/** @type {keyof typeof for_others} */ (audience)]])))]));
  const same = differing.filter((each) => each.any_frame === each.of_console && each.any_origin === each.of_console);
  const headers = {
    ...common_headers(),
    ...Object.fromEntries(same.map(({ name, of_console }) => [name, of_console])),
    ...Object.fromEntries([...differing.filter((each) => !same.includes(each)).map(({ name }) => name), 'cache-control'].map((name) => [name, variable(name)])),
  };
  const bare = prefix.slice(0, -1);
  return `# For nginx: include this in http { }, for instance from /etc/nginx/conf.d/. Yours to change are the lines that say so.
# What a variable leaves empty is not sent. What is not there must not be remembered, so Cache-Control is not for errors.

${[...maps, map('cache-control', [
    ['default', cache_control_of(unhashed)],
    [`"~${hash_in_name.is_a_word}"`, cache_control_of(unhashed)],
    [`"~${hash_in_name.looks}"`, cache_control_of(hashed)],
  ])].join('\n')}
server {
    listen 8080;  # yours: the address, TLS, Strict-Transport-Security
    server_name _;  # yours: the name
    absolute_redirect off;

    # Yours, where the API is at the same address: byok-server --behind-proxy --port 8081.
    #api location ~ ^/(v1|auth)/ {
    #api     proxy_pass http://127.0.0.1:8081;
    #api     proxy_set_header Host $host;
    #api     proxy_set_header X-Forwarded-Proto $scheme;
    #api     proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    #api }
${bare === '' ? '' : `
    location = ${bare} {
        return 301 ${prefix};
    }
`}
    location ${prefix} {
        alias /srv/byok-console/;  # yours: where the files lie
        index index.html;

        gzip_static on;
        gzip_vary on;
        # brotli_static on;  # where the module is there (Debian: libnginx-mod-http-brotli-static)

        default_type application/octet-stream;
        types {
${Object.entries(content_types).map(([ending, type]) => `            "${type}" ${ending.slice(1)};`).join('\n')}
        }

${lines(headers, '        ', (name, value) => `add_header ${name} "${value}"${name === 'Cache-Control' ? '' : ' always'};`)}
    }
}
`;
}

/** @param {Site} site */
export function caddy_file({ connect, prefix }) {
  const block = (/** @type {string} */ matcher, /** @type {Headers} */ headers) =>
    `        header ${matcher}{\n${lines(headers, '            ', (name, value) => `${name} "${value}"`)}\n        }\n`;
  const paths = (/** @type {keyof typeof for_others} */ audience) =>
    [...for_others[audience].names.map((name) => `/${name}`), ...for_others[audience].endings.map((ending) => `*${ending}`)].join(' ');
  const bare = prefix.slice(0, -1);
  return `# For Caddy. Yours to change are the lines that say so.
:8080 {  # yours: the name, as in "console.example.com {", which brings TLS with it
    # Yours, where the API is at the same address: byok-server --behind-proxy --port 8081.
    #api @api path /v1/* /auth/*
    #api handle @api {
    #api     reverse_proxy 127.0.0.1:8081
    #api }

${bare === '' ? '' : `    redir ${bare} ${prefix} permanent\n`}
    handle_path ${prefix}* {
        root * /srv/byok-console  # yours: where the files lie

${block('', common_headers())}
        @any_frame path ${paths('any_frame')}
${block('@any_frame ', headers_for('any_frame', connect))}
        @any_origin path ${paths('any_origin')}
${block('@any_origin ', headers_for('any_origin', connect))}
        @console not path ${paths('any_frame')} ${paths('any_origin')}
${block('@console ', headers_for('console', connect))}
        @hashed {
            path_regexp ${hash_in_name.looks}
            not path_regexp ${hash_in_name.is_a_word}
        }
        @unhashed not {
            path_regexp ${hash_in_name.looks}
            not path_regexp ${hash_in_name.is_a_word}
        }
        header @hashed Cache-Control "${cache_control_of(hashed)}"
        header @unhashed Cache-Control "${cache_control_of(unhashed)}"

        file_server {
            precompressed br gzip
        }
    }
${bare === '' ? '' : `    handle {
        error 404
    }
`}
    # What is not there must not be remembered.
    handle_errors {
        header Cache-Control "${cache_control_of(unhashed)}"
        respond "{err.status_code} {err.status_text}"
    }
}
`;
}
