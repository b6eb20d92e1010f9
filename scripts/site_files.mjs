// @ts-check
// The files of a site: named by their content, with their digests in the page that loads them, and compressed once for all
// who ask. What is written depends on what goes in alone, so the same sources give the same bytes anywhere.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { is_content_hashed } from './host_headers.mjs';

/**
 * `name`: as it lies in the site. `integrity`: as Subresource Integrity has it.
 * @typedef {{name: string, integrity: string, bytes: number}} Asset
 */

const hash_digits_min = 12;

/**
 * "console.wasm" → "console-8f3a09c1d2e4.wasm". Long enough that two contents never meet in one site.
 * @param {string} name
 * @param {Uint8Array} content
 */
export function hashed(name, content) {
  const { name: stem, ext } = path.parse(name);
  const hash = createHash('sha256').update(content).digest('hex');
  // A hash of letters alone would not be known as one (is_content_hashed).
  for (let digits = hash_digits_min; digits <= hash.length; ++digits) {
    const candidate = `${stem}-${hash.slice(0, digits)}${ext}`;
    if (is_content_hashed(candidate)) return candidate;
  }
  throw new Error(`${name}: its hash has no digit`);
}

/** @param {Uint8Array} content */
export const integrity_of = (content) => 'sha384-' + createHash('sha384').update(content).digest('base64');

/**
 * Writes a file under its hashed name.
 * @param {string} folder
 * @param {string} name
 * @param {Uint8Array} content
 * @returns {Asset}
 */
export function write_asset(folder, name, content) {
  const asset = { name: hashed(name, content), integrity: integrity_of(content), bytes: content.length };
  writeFileSync(path.join(folder, asset.name), content);
  return asset;
}

/**
 * A page for its template: each reference to a file by its plain name becomes one to the asset, with its digest, and the
 * empty policy is filled in. What only people read is left out.
 *
 * Of scripts and styles the browser checks the digest. Of what is fetched the page checks it itself (web/program.js), by
 * `data-integrity`: told by `integrity`, a browser keeps everything back until it has all of it, and nothing could be
 * compiled while it arrives. `data-bytes` is its size, of which a compressed answer says nothing.
 * @param {string} template
 * @param {Map<string, Asset>} assets by the name in the template
 * @param {string} policy
 * @returns {string} throws when the template names what is not there, or an asset is not used
 */
export function fill_page(template, assets, policy) {
  const unused = new Set(assets.keys());
  const page = template.replace(/<(link|script)\b[^>]*>/g, (tag, element) =>
    tag.replace(/\b(href|src)="([^"]*)"/, (_, attribute, name) => {
      const asset = assets.get(name);
      if (!asset) throw new Error(`the page asks for ${name}, which is no file of the site`);
      unused.delete(name);
      const is_checked = element === 'script' || /\brel="stylesheet"/.test(tag);
      const is_fetched = /\bas="fetch"/.test(tag);
      const digest = is_checked ? ` integrity="${asset.integrity}"`
        : is_fetched ? ` data-integrity="${asset.integrity}" data-bytes="${asset.bytes}"` : '';
      return `${attribute}="${asset.name}"${digest}`;
    }));
  if (unused.size > 0) throw new Error(`the page does not use ${[...unused].join(', ')}`);
  const empty = '<meta http-equiv="Content-Security-Policy" content="" />';
  if (page.split(empty).length !== 2) throw new Error('the page has to have one empty policy');
  return page
    .replace(empty, `<meta http-equiv="Content-Security-Policy" content="${policy}" />`)
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^\s+/gm, '');
}

/** Operators edit it, so no copy of it may get out of date. */
const is_edited_in_place = (/** @type {string} */ name) => name === 'config.json';

/** Pictures hold nothing that could be made smaller. */
const is_compressed_already = (/** @type {string} */ name) => /\.(png|br|gz)$/.test(name);

/** @param {Buffer} content */
const brotli = (content) =>
  brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });

/** @type {Record<string, (content: Buffer) => Buffer>} by the ending of the copy */
const codings = { '.br': brotli, '.gz': (content) => gzipSync(content, { level: 9 }) };

/**
 * Writes a compressed copy beside every file in `folder` that has none and can be made smaller.
 * @param {string} folder
 * @param {'.br' | '.gz'} ending
 */
export function compress_all(folder, ending) {
  for (const name of readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile()).map((each) => each.name).sort()) {
    const file = path.join(folder, name);
    if (is_edited_in_place(name) || is_compressed_already(name) || existsSync(file + ending)) continue;
    writeFileSync(file + ending, codings[ending](readFileSync(file)));
  }
}
