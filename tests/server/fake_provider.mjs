// @ts-check
// A provider on this machine, in place of a real one: answers as it is told to, and remembers what it was asked.

import http from 'node:http';
import { once } from 'node:events';

/** @typedef {{method: string, path: string, headers: http.IncomingHttpHeaders, body: string}} Asked */
/** @typedef {{status?: number, body?: unknown, headers?: Record<string, string>, delay_ms?: number}} Said a body that is a text is sent as it is */
/** @typedef {(asked: Asked, response: http.ServerResponse) => Said | void | Promise<Said | void>} Behaviour nothing = it has answered by itself, or never will */

export class FakeProvider {
  /** @param {http.Server} server @param {Behaviour} behaviour */
  constructor(server, behaviour) {
    /** @private */
    this.server = server;
    this.behaviour = behaviour;
    /** @type {Asked[]} */
    this.asked = [];
    /** How many of its connections have ended. */
    this.ended = 0;
  }

  /** @param {Behaviour} behaviour */
  static async start(behaviour) {
    const server = http.createServer({ keepAliveTimeout: 0 });
    const fake = new FakeProvider(server, behaviour);
    server.on('connection', (socket) => socket.on('close', () => { ++fake.ended; }));
    server.on('request', async (request, response) => {
      request.setEncoding('utf8');
      let body = '';
      for await (const chunk of request) body += chunk;
      const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      fake.asked.push(asked);
      const said = await fake.behaviour(asked, response);
      if (!said) return;
      const { status = 200, body: text = {}, headers = {}, delay_ms = 0 } = said;
      if (delay_ms > 0) await new Promise((resolve) => setTimeout(resolve, delay_ms));
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof text === 'string' ? text : JSON.stringify(text));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get url() {
    return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (this.server.address()).port}`;
  }

  get host() {
    return this.url.slice('http://'.length);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The flags by which a server asks these in place of the providers. @param {Record<string, FakeProvider>} fakes */
export function in_place_of_providers(fakes) {
  const bases = Object.entries(fakes).flatMap(([slug, fake]) => ['--provider-base', `${slug}=${fake.url}`]);
  return ['--allow-loopback-providers', ...bases];
}
