// @ts-check
// `_headers` as its readers read it: Netlify's own parser, and Cloudflare Pages' own parser and server.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { parseAllHeaders } from '@netlify/headers-parser';
import { build } from 'esbuild';
import { headers_of } from '../../scripts/host_headers.mjs';
import { checkout } from '../browser/server.mjs';
import { made_dist } from './made_dist.mjs';

/** @type {ReturnType<typeof made_dist>} */
let dist;
before(() => { dist = made_dist({ api: 'https://api.example.com' }); });
after(() => dist?.discard());

const connect = ['https://api.example.com'];

/** The files that are asked for by a path of their own. */
const served = () => dist.files.filter((file) => file !== '_headers');

/** Lower-case names, sorted. @param {Iterable<[string, string]>} headers */
const sorted = (headers) => Object.fromEntries([...headers].map(([name, value]) => /** @type {const} */ ([name.toLowerCase(), value])).sort());

test('Netlify reads a rule for every file, none that says a header twice, and nothing wrong', async () => {
  const { headers, errors } = await parseAllHeaders({ headersFiles: [path.join(dist.folder, '_headers')], configHeaders: [], minimal: true });
  assert.deepEqual(errors, []);
  const everywhere = headers.find((rule) => rule.for === '/*');
  assert.ok(everywhere);
  for (const file of [...served(), '']) {
    const own = headers.filter((rule) => rule.for === `/${file}`);
    assert.equal(own.length, 1, file);
    // Netlify joins what two matching rules say of one header.
    /** @type {[string, string][]} */
    const joined = [...Object.entries(everywhere.values), ...Object.entries(own[0].values)];
    assert.equal(new Set(joined.map(([name]) => name)).size, joined.length, `${file}: no header in two rules`);
    assert.deepEqual(sorted(joined), sorted(Object.entries(headers_of(file || 'index.html', connect))), file);
  }
});

/** Cloudflare's sources are TypeScript, which node does not read in a package. */
async function cloudflare_pages() {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { parseHeaders } from '@cloudflare/pages-shared/metadata-generator/parseHeaders.ts';
        export { createMetadataObject } from '@cloudflare/pages-shared/metadata-generator/createMetadataObject.ts';
        export { generateHandler } from '@cloudflare/pages-shared/asset-server/handler.ts';`,
      resolveDir: checkout,
    },
    bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

test('Cloudflare Pages takes every rule, and answers with what the table says', async () => {
  const { parseHeaders, createMetadataObject, generateHandler } = await cloudflare_pages();
  const headers = parseHeaders(readFileSync(path.join(dist.folder, '_headers'), 'utf8'));
  assert.deepEqual(headers.invalid, []);
  assert.ok(headers.rules.length > served().length);
  const metadata = createMetadataObject({ redirects: { invalid: [], rules: [] }, headers, logger: { debug() {}, log() {}, info() {}, warn: assert.fail, error: assert.fail } });
  /** @param {string} where @returns {Promise<Response>} */
  const get = (where) => generateHandler({
    request: new Request(`https://console.example.com${where}`),
    metadata,
    logError: assert.fail,
    findAssetEntryForPath: async (/** @type {string} */ asked) => (served().includes(asked.slice(1)) ? asked.slice(1) : null),
    getAssetKey: (/** @type {string} */ entry) => entry,
    negotiateContent: () => ({ encoding: null }),
    fetchAsset: async (/** @type {string} */ key) => ({ body: readFileSync(path.join(dist.folder, key)), contentType: 'application/octet-stream' }),
  });
  for (const file of served()) {
    // It leaves "index" and ".html" out of addresses, and leads there who did not.
    const where = `/${file.replace(/^index\.html$/, '').replace(/\.html$/, '')}`;
    if (where !== `/${file}`) assert.equal(new URL((await get(`/${file}`)).headers.get('location') ?? '', 'https://console.example.com').pathname, where);
    const answer = await get(where);
    assert.equal(answer.status, 200, where);
    const wanted = headers_of(file, connect);
    assert.deepEqual(sorted(Object.keys(wanted).map((name) => [name, answer.headers.get(name) ?? ''])), sorted(Object.entries(wanted)), where);
  }
  // It has no 404 page, so it answers with the console's page for what is not there; web/program.js knows that. This at least
  // must not be remembered in the place of the file that the next release may bring.
  const missing = await get('/console-0123456789ab.wasm');
  assert.equal(missing.status, 200);
  assert.doesNotMatch(missing.headers.get('cache-control') ?? '', /immutable|max-age=[1-9]/);
});
