// @ts-check
// What real servers say with every file of the site, held against the one table (scripts/host_headers.mjs): byok-server, which
// has the table in C++, and nginx and Caddy with the files that are written from it, under a path of their own.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { common_headers, content_types, headers_of } from '../../scripts/host_headers.mjs';
import { at_end } from '../browser/at_end.mjs';
import { launch, new_person } from '../browser/browser.mjs';
import { demo_is_ready } from '../browser/demo.mjs';
import { StaticSite } from '../browser/static_site.mjs';
import { until } from '../browser/until.mjs';
import { start_byok_server, start_caddy, start_nginx } from './hosts.mjs';
import { made_dist } from './made_dist.mjs';

/** @typedef {{status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer}} Answer */

/**
 * As it goes over the wire, both ways: fetch() would tidy up the path, and decompress.
 * @param {string} url @param {string} [accept_encoding] @returns {Promise<Answer>}
 */
function get(url, accept_encoding) {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: accept_encoding === undefined ? {} : { 'Accept-Encoding': accept_encoding } }, (response) => {
      /** @type {Buffer[]} */
      const parts = [];
      response.on('data', (part) => parts.push(part)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', reject).end();
  });
}

/** @type {Record<string, (body: Buffer) => Buffer>} */
const decoded = { br: (body) => brotliDecompressSync(body), gzip: (body) => gunzipSync(body), '': (body) => body };

const api = 'https://api.example.com/gateway';

/** @type {{name: string, prefix: string, codings: string[], connect: string[], start: (dist: string, api?: string) => Promise<import('./hosts.mjs').Host>}[]} */
const servers = [
  // It is told of no API elsewhere, for it is one.
  { name: 'byok-server', prefix: '/', codings: ['br'], connect: [], start: start_byok_server },
  { name: 'nginx', prefix: '/', codings: ['br', 'gzip'], connect: [new URL(api).origin], start: start_nginx },
  { name: 'nginx, under a path', prefix: '/tools/byok/', codings: ['br', 'gzip'], connect: [], start: start_nginx },
  { name: 'Caddy', prefix: '/', codings: ['br', 'gzip'], connect: [new URL(api).origin], start: start_caddy },
  { name: 'Caddy, under a path', prefix: '/tools/byok/', codings: ['br', 'gzip'], connect: [], start: start_caddy },
];

