// @ts-check
// What the vault and many clients cost: the part of scripts/bench that is about byok-server alone.

import { execFileSync, spawnSync } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { Server, checkout, program } from '../tests/server/server_process.mjs';

const clients = 200;
const client_seconds = 10;
const rewrapped = 100_000;
const listed = 1000;

/**
 * @param {(figure: string, value: string, wanted?: string) => void} note
 * @param {(values: number[], part: number) => number} quantile
 * @param {(value: number) => string} ms
 */
export async function vault(note, quantile, ms) {
  for (const line of execFileSync(path.join(checkout, 'build/server/vault_bench'), { encoding: 'utf8' }).trim().split('\n')) {
    const [what, count] = line.split(' ');
    note(`credentials ${what === 'seal' ? 'sealed' : what === 'open' ? 'opened' : 'rewrapped'} a second, one thread`, count);
  }
  const server = await Server.start();
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  try {
    let number = 0;
    const make = async (/** @type {number} */ last) => { while (number < last) await create(server, agent, ++number); };
    const make_many = (/** @type {number} */ last) => Promise.all(Array.from({ length: 16 }, () => make(last)));
    await make_many(listed);
    /** @type {number[]} */
    const times = [];
    const end = performance.now() + client_seconds * 1000;
    await Promise.all(Array.from({ length: clients }, async () => {
      while (performance.now() < end) {
        const begin = performance.now();
        await ask(server, agent, 'GET', server.path('/provider-keys'));
        times.push(performance.now() - begin);
      }
    }));
    note(`list of ${listed} keys, ${clients} clients at a time`, `${ms(quantile(times, 0.5))} median, ${ms(quantile(times, 0.99))} p99, ${(times.length / client_seconds).toFixed(0)} a second`);
    await make_many(rewrapped);
    const keys = (/** @type {string[]} */ ...words) => {
      const { status, stdout, stderr } = spawnSync(program, ['keys', ...words, '--data', server.data], { encoding: 'utf8', maxBuffer: 1e9 });
      if (status !== 0) throw new Error(stderr);
      return stdout;
    };
    const [, id] = /sealing key ([0-9a-f]{16})/.exec(keys('add', '--file', path.join(server.folder, 'second.key'))) ?? [];
    keys('activate', id);
    const begin = performance.now();
    const said = keys('rewrap');
    if (!said.includes(`rewrapped ${rewrapped}`)) throw new Error(`not all were rewrapped: ${said.slice(-200)}`);
    note(`rewrap of ${rewrapped} credentials, while it serves`, `${((performance.now() - begin) / 1000).toFixed(1)} s`);
  } finally {
    agent.destroy();
    await server.discard();
  }
}

/** @param {Server} server @param {http.Agent} agent @param {string} method @param {string} where @param {string} [body] @returns {Promise<number | undefined>} */
function ask(server, agent, method, where, body) {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${server.token}`, ...(body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {}) };
    http.request(server.origin + where, { agent, method, headers }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)))
      .on('error', reject).end(body);
  });
}

/** @param {Server} server @param {http.Agent} agent @param {number} number */
async function create(server, agent, number) {
  const body = JSON.stringify({ provider: 'openai', name: `Key ${number}`, provider_key: `sk-${String(number).padStart(40, 'x')}`, api_key_ids: [], allow_duplicate: true });
  const status = await ask(server, agent, 'POST', server.path('/provider-keys'), body);
  if (status !== 201) throw new Error(`a create was answered with ${status}`);
}
