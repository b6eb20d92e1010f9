// @ts-check
// The long forms of what the tests of the server do for a few seconds (see scripts/soak).

import { kill_rounds } from '../tests/server/kill_rounds.mjs';
import { fresh_seed } from '../tests/server/seeded_random.mjs';

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
};

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