for (const { name, prefix, codings, connect, start } of servers) {
  describe(name, () => {
    /** @type {ReturnType<typeof made_dist>} */
    let dist;
    /** @type {import('./hosts.mjs').Host} */
    let host;
    /** @type {import('playwright-core').Browser} */
    let browser;
    before(async () => {
      browser = await launch();
      dist = made_dist({ prefix, api: connect.length > 0 ? api : undefined });
      host = await start(dist.folder);
    });
    after(async () => {
      await browser?.close();
      await host?.stop();
      dist?.discard();
    });

    const link = (/** @type {string} */ file) => host.origin + prefix + file;

    /** @param {Answer} answer @param {Record<string, string>} wanted @param {string} what */
    function has_headers(answer, wanted, what) {
      const said = Object.fromEntries(Object.keys(wanted).map((header) => [header, String(answer.headers[header])]));
      assert.deepEqual(said, wanted, what);
      assert.equal('access-control-allow-origin' in answer.headers, 'access-control-allow-origin' in wanted, `${what}: who may read it`);
    }

    test('says with every file what the table says, and its type', async () => {
      const types = /** @type {Record<string, string>} */ (content_types);
      const files = dist.files.filter((file) => file !== '_headers');
      assert.ok(['index.html', 'config.json', 'demo.html', 'embed.js', 'LICENSES.txt'].every((file) => files.includes(file)));
      assert.ok(files.some((file) => /^demo-preview-.*\.png$/.test(file)));
      for (const file of files) {
        const answer = await get(link(file));
        assert.equal(answer.status, 200, file);
        has_headers(answer, headers_of(file, connect), file);
        const type = types[path.extname(file)];
        if (type) assert.equal(answer.headers['content-type']?.split(';')[0], type.split(';')[0], file);
        assert.ok(answer.body.equals(readFileSync(path.join(dist.folder, file))), file);
      }
      const page = await get(link(''));
      has_headers(page, headers_of('index.html', connect), 'the bare path');
      assert.ok(page.body.equals(readFileSync(path.join(dist.folder, 'index.html'))));
    });

    test('sends the compressed copy to who can read it, and the file to all others', async () => {
      const compressed = dist.files.filter((file) => /\.(js|css|wasm|svg|html)$/.test(file));
      assert.ok(compressed.length >= 7);
      for (const file of compressed) {
        for (const coding of ['', ...codings]) {
          const answer = await get(link(file), coding === '' ? 'identity' : coding);
          assert.equal(answer.headers['content-encoding'] ?? '', coding, `${file} as ${coding}`);
          assert.ok(decoded[coding](answer.body).equals(readFileSync(path.join(dist.folder, file))), `${file} as ${coding}`);
          assert.match(String(answer.headers.vary), /accept-encoding/i, `${file} as ${coding}`);
          has_headers(answer, headers_of(file, connect), `${file} as ${coding}`);
        }
      }
      const config = await get(link('config.json'), codings.join(', '));
      assert.equal(config.headers['content-encoding'], undefined, 'what operators edit has no copy that could be older');
    });

    test('tells who has a file already so', async () => {
      for (const file of ['index.html', dist.files.find((each) => each.endsWith('.wasm')) ?? '']) {
        const { etag } = (await get(link(file))).headers;
        assert.ok(etag, file);
        const again = await fetch(link(file), { headers: { 'If-None-Match': etag, 'Accept-Encoding': 'identity' } });
        assert.equal(again.status, 304, file);
        assert.equal(again.headers.get('cache-control'), headers_of(file)['cache-control'], file);
      }
    });

    test('what is not there is no page, is as safe as the rest, and is not remembered', async () => {
      for (const file of ['nothing.html', 'console-0123456789ab.wasm', 'demo-preview-light-0123456789abcdef.png']) {
        const answer = await get(link(file));
        assert.equal(answer.status, 404, file);
        has_headers({ ...answer, headers: { ...answer.headers, 'access-control-allow-origin': undefined } },
          { ...common_headers(), 'access-control-allow-origin': 'undefined' }, file);
        assert.doesNotMatch(String(answer.headers['cache-control']), /immutable|max-age=[1-9]/, `${file}: the next release may bring it`);
      }
    });

    test('nothing but the site is served', async () => {
      // Beside the folder lies the site that it was made of.
      for (const way of ['../', '%2e%2e/', '..%2f', './../', '..\\', 'hosting/../../', '%2e%2e%2f']) {
        const answer = await get(`${host.origin}${prefix}${way}site/index.html`);
        assert.ok(answer.status === 404 || answer.status === 400, `${way}: ${answer.status}`);
      }
    });

    if (prefix !== '/') {
      test('the path without its slash leads to the page', async () => {
        const answer = await get(host.origin + prefix.slice(0, -1));
        assert.equal(answer.status, 301);
        assert.equal(new URL(String(answer.headers.location), host.origin).href, host.origin + prefix);
      });
    }

    test('the page starts in a browser, which has nothing to complain about', async (t) => {
      const [elsewhere] = connect;
      // Nobody but byok-server knows the console's questions here.
      const { page } = await new_person(t, browser, { origin: host.origin, host: elsewhere, complaints: [/status of 40[14]/] });
      const token = page.getByRole('textbox', { name: 'Console token', exact: true });
      if (!elsewhere) {
        await page.goto(link(''));
        return token.waitFor();
      }
      const allowed = { 'Access-Control-Allow-Origin': host.origin, 'Access-Control-Allow-Headers': 'authorization' };
      await page.route(`${elsewhere}/**`, (route) => route.fulfill({ status: route.request().method() === 'OPTIONS' ? 204 : 401, headers: allowed }));
      // The field is there while the token is still being asked about: only the answer tells that the policy let the call out.
      const refused = page.waitForResponse((response) => response.url().startsWith(api + '/') && response.status() === 401);
      await page.goto(link('#token=fake-console-token'));
      await refused;
      await token.waitFor();
    });

    test('the demo runs there, and on a page of another site, which shows its picture until it does', async (t) => {
      const docs = await StaticSite.start(dist.folder, { host: 'localhost', pages: {
        '/': `<!doctype html><html lang="en"><title>Docs</title><link rel="icon" href="data:,"><script type="module" src="${link('embed.js')}"></script>
          <h1>Docs</h1><byok-console start="click"></byok-console>`,
      } });
      at_end(t, () => docs.stop());
      const { page } = await new_person(t, browser, { origin: host.origin, host: docs.origin });
      await page.goto(link('demo.html'));
      await demo_is_ready(page);
      await page.goto(`${docs.origin}/`);
      const picture = page.locator('byok-console img');
      await until('the picture is seen', () => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0));
      await page.getByRole('button', { name: 'Start the live demo' }).click();
      await demo_is_ready(await until('there is a demo', async () => page.frames().find((frame) => frame.url().startsWith(link('demo.html')))));
    });
  });
}

describe('with the API at the same address', () => {
  for (const { name, prefix, start } of servers.filter((each) => each.name !== 'byok-server')) {
    test(`${name} passes on what is the API's, and serves the page`, async (t) => {
      const dist = made_dist({ prefix });
      at_end(t, () => dist.discard());
      const server = await start_byok_server(dist.folder);
      at_end(t, () => server.stop());
      const host = await start(dist.folder, server.origin);
      at_end(t, () => host.stop());
      for (const path of ['/v1/organizations', '/auth/session']) {
        const answer = await fetch(host.origin + path);
        assert.equal(answer.status, 401, path);
        assert.equal((await answer.json()).error.type, 'authentication_error', path);
        assert.equal(answer.headers.get('cache-control'), 'no-store', path);
      }
      assert.match(await (await fetch(host.origin + prefix)).text(), /<title>/);
    });
  }
});
