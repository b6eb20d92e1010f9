// @ts-check
// The built site on a host of its own, as an operator serves it: with a config.json, a policy, and no API beside it.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { meta_policy } from '../../scripts/host_headers.mjs';
import { media_types } from './fake_api.mjs';
import { site } from './server.mjs';

/**
 * `connect`: where the policy lets the page ask besides its own origin; undefined = the host sends none, and the page's own
 * allows its API, as scripts/dist --api-base writes it. `isolated`: with the
 * headers that keep what did not ask for it out of the page. `any_path`: answers with the page whatever is asked, as hosts
 * of single-page applications do.
 * @typedef {{config?: {api_base?: string, [name: string]: unknown}, connect?: string[], isolated?: boolean, any_path?: boolean}} Setup
 */

/** @param {{api_base?: string}} config */
const api_origins = ({ api_base }) => (api_base && URL.canParse(api_base) ? [new URL(api_base).origin] : []);

export class SiteHost {
  /** @param {Setup} setup */
  constructor(setup) {
    this.setup = setup;
    this.server = createServer((request, response) => {
      this.answer(new URL(request.url ?? '/', 'http://host').pathname, response).catch((error) => response.destroy(error));
    });
    this.origin = '';
    this.port = 0;
  }

  /** @param {Setup} [setup] */
  static async start(setup = {}) {
    const host = new SiteHost(setup);
    host.server.listen(0, '127.0.0.1');
    await once(host.server, 'listening');
    host.port = /** @type {import('node:net').AddressInfo} */ (host.server.address()).port;
    host.origin = `http://127.0.0.1:${host.port}`;
    return host;
  }

  /** A link that signs in with that token. @param {string} token */
  link(token) {
    return `${this.origin}/#token=${token}`;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /**
   * @private
   * @param {string} pathname
   * @param {import('node:http').ServerResponse} response
   */
  async answer(pathname, response) {
    const { config = {}, connect, isolated, any_path } = this.setup;
    if (connect) {
      response.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
        `img-src 'self' data: blob:; connect-src ${["'self'", ...connect].join(' ')}; require-trusted-types-for 'script'; trusted-types 'none'`);
    }
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    }
    response.setHeader('Cache-Control', 'no-store');
    if (pathname === '/config.json') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(config));
      return;
    }
    const file = path.join(site, pathname === '/' ? 'index.html' : path.posix.normalize(pathname));
    const found = await readFile(file).catch(() => undefined);
    const any = found ?? (any_path ? await readFile(path.join(site, 'index.html')) : undefined);
    const is_page = !found || file.endsWith('index.html');
    const bytes = is_page ? any?.toString().replace(meta_policy(), meta_policy(connect ?? api_origins(config))) : any;
    if (bytes) response.writeHead(200, { 'Content-Type': media_types.get(found ? path.extname(file) : '.html') ?? 'application/octet-stream' }).end(bytes);
    else response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>404 Not Found</h1>');
  }
}
