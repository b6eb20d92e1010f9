// @ts-check
// One table of what a host has to say with each file of the site, and what makes a browser trust or keep it. byok-server
// has the same rows in C++ (src/server/response.cpp, src/server/site.cpp); tests/site/ holds the two against each other, and
// the files for other hosts (scripts/host_files.mjs) are written from this one.
// Sources: OWASP ASVS 5.0 §3.4, OWASP cheat sheet "HTTP Headers", CSP 3, RFC 8246 (immutable).

/** @typedef {Record<string, string>} Headers names in lower case */

/**
 * Who may use a file. `console`: this origin alone. `any_frame`: a page that any other may show in a frame.
 * `any_origin`: a file that any page may load.
 * @typedef {'console' | 'any_frame' | 'any_origin'} Audience
 */

/**
 * The policy of a page, directive by directive. WebAssembly has to be compiled, and the glyph canvas makes blob: images;
 * all else comes from the page's own origin or not at all.
 * @param {string[]} connect origins, other than its own, that the page may call
 */
const directives = (connect) => [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  ["connect-src 'self'", ...connect].join(' '),
  "font-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/**
 * The policy of the demo, which is one file and says itself, by digests, which script and style may run in it
 * (scripts/demo.mjs). A browser keeps to both policies. A host knows no digests: for it, that is whatever is in the file, and
 * nothing from anywhere else. Nobody is called, and anybody may frame it.
 */
const demo_directives = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  'frame-ancestors *',
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** @param {string} directive */
const forbids_frames = (directive) => directive.startsWith('frame-ancestors');

/**
 * The policy that a page says itself by <meta>, for hosts that send no headers. Who may frame it cannot be said there
 * (CSP 3, section 3.3).
 * @param {string[]} [connect]
 */
export const meta_policy = (connect = []) => directives(connect).filter((each) => !forbids_frames(each)).join('; ');

/** @type {Headers} whatever the file is */
const for_everything = {
  'permissions-policy':
    'camera=(), clipboard-read=(), display-capture=(), geolocation=(), hid=(), microphone=(), payment=(), serial=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** @type {Record<Audience, (connect: string[]) => Headers>} beside that */
const for_audience = {
  console: (connect) => ({
    'content-security-policy': directives(connect).join('; '),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }),
  any_frame: () => ({
    'content-security-policy': demo_directives.join('; '),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'cross-origin',
  }),
  any_origin: () => ({
    'access-control-allow-origin': '*',
    'content-security-policy': directives([]).join('; '),
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'cross-origin',
  }),
};

/** Which files are for others than the console, by name or by ending. @type {Record<Exclude<Audience, 'console'>, {names: string[], endings: string[]}>} */
export const for_others = {
  any_frame: { names: ['demo.html'], endings: [] },
  // What other people's pages load: the element, and the picture that it shows until the demo is there.
  any_origin: { names: ['embed.js'], endings: ['.png'] },
};

/** @param {string} file @returns {Audience} */
export function audience_of(file) {
  const is_in = (/** @type {keyof typeof for_others} */ audience) =>
    for_others[audience].names.includes(file) || for_others[audience].endings.some((ending) => file.endsWith(ending));
  return is_in('any_frame') ? 'any_frame' : is_in('any_origin') ? 'any_origin' : 'console';
}

/**
 * A name with a hash of the content in it never changes what it names: eight or more hexadecimal digits before the ending,
 * one of them at least a digit, as is_content_hashed in src/server/site.h has it. In two expressions that every host
 * understands, Caddy's (RE2) among them: what looks like one, but for a word.
 */
export const hash_in_name = { looks: '[-.][0-9a-f]{8,}\\.[^./]*$', is_a_word: '[-.][a-f]{8,}\\.[^./]*$' };

const looks_hashed = new RegExp(hash_in_name.looks), is_a_word = new RegExp(hash_in_name.is_a_word);

/** @param {string} file */
export const is_content_hashed = (file) => looks_hashed.test(file) && !is_a_word.test(file);

/** @param {string} file */
export const cache_control_of = (file) => (is_content_hashed(file) ? 'public, max-age=31536000, immutable' : 'no-cache');

/**
 * All that a host has to say with a file.
 * @param {string} file its name in the site; what is not there is answered as any file of the console is
 * @param {string[]} [connect] origins, other than its own, that the console may call
 * @returns {Headers}
 */
export const headers_of = (file, connect = []) => ({
  ...for_everything,
  ...for_audience[audience_of(file)](connect),
  'cache-control': cache_control_of(file),
});

/** The part of them that is the same for all files. */
export const common_headers = () => ({ ...for_everything });

/**
 * The rest of them, but for how long a file is kept.
 * @param {Audience} audience
 * @param {string[]} connect
 */
export const headers_for = (audience, connect) => for_audience[audience](connect);

/** Content types by ending, as byok-server has them. */
export const content_types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
