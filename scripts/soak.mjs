// @ts-check
// The long forms of what the tests of the server do for a few seconds (see scripts/soak).

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crowd_kinds, meet_crowd } from '../tests/server/crowd_rounds.mjs';
import { kill_rounds } from '../tests/server/kill_rounds.mjs';
import { fresh_seed } from '../tests/server/seeded_random.mjs';
import { Server } from '../tests/server/server_process.mjs';

const crowd_seconds = 20;

const [wanted = 'all', amount, seed_given] = process.argv.slice(2);
const seed = Number(seed_given ?? fresh_seed());

/** @type {Record<string, () => Promise<string>>} */
const soaks = {
  async kills() {
    const rounds = Number(amount ?? 200);
    const figures = await kill_rounds(rounds, seed, (round) => { if (round % 20 === 0) process.stderr.write(`round ${round} of ${rounds}\n`); });
    return `${figures.kills} kills in ${rounds} rounds: ${figures.acknowledged} writes acknowledged, none lost; ${figures.unanswered} under way when killed, ` +
      `none there in part; integrity and foreign keys sound each time; slowest start ${figures.start_ms_max.toFixed(0)} ms; ${figures.seconds.toFixed(0)} s`;
  },

  async crowds() {
    const count = Number(amount ?? 10_000);
    const lines = [];
    writeFileSync(path.join(Server.site(), 'large.bin'), randomBytes(1_000_000));
    for (const kind of crowd_kinds) {
      process.stderr.write(`${count} clients: ${kind}\n`);
      const server = await Server.start();
      try {
        const { served, not_served, slowest_ms, resident_kb_before, resident_kb_max, files_max, recovered_ms } = await meet_crowd(server, kind, count, crowd_seconds);
        lines.push(`${kind}: of others ${served} served, ${not_served} not, slowest ${slowest_ms.toFixed(0)} ms; memory ${(resident_kb_before / 1024).toFixed(0)} MB, then ` +
          `at most ${(resident_kb_max / 1024).toFixed(0)} MB; ${files_max} files; well again after ${recovered_ms.toFixed(0)} ms`);
        await server.stop();
      } finally {
        await server.discard();
      }
    }
    return `${count} clients of each kind, for ${crowd_seconds} s\n  ${lines.join('\n  ')}`;
  },

  async memory() {
    const minutes = Number(amount ?? 60);
    const server = await Server.start();
    try {
      const [first, ...samples] = await hold_load(server, minutes);
      const half = samples.length >> 1;
      const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[values.length >> 1];
      const [early, late] = [median(samples.slice(0, half)), median(samples.slice(half))];
      if (late > early * 1.05 + 1024) throw new Error(`memory grows: ${early} KB, then ${late} KB`);
      await server.stop();
      return `${minutes} minutes of load: ${(first / 1024).toFixed(1)} MB before, ${(early / 1024).toFixed(1)} MB in the first half, ${(late / 1024).toFixed(1)} MB in the second`;
    } finally {
      await server.discard();
    }
  },
};

/**
 * Eight clients who make, change, list and delete for so long; every second the resident memory in KB.
 * @param {Server} server @param {number} minutes
 */
async function hold_load(server, minutes) {
  const resident_kb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
  const samples = [resident_kb()];
  const end = Date.now() + minutes * 60_000;
  const client = async () => {
    while (Date.now() < end) {
      const { id } = await server.create_provider_key({ name: 'Under load' });
      const where = server.path(`/provider-keys/${id}`);
      await server.ask('POST', where, { body: { name: 'Changed' } });
      await server.ask('GET', server.path('/provider-keys'));
      await server.ask('DELETE', where);
    }
  };
  const timer = setInterval(() => samples.push(resident_kb()), 1000);
  await Promise.all(Array.from({ length: 8 }, client));
  clearInterval(timer);
  return samples;
}

if (wanted !== 'all' && !(wanted in soaks)) {
  process.stderr.write(`scripts/soak: "${wanted}" is none of ${Object.keys(soaks).join(', ')}\n`);
  process.exit(2);
}
for (const [name, soak] of Object.entries(soaks)) {
  if (wanted !== 'all' && wanted !== name) continue;
  process.stderr.write(`${name}: seed ${seed}\n`);
  try {
    console.log(`${name}: ${await soak()}`);
  } catch (error) {
    console.log(`${name}: failed with seed ${seed}: ${error instanceof Error ? error.stack : error}`);
    process.exitCode = 1;
  }
}
