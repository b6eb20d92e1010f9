// @ts-check
// What becomes of others, and of the server's memory, while a crowd holds its connections: tests/server/crowd_test.mjs
// with few, scripts/soak with ten thousand.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkout } from './server_process.mjs';

export const crowd_kinds = ['idle', 'slow_head', 'slow_body', 'slow_chunks', 'slow_read', 'half_open'];

/** @typedef {{kind: string, count: number, open_max: number, resident_kb_before: number, resident_kb_max: number, files_max: number,
 *   served: number, not_served: number, slowest_ms: number, recovered_ms: number}} CrowdFigures */

/** @param {import('./server_process.mjs').Server} server */
const resident_kb = (server) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
/** @param {import('./server_process.mjs').Server} server */
const open_files = (server) => readdirSync(`/proc/${server.pid}/fd`).length;

/**
 * One request on a connection of its own, as somebody does who is not of the crowd: milliseconds, or undefined when the
 * server did not serve it.
 * @param {import('./server_process.mjs').Server} server
 */
async function ask(server) {
  const begun = performance.now();
  const received = await server.send_raw('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 5000).catch(() => '');
  return received.startsWith('HTTP/1.1 200 ') ? performance.now() - begun : undefined;
}

/**
 * @param {import('./server_process.mjs').Server} server @param {string} kind @param {number} count @param {number} seconds
 * @returns {Promise<CrowdFigures>}
 */
export async function meet_crowd(server, kind, count, seconds) {
  const figures = { kind, count, open_max: 0, resident_kb_before: resident_kb(server), resident_kb_max: 0, files_max: 0, served: 0, not_served: 0, slowest_ms: 0, recovered_ms: 0 };
  // Somebody who was there before the crowd and stays.
  const before = await server.ask('GET', '/v1/organizations');
  assert.equal(before.status, 200);
  const script = [path.join(checkout, 'tests/server/crowd.mjs'), String(server.port), String(count), kind];
  const crowd = spawn('bash', ['-c', 'ulimit -n "$(ulimit -Hn)" && exec "$0" "$@"', process.execPath, ...script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = { begun: 0, ever: 0, open: 0 };
  crowd.stdout.on('data', (chunk) => {
    last = JSON.parse(String(chunk).trimEnd().split('\n').at(-1) ?? '{}');
    figures.open_max = Math.max(figures.open_max, last.open);
  });
  const gone = new Promise((resolve) => crowd.once('close', resolve));
  try {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end || last.begun < count || figures.served + figures.not_served < 5) {
      assert.ok(server.is_running(), server.err);
      const took = await ask(server);
      if (took === undefined) ++figures.not_served;
      else {
        ++figures.served;
        figures.slowest_ms = Math.max(figures.slowest_ms, took);
      }
      figures.resident_kb_max = Math.max(figures.resident_kb_max, resident_kb(server));
      figures.files_max = Math.max(figures.files_max, open_files(server));
      await wait(50);
    }
  } finally {
    crowd.kill('SIGKILL');
    await gone;
  }
  const left = performance.now();
  while (await ask(server) === undefined) assert.ok(performance.now() - left < 30_000, 'the server recovers');
  figures.recovered_ms = performance.now() - left;
  return figures;
}
