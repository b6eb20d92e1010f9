// @ts-check
// Makes the live demo and its embed element: node scripts/demo.mjs FOLDER_OF_THE_PROGRAM OUT
//
// demo.html is one file with everything in it: style, script, and the WebAssembly as text. So it works in a sandboxed
// frame, from any server and from a disk, needs no request, and its Content-Security-Policy allows none from the first
// byte on. The pictures that embed.js shows before it starts come along under names that hold their hash.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const [, , programs, out] = process.argv;

/**
 * @param {string} entry
 * @param {import('esbuild').BuildOptions} [options]
 */
async function bundle(entry, options = {}) {
  const result = await build({ entryPoints: [entry], bundle: true, minify: true, write: false, charset: 'utf8', logLevel: 'warning', ...options });
  return (result.outputFiles ?? [])[0].text;
}

/**
 * Where web/demo.js imports the program, Emscripten's glue is meant. An alias would do as well, but esbuild counts the
 * letters of its path when it chooses short names, and another checkout would get others.
 * @param {string} glue
 * @returns {import('esbuild').Plugin}
 */
const program_is = (glue) => ({
  name: 'program',
  setup: ({ onResolve }) => onResolve({ filter: /^demo-program$/ }, () => ({ path: path.resolve(glue) })),
});

/** @param {string | Buffer} text */
const hash = (text) => createHash('sha256').update(text);
/** @param {string} text */
const csp_hash = (text) => `'sha256-${hash(text).digest('base64')}'`;

/**
 * Bytes as text, one character each: the frequent ones as ASCII, the others from U+0100 on. That compresses nearly as
 * well as the bytes themselves, unlike base64, which loses their alignment. Left out is what HTML would not hand back as
 * it is in a script element: NUL, CR, and `<`, with which its end begins.
 * @param {Buffer} bytes
 */
function as_text(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) ++counts[byte];
  const ascii = ['\t', '\n'];
  for (let code = 0x20; code < 0x7f; ++code) if (code !== 0x3c) ascii.push(String.fromCharCode(code));
  const characters = new Array(256);
  const by_count = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  for (const byte of by_count) characters[byte] = ascii.shift() ?? String.fromCharCode(0x100 + byte);
  return { characters: characters.join(''), text: Array.from(bytes, (byte) => characters[byte]).join('') };
}

/** @param {string} text */
const in_attribute = (text) => text.replace(/[&"<\t\n]/g, (c) => `&#${c.charCodeAt(0)};`);

async function demo_page() {
  const style = (await bundle('web/demo.css')).trim();
  const script = (
    await bundle('web/demo.js', {
      format: 'iife',
      plugins: [program_is(path.join(programs, 'demo.mjs'))],
      // Emscripten asks where it lies, to find the .wasm that is in the page already.
      define: { 'import.meta.url': '""' },
    })
  ).trim();
  // What would end the element: in texts alone, where the backslash changes nothing.
  if (/<\/script|<!--/i.test(script)) throw new Error('scripts/demo.mjs: the script would end its own element');
  const policy = [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src ${csp_hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${csp_hash(style)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const icon = `data:image/svg+xml;base64,${readFileSync('assets/favicon.svg').toString('base64')}`;
  const { characters, text } = as_text(readFileSync(path.join(programs, 'demo.wasm')));
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}" />
    <link rel="icon" href="${icon}" />
    <style>${style}</style>`;
  const body = `<script type="text/plain" id="program" data-bytes="${in_attribute(characters)}">${text}</script>
    <script>${script}</script>`;
  return readFileSync('web/demo.html', 'utf8')
    .replace(/<!-- scripts\/demo\.mjs [^]*?-->/, () => head)
    .replace(/<!-- the program [^]*?-->/, () => body);
}

async function embed_element() {
  /** @type {Record<string, string>} */
  const pictures = {};
  for (const theme of ['light', 'dark']) {
    const picture = readFileSync(`assets/demo-preview-${theme}.png`);
    const name = `demo-preview-${theme}-${hash(picture).digest('hex').slice(0, 12)}.png`;
    writeFileSync(path.join(out, name), picture);
    pictures[`PREVIEW_${theme.toUpperCase()}`] = JSON.stringify(name);
  }
  return bundle('web/embed.js', { format: 'esm', define: pictures });
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'demo.html'), await demo_page());
writeFileSync(path.join(out, 'embed.js'), await embed_element());
