// @ts-check
// Whether a page does nothing when nothing happens.

import assert from 'node:assert/strict';
import { until } from './until.mjs';
import { work_done } from './work.mjs';

const rest_ms = 3000;

/**
 * Waits until the page has done nothing for longer than a busy machine keeps a key that was pressed to itself. Where test
 * and browser stood still together, time alone would say nothing: it looks several times. Returns the work done by then.
 * @param {import('playwright-core').Page} page
 */
export async function comes_to_rest(page) {
  let before = await work_done(page);
  let since = performance.now(), looks = 0;
  await until('the page comes to rest', async () => {
    const now = await work_done(page);
    if (JSON.stringify(now) === JSON.stringify(before)) ++looks;
    else [before, since, looks] = [now, performance.now(), 0];
    return looks >= 20 && performance.now() - since > 1500;
  });
  return before;
}

/**
 * Waits until the page has come to rest, and then fails if it does anything for as long as `rest_ms`.
 * @param {import('playwright-core').Page} page
 */
export async function stays_at_rest(page) {
  const before = await comes_to_rest(page);
  // The one place where time itself is what is tested.
  await new Promise((resume) => setTimeout(resume, rest_ms));
  assert.deepEqual(await work_done(page), before, `nothing was done in ${rest_ms} ms`);
}
