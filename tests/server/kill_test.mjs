// @ts-check
// The short form of what scripts/soak does for long.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kill_rounds } from './kill_rounds.mjs';
import { fresh_seed } from './seeded_random.mjs';

const seed = Number(process.env.BYOK_SEED ?? fresh_seed());

test('nothing acknowledged is lost and nothing is there in part, whenever the server is killed', async (context) => {
  context.diagnostic(`BYOK_SEED=${seed}`);
  const figures = await kill_rounds(10, seed).catch((error) => { throw new Error(`With BYOK_SEED=${seed}: ${error.message}`, { cause: error }); });
  assert.ok(figures.acknowledged > 20, `${figures.acknowledged} writes were acknowledged`);
});
