// @ts-check
// Packs the site: scripts/site.mjs --program build/web/console --out build/web/site [--extra FOLDER]…
//
//   index.html          shell.html with the names, digests and policy filled in
//   console-HASH.js     web/boot.js with all it imports and the glue that Emscripten made
//   console-HASH.wasm   the program
//   guard-HASH.js  style-HASH.css  favicon-HASH.svg
//   config.json         what operators edit
//   …                   and what lies in the folders of --extra, as it is; a folder may be missing
//
// Everything has a `.br` beside it but config.json. The folder is made beside its place and moved there when complete.

import { build } from 'esbuild';
import { cpSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { meta_policy } from './host_headers.mjs';
import { compress_all, fill_page, write_asset } from './site_files.mjs';

const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** @param {string} file */
const source = (file) => path.join(checkout, file);

/**
 * One file of many, without what only people read.
 * @param {string} entry
 * @param {import('esbuild').BuildOptions} [options]
 */
async function bundle(entry, options = {}) {
  const { outputFiles } = await build({
    bundle: true, ...options,
    entryPoints: [source(entry)], absWorkingDir: checkout, minify: true, write: false, logLevel: 'warning', legalComments: 'none',
  });
  return outputFiles[0].contents;
}

/** Where web/ imports the program, Emscripten's glue is meant. @param {string} glue @returns {import('esbuild').Plugin} */
const program_is = (glue) => ({
  name: 'program',
  setup: ({ onResolve }) => onResolve({ filter: /^\.\/console\.mjs$/ }, () => ({ path: path.resolve(glue) })),
});

/**
 * @param {{program: string, extra: string[], out: string}} paths `program`: without its ending
 * @returns {Promise<void>} throws when something is missing; the old site stays then
 */
export async function pack_site({ program, extra, out }) {
  const fresh = `${out}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });

  /** @type {[string, string, Uint8Array][]} name in shell.html, name in the site, content */
  const contents = [
    ['favicon.svg', 'favicon.svg', readFileSync(source('assets/favicon.svg'))],
    ['style.css', 'style.css', await bundle('web/page.css')],
    ['console.wasm', 'console.wasm', readFileSync(`${program}.wasm`)],
    // As old a language as the browsers that it is for.
    ['guard.js', 'guard.js', await bundle('web/guard.js', { bundle: false, target: 'es5' })],
    ['boot.js', 'console.js', await bundle('web/boot.js', { format: 'esm', plugins: [program_is(`${program}.mjs`)] })],
  ];
  const assets = new Map(contents.map(([reference, name, content]) => [reference, write_asset(fresh, name, content)]));
  writeFileSync(path.join(fresh, 'index.html'), fill_page(readFileSync(source('shell.html'), 'utf8'), assets, meta_policy()));
  copyFileSync(source('web/config.json'), path.join(fresh, 'config.json'));
  for (const folder of extra.filter(existsSync)) {
    for (const name of readdirSync(folder).sort()) {
      const [from, to] = [path.join(folder, name), path.join(fresh, name)];
      // Two pages may share a file, and never mean two by one name.
      if (existsSync(to) && !readFileSync(from).equals(readFileSync(to))) throw new Error(`${from} is another ${name} than the site has`);
      cpSync(from, to, { recursive: true });
    }
  }
  compress_all(fresh, '.br');

  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { program: { type: 'string' }, out: { type: 'string' }, extra: { type: 'string', multiple: true, default: [] } },
  });
  if (!values.program || !values.out) throw new Error('usage: scripts/site.mjs --program PATH --out FOLDER [--extra FOLDER]…');
  await pack_site({ program: values.program, out: values.out, extra: values.extra });
}
