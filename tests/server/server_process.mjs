// @ts-check
// The built byok-server as its tests see it: a process over a folder of its own, its two outputs, and requests to it.
// BYOK_SERVER_PROGRAM names another build to test, such as the one under sanitizers.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const program = path.resolve(process.env.BYOK_SERVER_PROGRAM ?? path.join(checkout, 'build/server/byok-server'));

const start_ms = 20_000;
const stop_ms = 20_000;

// The server forbids to be traced, which LeakSanitizer needs.
const environment = { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' };

/**
 * @typedef {{args?: string[], env?: Record<string, string>, uid?: number, program?: string, cwd?: string, file_bytes_max?: number}} Launch
 * `uid`: as that user. `file_bytes_max`: no file can grow beyond (a multiple of 1024).
 * @typedef {{status: number, headers: Headers, body: any, text: string}} Answer `body`: the JSON, undefined when there is none
 */

/** Runs the server to its end: for starts that are refused. @param {string[]} args @param {Launch} [launch] */
export function run_to_end(args, launch = {}) {
  const result = spawnSync(launch.program ?? program, args, {
    encoding: 'utf8',
    timeout: start_ms,
    env: { ...environment, ...launch.env },
    uid: launch.uid,
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

export class Server {
  /** Files that are served; made once and left alone. */
  static #site = '';

  constructor() {
    this.folder = mkdtempSync(path.join(tmpdir(), 'byok-server-test-'));
    this.data = path.join(this.folder, 'data');
    this.out = '';
    this.err = '';
    this.origin = '';
    this.port = 0;
    this.token = '';
    this.organization_id = '';
    /** @private @type {import('node:child_process').ChildProcess | undefined} */
    this.process = undefined;
  }

  /** A server that is listening. @param {Launch} [launch] */
  static async start(launch) {
    const server = new Server();
    await server.start(launch);
    return server;
  }

  /** What it was told to serve: index.html, console.js with console.js.br, console-0123abcd.wasm. */
  static site() {
    if (Server.#site) return Server.#site;
    Server.#site = mkdtempSync(path.join(tmpdir(), 'byok-server-site-'));
    process.on('exit', () => rmSync(Server.#site, { recursive: true, force: true }));
    for (const [name, text] of [['index.html', '<!doctype html>'], ['console.js', 'alert()'], ['console.js.br', 'brotli'],
      ['console-0123abcd.wasm', '\0asm'], ['config.json', '{}']]) {
      writeFileSync(path.join(Server.#site, name), text);
    }
    return Server.#site;
  }

  get pid() {
    return this.process?.pid;
  }

  is_running() {
    return this.process?.exitCode === null && this.process.signalCode === null;
  }

  /** @param {Launch} [launch] */
  async start(launch = {}) {
    const args = ['--port', '0', '--data', this.data, '--site', Server.site(), ...(launch.args ?? [])];
    const limited = ['-c', `ulimit -f ${(launch.file_bytes_max ?? 0) / 1024} && exec "$0" "$@"`, program, ...args];
    const child = spawn(launch.file_bytes_max ? 'bash' : launch.program ?? program, launch.file_bytes_max ? limited : args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, ...launch.env },
      uid: launch.uid,
      cwd: launch.cwd,
    });
    this.process = child;
    const begin = this.out.length;
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no line in ${start_ms} ms:\n${this.err}`)), start_ms);
      child.stderr?.on('data', (chunk) => { this.err += chunk; });
      child.stdout?.on('data', (chunk) => {
        this.out += chunk;
        if (this.out.indexOf('\n', begin) >= 0) clearTimeout(timer), resolve(undefined);
      });
      child.once('error', reject);
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`the server ended (${code ?? signal}):\n${this.err}`));
      });
    });
    const line = /^Console: (http:\/\/\S+)\/#token=(\S+)\n$/.exec(this.out.slice(begin));
    assert.ok(line, `one line on standard output: ${this.out.slice(begin)}`);
    [, this.origin, this.token] = line;
    this.port = Number(new URL(this.origin).port);
    this.organization_id = (await this.ask('GET', '/v1/organizations')).body.data[0].id;
  }

  /** @param {NodeJS.Signals} signal @returns {Promise<number | NodeJS.Signals | null>} */
  async end(signal) {
    const child = this.process;
    assert.ok(child, 'the server runs');
    this.process = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
    const ended = new Promise((resolve) => child.once('close', (code, by) => resolve(code ?? by)));
    const timer = setTimeout(() => child.kill('SIGKILL'), stop_ms);
    child.kill(signal);
    const result = await ended;
    clearTimeout(timer);
    return result;
  }

  /** Asks it to end, and expects it to do so cleanly. */
  async stop() {
    assert.equal(await this.end('SIGTERM'), 0, `the server stops cleanly:\n${this.err}`);
  }

  async discard() {
    if (this.process) await this.end('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Gives its folder to a user whom permissions mean something to: another one when the tests run as root.
   * @returns {Launch} how to start it as that user, who may not be able to reach the program where it is
   */
  give_to_ordinary_user() {
    if (process.getuid?.() !== 0) return {};
    const uid = 65534;
    const reachable = path.join(this.folder, 'byok-server');
    copyFileSync(program, reachable);
    for (const file of [this.folder, reachable, this.data, ...readdirSync(this.data).map((name) => path.join(this.data, name))]) chownSync(file, uid, uid);
    return { uid, program: reachable };
  }

  /**
   * @param {string} method
   * @param {string} where the path, sent as it is written
   * @param {{body?: unknown, token?: string | null, headers?: Record<string, string>}} [options] a body that is a text
   *   is sent as it is, anything else as JSON; token null = none
   * @returns {Promise<Answer>}
   */
  async ask(method, where, options = {}) {
    const { body, token = this.token, headers = {} } = options;
    const answer = await fetch(this.origin + where, {
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || body instanceof Uint8Array || typeof body === 'string' ? /** @type {any} */ (body) : JSON.stringify(body),
    });
    const text = await answer.text();
    const is_json = answer.headers.get('content-type')?.startsWith('application/json');
    return { status: answer.status, headers: answer.headers, text, body: is_json && text ? JSON.parse(text) : undefined };
  }

  /** Path of something in the one organization. @param {string} [rest] */
  path(rest = '') {
    return `/v1/organizations/${this.organization_id}${rest}`;
  }

  /**
   * A new provider key, which the server has to accept.
   * @param {Record<string, unknown>} [parts] in place of the usual ones
   */
  async create_provider_key(parts = {}) {
    const body = { provider: 'anthropic', name: 'Key', provider_key: 'sk-test-4f9a8b7c6d5e4f3a2b1c0d9e', api_key_ids: [], allow_duplicate: true, ...parts };
    const answer = await this.ask('POST', this.path('/provider-keys'), { body });
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
  }

  /** @param {string} name */
  async create_api_key(name) {
    const answer = await this.ask('POST', this.path('/api_keys'), { body: { name, type: 'api' } });
    assert.equal(answer.status, 201, answer.text);
    return answer.body;
  }

  /**
   * Sends bytes as they are and reads until the server closes the connection, or for `wait_ms`.
   * @param {string | Uint8Array} bytes
   * @param {number} [wait_ms]
   * @returns {Promise<string>}
   */
  send_raw(bytes, wait_ms = 15_000) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.port, '127.0.0.1');
      let received = '';
      const timer = setTimeout(() => socket.destroy(), wait_ms);
      socket.on('connect', () => socket.write(bytes));
      socket.on('data', (chunk) => { received += chunk; });
      socket.on('error', (error) => (received ? undefined : reject(error)));
      socket.on('end', () => socket.destroy());
      socket.on('close', () => { clearTimeout(timer); resolve(received); });
    });
  }

  /** The log's lines, parsed; every one has to be JSON. @returns {any[]} */
  log() {
    return this.err.trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }

  /** Every file under the data folder. */
  files() {
    return readdirSync(this.data).map((name) => ({ name, bytes: readFileSync(path.join(this.data, name)) }));
  }
}

/** Checks an answer that refuses. @param {Answer} answer @param {number} status @param {string} type @param {string[]} [params] */
export function assert_error(answer, status, type, params) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.body?.error?.type, type, answer.text);
  assert.match(answer.body.error.message, /^[A-Z].*\.$/s, 'a sentence');
  if (params) assert.deepEqual(answer.body.error.params.map((/** @type {any} */ each) => each.param), params);
}

/** Letters and digits that were never there before. @param {number} length */
export function random_text(length) {
  return randomBytes(length).toString('base64').replace(/[+/=]/g, 'x').slice(0, length);
}

/** The secrets that tests type, each different from all else, and in each run others. */
export const typed_secrets = {
  api_key: `sk-ant-typed-${random_text(20)}`,
  bedrock_secret: `typedBedrockSecret/${random_text(21)}`,
  azure_key: `typedazurekey${random_text(20)}`,
};
