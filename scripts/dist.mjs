// @ts-check
// Makes of the built site what any host can serve (see scripts/dist): scripts/dist.mjs --site FOLDER --out FOLDER
// [--api-base URL] [--prefix PATH]. The environment says when (SOURCE_DATE_EPOCH) and of what (BYOK_SOURCE).

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { caddy_file, headers_file, nginx_file } from './host_files.mjs';
import { meta_policy } from './host_headers.mjs';
import { archives_in, components, debian_version, notices, npm_version, unknown_archives } from './licences.mjs';
import { sbom } from './sbom.mjs';
import { compress_all } from './site_files.mjs';

const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const is_copy = (/** @type {string} */ name) => /\.(br|gz)$/.test(name);

/** Every file, by its path with "/", in the same order anywhere. @param {string} folder */
const files_in = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  .map((each) => path.relative(folder, path.join(each.parentPath, each.name)).split(path.sep).join('/')).sort();

/**
 * What `--api-base` says: the address that paths are appended to, and what the page's policy calls it.
 * The console reads config.json by stricter rules still (src/app/settings.cpp), and says so.
 * @param {string | undefined} text
 * @returns {{base: string, connect: string[]}} throws when it is none
 */
export function api_base(text) {
  if (text === undefined || text === '') return { base: '', connect: [] };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const is_near = url !== undefined && /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && is_near)) || url.search || url.hash || url.username || url.password || /[?#;,\s]/.test(text)) {
    throw new Error(`--api-base ${text}: has to be an https:// address without ? or # (http:// on this machine alone)`);
  }
  return { base: url.origin + url.pathname.replace(/\/+$/, ''), connect: [url.origin] };
}

/** @param {string | undefined} text @returns {string} the path with a slash at both ends; throws when it is none */
export function path_prefix(text = '/') {
  if (!/^\/?([A-Za-z0-9._~-]+\/)*([A-Za-z0-9._~-]+)?$/.test(text) || /(^|\/)\.{1,2}(\/|$)/.test(text)) {
    throw new Error(`--prefix ${text}: has to be a path such as /tools/byok/`);
  }
  return `/${text}/`.replace(/\/+/g, '/');
}

/** Writes where the API is into the page's policy and into config.json. @param {string} folder @param {{base: string, connect: string[]}} api */
function point_at(folder, { base, connect }) {
  if (base === '') return;
  const page = path.join(folder, 'index.html');
  const parts = readFileSync(page, 'utf8').split(meta_policy());
  if (parts.length !== 2) throw new Error('index.html does not have the policy that scripts/site.mjs writes');
  writeFileSync(page, parts.join(meta_policy(connect)));
  const config = path.join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), api_base: base }, null, 2) + '\n');
}

/** All that the linkers of the site's programs took in. @param {string} folder of the build */
function extracted_in(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.extracted')).sort();
  if (files.length === 0) throw new Error(`the linker did not write down what it took in: there is no ${folder}/*.extracted`);
  return archives_in(files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n'));
}

/**
 * @param {{site: string, out: string, api: ReturnType<typeof api_base>, prefix: string, date: number, source: string}} wishes
 * `site`: as scripts/site.mjs packed it. Throws when something is missing; what is in `out` is not whole then.
 */
export function make_dist({ site, out, api, prefix, date, source }) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(path.join(out, 'hosting'), { recursive: true });
  // Compressed copies of the page are made anew, since the page may be another one.
  for (const name of readdirSync(site).filter((each) => !each.startsWith('index.html.')).sort()) cpSync(path.join(site, name), path.join(out, name), { recursive: true });
  point_at(out, api);

  const parts = components();
  const unknown = unknown_archives(extracted_in(path.dirname(site)), parts);
  if (unknown.length > 0) throw new Error(`the site has parts of ${unknown.join(', ')}, and scripts/licences.mjs does not say whose they are`);
  writeFileSync(path.join(out, 'LICENSES.txt'), notices(parts));

  const files = files_in(out).filter((name) => !is_copy(name));
  compress_all(out, '.br');
  compress_all(out, '.gz');
  const told = { files: [...files, 'SHA256SUMS', 'sbom.spdx.json'].sort(), connect: api.connect, prefix };
  writeFileSync(path.join(out, '_headers'), headers_file(told));
  writeFileSync(path.join(out, 'hosting/nginx.conf'), nginx_file(told));
  writeFileSync(path.join(out, 'hosting/Caddyfile'), caddy_file(told));

  const content_of = (/** @type {string} */ name) => readFileSync(path.join(out, name));
  const [, version] = /project\(byok_console VERSION ([\d.]+)/.exec(readFileSync(path.join(checkout, 'CMakeLists.txt'), 'utf8')) ?? [];
  if (!version) throw new Error('CMakeLists.txt has no version');
  const debian = (/** @type {string} */ name) => ({ name, version: debian_version(name), purl: `pkg:deb/debian/${name}@${encodeURIComponent(debian_version(name))}` });
  writeFileSync(path.join(out, 'sbom.spdx.json'), sbom({
    version, source, date, components: parts,
    files: files_in(out).map((name) => ({ name, content: content_of(name) })),
    tools: [debian('emscripten'), debian('clang'), debian('binaryen'), debian('nodejs'), { name: 'esbuild', version: npm_version('esbuild'), purl: `pkg:npm/esbuild@${npm_version('esbuild')}` }],
  }));
  writeFileSync(path.join(out, 'SHA256SUMS'), files_in(out).map((name) => `${createHash('sha256').update(content_of(name)).digest('hex')}  ${name}\n`).join(''));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({ options: { site: { type: 'string' }, out: { type: 'string' }, 'api-base': { type: 'string' }, prefix: { type: 'string' } } });
    if (!values.site || !existsSync(path.join(values.site, 'index.html'))) throw new Error(`${values.site}: there is no site; scripts/build web makes it`);
    const date = Number(process.env.SOURCE_DATE_EPOCH);
    if (!values.out || !Number.isInteger(date) || date <= 0) throw new Error('a folder (--out) and a date (SOURCE_DATE_EPOCH) are needed');
    make_dist({ site: values.site, out: values.out, api: api_base(values['api-base']), prefix: path_prefix(values.prefix), date, source: process.env.BYOK_SOURCE ?? '' });
  } catch (error) {
    console.error(`scripts/dist: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
