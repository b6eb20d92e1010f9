// @ts-check
// kill -9 at random moments under load, again and again over one folder: tests/server/kill_test.mjs a few times, scripts/soak
// for long. The seed settles what is written and when the kills come; how the requests fall between them is chance.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { RecordedWriter } from './recorded_writer.mjs';
import { SeededRandom } from './seeded_random.mjs';
import { Server } from './server_process.mjs';

const writers_count = 6;
const load_ms_max = 250;
const start_ms_max = 60;

/**
 * @typedef {{rounds: number, kills: number, acknowledged: number, unanswered: number, start_ms_max: number, seconds: number}} KillFigures
 * `unanswered`: requests that were under way when their server was killed
 */

/**
 * Throws when something acknowledged is not there, something is there in part, or SQLite finds fault with the file.
 * @param {number} rounds @param {number} seed @param {(round: number) => void} [each_round]
 * @returns {Promise<KillFigures>}
 */
export async function kill_rounds(rounds, seed, each_round = () => {}) {
  const random = new SeededRandom(seed);
  const writers = Array.from({ length: writers_count }, (_, i) => new RecordedWriter(`Writer${i}`, new SeededRandom(seed + 1 + i)));
  const figures = { rounds, kills: 0, acknowledged: 0, unanswered: 0, start_ms_max: 0, seconds: 0 };
  const begun = performance.now();
  const server = new Server();
  try {
    for (let round = 1; round <= rounds; ++round) {
      while (random.happens(0.3)) figures.kills += await kill_while_starting(server, random);
      if (existsSync(path.join(server.data, 'byok.sqlite'))) assert_sound(server.data);
      const starting = performance.now();
      await server.start();
      figures.start_ms_max = Math.max(figures.start_ms_max, performance.now() - starting);
      for (const writer of writers) await writer.check(server);
      figures.unanswered += await write_until_killed(server, writers, random.below(load_ms_max));
      ++figures.kills;
      each_round(round);
    }
    assert_sound(server.data);
    await server.start();
    for (const writer of writers) await writer.check(server);
    await server.stop();
  } finally {
    await server.discard();
  }
  figures.acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
  figures.seconds = (performance.now() - begun) / 1000;
  return figures;
}

/** How many requests were under way at the end. @param {Server} server @param {RecordedWriter[]} writers @param {number} load_ms */
async function write_until_killed(server, writers, load_ms) {
  let unanswered = 0;
  const all = Promise.all(writers.map(async (writer) => {
    while (await writer.write(server)) {}
    ++unanswered;
  }));
  await Promise.race([all, wait(load_ms)]);  // when all end before, one of them failed or the server died by itself
  assert.ok(server.is_running(), server.err);
  await server.end('SIGKILL');
  await all;
  return unanswered;
}

/** Also in the middle of the first start of a folder, when key, schema and first organization are made. @param {Server} server @param {SeededRandom} random */
async function kill_while_starting(server, random) {
  const started = server.start().catch(() => {});
  await wait(random.below(start_ms_max));
  await server.end('SIGKILL');
  await started;
  return 1;
}

/** What another reader of SQLite files says to the folder as the kill left it; looked at in a copy. @param {string} data */
function assert_sound(data) {
  const folder = mkdtempSync(path.join(tmpdir(), 'byok-killed-'));
  try {
    cpSync(data, folder, { recursive: true });
    const database = new DatabaseSync(path.join(folder, 'byok.sqlite'));
    assert.deepEqual(database.prepare('PRAGMA integrity_check').all().map((row) => row.integrity_check), ['ok']);
    assert.deepEqual(database.prepare('PRAGMA foreign_key_check').all(), []);
    database.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
