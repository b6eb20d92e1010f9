// @ts-check

import assert from 'node:assert/strict';
import test from 'node:test';
import { at_end, at_end_of_page } from './at_end.mjs';

/** A test that is run by this one. */
function a_test() {
  /** @type {(() => unknown)[]} */
  const hooks = [];
  const t = /** @type {import('node:test').TestContext} */ (/** @type {unknown} */ ({ after: (/** @type {() => unknown} */ hook) => hooks.push(hook) }));
  return { t, async end() { for (const hook of hooks) await hook(); } };
}

test('pages close before the servers they ask, and what came last goes first', async () => {
  const { t, end } = a_test();
  /** @type {string[]} */
  const gone = [];
  at_end(t, () => gone.push('server'));
  at_end_of_page(t, async () => { await null; gone.push('page'); });
  at_end(t, () => gone.push('provider'));
  at_end_of_page(t, () => gone.push('second page'));
  await end();
  assert.deepEqual(gone, ['second page', 'page', 'provider', 'server']);
});

test('what fails keeps nothing from being undone, and is told', async () => {
  const { t, end } = a_test();
  let stopped = false;
  at_end(t, () => { stopped = true; });
  at_end_of_page(t, () => Promise.reject(new Error('a complaint')));
  await assert.rejects(end, /a complaint/);
  assert.ok(stopped);

  const twice = a_test();
  for (const what of ['one', 'other']) at_end(twice.t, () => { throw new Error(what); });
  await assert.rejects(twice.end, (error) => error instanceof AggregateError && /other[^]*one/.test(error.message));
});
