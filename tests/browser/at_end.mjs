// @ts-check
// What a test undoes when it ends. node runs such steps in the order they were given, so that a server which was started
// first would go before the page that still asks it for a file; and it leaves out the rest once one of them has failed.

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {() => unknown} Step */

/** @type {WeakMap<TestContext, {pages: Step[], others: Step[]}>} */
const promised = new WeakMap();

/** @param {TestContext} t */
function steps_of(t) {
  const known = promised.get(t);
  if (known) return known;
  const steps = { pages: /** @type {Step[]} */ ([]), others: /** @type {Step[]} */ ([]) };
  promised.set(t, steps);
  t.after(async () => {
    const failures = [];
    for (const step of [...steps.pages.reverse(), ...steps.others.reverse()]) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'));
  });
  return steps;
}

/**
 * Runs `step` when the test ends: after its pages are closed, and what was promised last first.
 * @param {TestContext} t
 * @param {Step} step
 */
export function at_end(t, step) {
  steps_of(t).others.push(step);
}

/**
 * Runs `step`, which closes a page, before anything that `at_end` was given.
 * @param {TestContext} t
 * @param {Step} step
 */
export function at_end_of_page(t, step) {
  steps_of(t).pages.push(step);
}
