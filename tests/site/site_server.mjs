// @ts-check
// Serves a folder as any plain host does, under a path of its own, with the headers of the table; slowly where it is told to.

import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { content_types, headers_of } from '../../scripts/host_headers.mjs';
import { at_end } from '../browser/at_end.mjs';

/** @typedef {import('node:http').ServerResponse} Response */

export class SiteServer {
  /** @param {string} folder @param {string} prefix */
  constructor(folder, prefix) {
    this.folder = folder;
    this.prefix = prefix;
    /** @type {string[]} the path of every request, from the folder on */
    this.asked = [];
    /** @type {Map<string, (content: Buffer, response: Response) => Promise<void> | void>} by ending: how its content is sent */
    this.sends = new Map();
    this.origin = '';
    this.server = createServer((request, response) => void this.#answer(new URL(request.url ?? '/', 'http://site').pathname, response));
  }

  /** @param {import('node:test').TestContext} t stopped when it ends @param {string} folder @param {string} [prefix] */
  static async start(t, folder, prefix = '/') {
    const site = new SiteServer(folder, prefix);
    site.server.listen(0, '127.0.0.1');
    await once(site.server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (site.server.address());
    site.origin = `http://127.0.0.1:${port}`;
    at_end(t, () => {
      site.server.close();
      site.server.closeAllConnections();
    });
    return site;
  }

  get link() {
    return this.origin + this.prefix;
  }

  /** @param {string} pathname @param {Response} response */
  async #answer(pathname, response) {
    const name = pathname.startsWith(this.prefix) ? pathname.slice(this.prefix.length) || 'index.html' : '..';
    this.asked.push(name);
    const file = path.join(this.folder, path.posix.normalize(`/${name}`));
    // As byok-server does where there is no session.
    if (name === '..' || !existsSync(file)) return void response.writeHead(404, { 'Content-Type': 'application/json' }).end('{}');
    const ending = path.extname(file);
    const types = /** @type {Record<string, string>} */ (content_types);
    response.writeHead(200, { ...headers_of(name), 'Content-Type': types[ending] ?? 'application/octet-stream' });
    const content = readFileSync(file);
    const send = this.sends.get(ending);
    if (send) await send(content, response);
    else response.end(content);
  }
}
