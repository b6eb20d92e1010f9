// @ts-check
// A management API that can be told to misbehave, for what byok-server never does: late and broken answers, each shape
// of error seen in the wild, servers that know only the documented part, other people's data. It serves the built site
// beside it, under the same strict headers.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { site } from './server.mjs';
import { until } from './until.mjs';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {{method: string, path: string, body: string, headers?: import('node:http').IncomingHttpHeaders}} Call */
/** @typedef {(response: Response, call: Call) => void | Promise<void>} Behaviour */

export const token = 'fake-console-token';
export const organization = 'org_fake';

/** @param {string} ancestors who may show the page in a frame */
const strict_headers = (ancestors) => ({
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    `font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors ${ancestors}; object-src 'none'; ` +
    "require-trusted-types-for 'script'; trusted-types 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});

export const media_types = new Map(Object.entries({
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}));

/**
 * A provider key as the contract has it.
 * @param {number} number
 * @param {object} [rest]
 */
export function provider_key(number, rest = {}) {
  return {
    object: 'provider_key',
    id: `pk_${number}`,
    provider: 'openai',
    name: `Key ${number}`,
    active: true,
    api_key_ids: [],
    created_at: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
    created_by: 'somebody',
    credential: { kind: 'api_key', last4: 'abcd' },
    ...rest,
  };
}

/**
 * An entry of the audit trail as the contract has it.
 * @param {number} number
 * @param {object} [rest]
 */
export function audit_event(number, rest = {}) {
  return {
    object: 'audit_event', id: `event_${number}`, at: new Date(Date.UTC(2026, 0, 14, 9, number)).toISOString(), action: 'provider_key.created',
    actor: { name: 'somebody', token_id: 'token_1', role: 'admin', via: 'token' }, target: { type: 'provider_key', id: 'pk_1', name: 'Production key' },
    result: 'done', changes: [], detail: null, ip: '192.0.2.7', request_id: 'req_1', ...rest,
  };
}

/**
 * What a test of a credential says, as the contract has it.
 * @param {object} [rest]
 */
export function test_result(rest = {}) {
  return {
    verdict: 'valid', reason: 'accepted', message: 'The provider accepts this key.', fix: null,
    tested_at: '2026-01-14T09:30:00Z', latency_ms: 412, request_id: 'req_of_the_provider', regions: [], ...rest,
  };
}

/**
 * @param {number} number
 * @param {object} [rest]
 */
export function api_key(number, rest = {}) {
  return {
    object: 'ai_gateway_api_key',
    id: `ak_${number}`,
    organization_id: organization,
    name: `gateway key ${number}`,
    type: 'api',
    active: true,
    created_at: '2026-01-01T00:00:00Z',
    expires_at: '0001-01-01T00:00:00Z',
    last_used_at: null,
    ...rest,
  };
}

/**
 * @param {number} status
 * @param {unknown} value
 * @param {Record<string, string>} [headers]
 * @returns {Behaviour}
 */
export function json(status, value, headers = {}) {
  return (response) => void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/**
 * @param {number} status
 * @param {string} body
 * @param {string} [type]
 * @returns {Behaviour}
 */
export function text(status, body, type = 'text/html') {
  return (response) => void response.writeHead(status, { 'Content-Type': type }).end(body);
}

/** @type {Behaviour} says that an answer comes, and dies in the middle of it */
export function dies(response) {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  response.write('{"id":"pk_', () => response.socket?.destroy());
}

/** An answer that comes when the test says so. */
export function held() {
  let release = () => {};
  /** @type {Promise<void>} */
  const released = new Promise((resolve) => (release = resolve));
  return { released, release };
}

export class FakeApi {
  /** @param {{provider_keys?: any[], api_keys?: any[], documented_only?: boolean, config?: unknown, ancestors?: string, role?: string, events?: any[]}} [world] */
  constructor({ provider_keys = [], api_keys = [api_key(1, { name: 'my first key' })], documented_only = false, config = {}, ancestors = "'none'", role = 'editor', events = [] } = {}) {
    this.provider_keys = provider_keys;
    this.api_keys = api_keys;
    this.documented_only = documented_only;
    this.config = config;
    /** In place of what a provider usually says. @type {object} */
    this.provider_says = {};
    this.ancestors = ancestors;
    /** What the one token may do. */
    this.role = role;
    /** The audit trail, the newest first. */
    this.events = events;
    /** The one token that is right. */
    this.token = token;
    /** @type {Set<string>} the cookies that stand for a session */
    this.sessions = new Set();
    /** @type {{method: string, by: string}[]} calls about sessions, oldest first, and what they came with */
    this.session_calls = [];
    /** @type {Call[]} calls of the API, oldest first */
    this.calls = [];
    /** @private @type {{method: string, path: string, behaviour: Behaviour}[]} */
    this.scripted = [];
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error) => response.destroy(error));
    });
    this.origin = '';
    this.ids = 1000;
  }

  /** @param {ConstructorParameters<typeof FakeApi>[0]} [world] */
  static async start(world) {
    const fake = new FakeApi(world);
    fake.server.listen(0, '127.0.0.1');
    await once(fake.server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (fake.server.address());
    fake.origin = `http://127.0.0.1:${port}`;
    return fake;
  }

  get link() {
    return `${this.origin}/#token=${this.token}`;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /**
   * The next call that fits is answered like this, once. Those that were said first come first.
   * @param {string} method
   * @param {string} where what the path ends with: `/provider-keys`, `/provider-keys/pk_1`
   * @param {...Behaviour} behaviours one for each call
   */
  next(method, where, ...behaviours) {
    for (const behaviour of behaviours) this.scripted.push({ method, path: where, behaviour });
  }

  /**
   * How often the API was called like this.
   * @param {string} method
   * @param {string} where what the path ends with
   */
  count(method, where) {
    return this.calls.filter((call) => call.method === method && call.path.endsWith(where)).length;
  }

  /** What a page asks for when it is opened or comes back: waits until it has, counted from now. */
  lists_asked_for() {
    const lists = ['/provider-keys', '/api_keys'].map((where) => ({ where, before: this.count('GET', where) }));
    return () => until('both lists are asked for', () => lists.every(({ where, before }) => this.count('GET', where) > before));
  }

  /**
   * @private
   * @param {Request} request
   * @param {Response} response
   */
  async answer(request, response) {
    for (const [name, value] of Object.entries(strict_headers(this.ancestors))) response.setHeader(name, value);
    response.setHeader('Cache-Control', 'no-store');
    const { pathname } = new URL(request.url ?? '/', 'http://fake');
    if (pathname === '/auth/session') return this.answer_session(request, response);
    if (!pathname.startsWith('/v1/')) return this.serve_site(pathname, response);

    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = { method: request.method ?? '', path: pathname, body: Buffer.concat(chunks).toString(), headers: request.headers };
    this.calls.push(call);
    if (!this.came_with(request)) {
      return json(401, { error: { type: 'authentication_error', message: 'The token is wrong.' } })(response, call);
    }
    const index = this.scripted.findIndex((each) => each.method === call.method && pathname.endsWith(each.path));
    const behaviour = index >= 0 ? this.scripted.splice(index, 1)[0].behaviour : undefined;
    return (behaviour ?? this.behave.bind(this))(response, call);
  }

  /**
   * What a request came with that lets it in.
   * @private
   * @param {Request} request
   * @returns {'' | 'token' | 'cookie'}
   */
  came_with(request) {
    const { authorization, cookie = '' } = request.headers;
    if (authorization !== undefined) return authorization === `Bearer ${this.token}` ? 'token' : '';
    const [, session] = /(?:^|; )byok_session=([^;]+)/.exec(cookie) ?? [];
    return session && this.sessions.has(session) ? 'cookie' : '';
  }

  /**
   * @private
   * @param {Request} request
   * @param {Response} response
   */
  answer_session(request, response) {
    const by = this.came_with(request);
    const send = (/** @type {number} */ status, /** @type {unknown} */ value, /** @type {Record<string, string>} */ headers = {}) =>
      void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
    this.session_calls.push({ method: request.method ?? '', by });
    if (this.documented_only) return send(404, {});
    const about = (/** @type {string} */ kind) => ({
      object: 'session', name: 'somebody', role: this.role, organization_id: organization, kind,
      expires_at: '2099-01-01T00:00:00Z', idle_timeout_s: kind === 'cookie' ? 1800 : 0,
    });
    const cookie = (/** @type {string} */ value, /** @type {string} */ rest = '') => ({ 'Set-Cookie': `byok_session=${value}; Path=/; HttpOnly; SameSite=Strict${rest}` });
    if (request.method === 'DELETE') {
      if (by === 'cookie') this.sessions.clear();
      return send(200, { object: 'session', deleted: true }, cookie('', '; Max-Age=0'));
    }
    if (!by) return send(401, { error: { type: 'authentication_error', message: 'The token is wrong.' } });
    if (request.method !== 'POST') return send(200, about(by));
    const session = `session-${++this.ids}`;
    this.sessions.add(session);
    return send(201, about('cookie'), cookie(session));
  }

  /**
   * @private
   * @param {string} pathname
   * @param {Response} response
   */
  async serve_site(pathname, response) {
    if (pathname === '/config.json') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(this.config));
      return;
    }
    const file = path.join(site, pathname === '/' ? 'index.html' : path.posix.normalize(pathname));
    try {
      const bytes = await readFile(file);
      response.writeHead(200, { 'Content-Type': media_types.get(path.extname(file)) ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    }
  }

  /**
   * The contract, as far as the console asks for it.
   * @type {Behaviour}
   */
  behave(response, call) {
    const within = `/v1/organizations/${organization}`;
    const send = (/** @type {number} */ status, /** @type {unknown} */ value) => json(status, value)(response, call);
    const unknown_to_it = () => text(404, '<h1>404 Not Found</h1>')(response, call);
    if (call.path === '/v1/organizations') {
      return this.documented_only ? unknown_to_it() : send(200, { data: [{ id: organization, name: 'Fake Org' }] });
    }
    const [collection, id, verb] = call.path.slice(within.length + 1).split('/');
    if (!call.path.startsWith(within + '/')) return unknown_to_it();
    if (collection === 'audit' && call.method === 'GET') {
      if (this.documented_only) return unknown_to_it();
      if (this.role !== 'admin') return send(403, { error: { type: 'forbidden_error', message: 'Only administrators.' } });
      return send(200, { data: this.events, has_more: false, next_cursor: null });
    }
    const keys = collection === 'provider-keys' ? this.provider_keys : collection === 'api_keys' ? this.api_keys : undefined;
    if (!keys) return unknown_to_it();
    if (collection === 'provider-keys' && (id === 'test' || verb === 'test')) return this.test(id, call, send, unknown_to_it);
    if (!id && call.method === 'GET') return send(200, collection === 'api_keys' ? { data: keys } : keys);
    if (!id && call.method === 'POST') return send(201, this.create(collection, keys, JSON.parse(call.body)));
    if (this.documented_only && collection === 'provider-keys') return unknown_to_it();
    const at = keys.findIndex((key) => key.id === id);
    if (at < 0) return send(404, { error: { type: 'not_found_error', message: 'There is no such key.' } });
    if (call.method === 'DELETE') {
      keys.splice(at, 1);
      return send(200, { object: keys === this.api_keys ? 'ai_gateway_api_key' : 'provider_key', id, deleted: true });
    }
    if (call.method === 'POST') {
      const { provider_key: _, ...change } = JSON.parse(call.body);
      return send(200, Object.assign(keys[at], change));
    }
    return send(405, { error: { type: 'method_not_allowed_error', message: 'Not that way.' } });
  }

  /**
   * What a provider says of a credential: `this.provider_says`.
   * @private
   * @param {string} id
   * @param {Call} call
   * @param {(status: number, value: unknown) => ReturnType<Behaviour>} send
   * @param {() => ReturnType<Behaviour>} unknown_to_it
   */
  test(id, call, send, unknown_to_it) {
    if (this.documented_only || call.method !== 'POST') return unknown_to_it();
    const result = { ...test_result(), ...this.provider_says };
    const key = this.provider_keys.find((each) => each.id === id);
    if (id !== 'test' && !key) return send(404, { error: { type: 'not_found_error', message: 'There is no such key.' } });
    if (key) key.last_test = result;
    return send(200, result);
  }

  /**
   * @private
   * @param {string} collection
   * @param {any[]} keys
   * @param {any} body
   */
  create(collection, keys, body) {
    const number = ++this.ids;
    if (collection === 'api_keys') {
      keys.push(api_key(number, { name: body.name }));
      return { ...keys[keys.length - 1], key: `gw_${number}_shown_once` };
    }
    const { provider_key: _, ...rest } = body;
    const { id, provider, name, created_at, created_by, ...reported } = provider_key(number, rest);
    const documented = { id, provider, name, created_at, created_by };
    keys.push(this.documented_only ? documented : { ...documented, ...reported });
    return keys[keys.length - 1];
  }
}
