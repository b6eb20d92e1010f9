// @ts-check
// A folder served as any CDN would, under a prefix if wanted, and every request that came. Each is one more origin: tests
// put host pages on one and what they embed on another.

import { once } from 'node:events';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.yaml': 'application/yaml',
};

export class StaticSite {
  /**
   * @param {string} folder
   * @param {string} prefix
   * @param {Record<string, string>} pages made up, by their paths: text/html
   */
  constructor(folder, prefix, pages) {
    /** Paths with their queries. @type {string[]} */
    this.requests = [];
    this.server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      if (pages[pathname] !== undefined) return void response.writeHead(200, { 'Content-Type': TYPES['.html'] }).end(pages[pathname]);
      const file = path.join(folder, path.normalize(pathname.slice(prefix.length)));
      const type = TYPES[path.extname(file)];
      if (!pathname.startsWith(prefix) || !type || !statSync(file, { throwIfNoEntry: false })?.isFile()) return void response.writeHead(404).end();
      // What an embed element needs of another origin: its module and nothing else.
      response.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' });
      createReadStream(file).pipe(response);
    });
    this.origin = '';
  }

  /**
   * @param {string} folder
   * @param {{prefix?: string, host?: string, pages?: Record<string, string>}} [options]
   */
  static async start(folder, { prefix = '', host = '127.0.0.1', pages = {} } = {}) {
    const site = new StaticSite(folder, prefix, pages);
    site.server.listen(0, '127.0.0.1');
    await once(site.server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (site.server.address());
    site.origin = `http://${host}:${port}`;
    return site;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
