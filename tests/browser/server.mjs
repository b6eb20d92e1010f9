// @ts-check
// The real byok-server, as a test sees it: started on a free port over a folder of its own, listened to, killed,
// started again, stopped.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const site = path.join(checkout, 'build/web/site');
const program = path.join(checkout, 'build/server/byok-server');

const start_ms = 20_000;
const stop_ms = 10_000;

/** @typedef {{id: string, name: string, provider: string, active: boolean, api_key_ids: string[], credential: any}} ListedKey */

export class Server {
  /** @param {string[]} [more] flags beside the usual ones */
  constructor(more = []) {
    /** @private */
    this.more = more;
    this.data = mkdtempSync(path.join(tmpdir(), 'byok-test-'));
    /** Everything that it ever wrote to standard output and standard error. */
    this.output = '';
    /** `Console: ` link of the last start. */
    this.link = '';
    this.origin = '';
    this.port = 0;
    this.token = '';
    /** @private @type {import('node:child_process').ChildProcess | undefined} */
    this.process = undefined;
  }

  /** A server that is listening. @param {...string} more flags beside the usual ones */
  static async start(...more) {
    const server = new Server(more);
    await server.start();
    return server;
  }

  /** Starts it, on the port of the last time where there was one. */
  async start() {
    const args = ['--site', site, '--host', '127.0.0.1', '--port', String(this.port), '--data', this.data, ...this.more];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    const begin = this.output.length;
    const line = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no "Console:" line in ${start_ms} ms:\n${this.output.slice(begin)}`)), start_ms);
      /** @param {Buffer} chunk */
      const heard = (chunk) => {
        this.output += chunk;
        const found = /^Console: (\S+)$/m.exec(this.output.slice(begin));
        if (found) clearTimeout(timer), resolve(found[1]);
      };
      child.stdout?.on('data', heard);
      child.stderr?.on('data', heard);
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`the server ended (${code ?? signal}):\n${this.output.slice(begin)}`)));
    });
    const url = new URL(line);
    this.link = line;
    this.origin = url.origin;
    this.port = Number(url.port);
    this.token = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
    assert.notEqual(this.token, '', 'the link holds a token');
  }

  /** Ends it at once, as a power cut would. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** Asks it to end, and expects it to do so cleanly. */
  async stop() {
    const { code, signal } = await this.#end('SIGTERM');
    assert.equal(code ?? signal, 0, `the server stops cleanly:\n${this.output.slice(-2000)}`);
  }

  /** Ends it, if it runs, and takes its folder away. */
  async discard() {
    if (this.process) await this.#end('SIGKILL');
    rmSync(this.data, { recursive: true, force: true });
  }

  /**
   * @param {NodeJS.Signals} signal
   * @returns {Promise<{code: number | null, signal: NodeJS.Signals | null}>}
   */
  async #end(signal) {
    const child = this.process;
    if (!child) throw new Error('the server is not running');
    this.process = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, signal: child.signalCode };
    const ended = new Promise((resolve) => child.once('close', (code, by) => resolve({ code, signal: by })));
    const timer = setTimeout(() => child.kill('SIGKILL'), stop_ms);
    child.kill(signal);
    const result = await ended;
    clearTimeout(timer);
    return result;
  }

  /** Kilobytes of resident memory, from /proc. */
  resident_kb() {
    const status = readFileSync(`/proc/${this.process?.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  }

  /** Every file under the data folder, with its bytes. */
  files() {
    return readdirSync(this.data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ file: path.relative(this.data, file), bytes: readFileSync(file) }));
  }

  /**
   * A call of the API beside the page.
   * @param {string} method
   * @param {string} where path after /v1/organizations, may be empty
   * @param {unknown} [body]
   * @returns {Promise<any>} the answer's JSON; throws when its status is not 2xx
   */
  async call(method, where, body) {
    const answer = await fetch(this.origin + '/v1/organizations' + where, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${where}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** `/ID` of the one organization that the server makes at its first start. */
  async organization() {
    const { data } = await this.call('GET', '');
    return '/' + data[0].id;
  }

  /** @returns {Promise<ListedKey[]>} */
  async provider_keys() {
    return this.call('GET', (await this.organization()) + '/provider-keys');
  }

  /**
   * The provider key of that name, by the API.
   * @param {string} name
   * @returns {Promise<ListedKey>}
   */
  async provider_key(name) {
    const key = (await this.provider_keys()).find((each) => each.name === name);
    assert.ok(key, `the server has a provider key "${name}"`);
    return key;
  }
}
