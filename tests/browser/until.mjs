// @ts-check
// Waiting, as tests do it: for something, never for some time.

/** Far more than anything takes, so that a busy machine fails no test. */
const patience_ms = 30_000;
const pause_ms = 50;

/**
 * Asks `probe` again and again until it answers with something truthy, and returns that.
 * @template T
 * @param {string} what "the row is there", for the message when it never happens
 * @param {() => T | Promise<T>} probe what it throws counts as "not yet"
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, probe) {
  const end = performance.now() + patience_ms;
  let last = '';
  do {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = '';
    } catch (error) {
      last = ': ' + (error instanceof Error ? error.message : String(error));
    }
    await new Promise((resume) => setTimeout(resume, pause_ms));
  } while (performance.now() < end);
  throw new Error(`waited ${patience_ms / 1000} s in vain until ${what}${last}`);
}

/**
 * Presses a key, and returns the place where the focus is after it. Between documents of several processes the focus is
 * nowhere for a moment, and nothing tells when it has arrived but that it is somewhere else: no two stops in a row may
 * have the same name.
 * @param {import('playwright-core').Page} page
 * @param {string} key
 * @param {() => Promise<string>} where empty while the focus is nowhere
 */
export async function next_stop(page, key, where) {
  const last = await where();
  await page.keyboard.press(key);
  return until(`${key} leads on from "${last}"`, async () => {
    const now = await where();
    return now !== last && now;
  });
}

/**
 * Looks again and again until what it sees was the same twice in a row, and returns that.
 * @param {string} what
 * @param {() => Promise<Buffer>} look
 */
export async function stays_the_same(what, look) {
  let last = await look();
  return until(`${what} no longer changes`, async () => {
    const now = await look();
    const same = now.equals(last);
    last = now;
    return same ? now : undefined;
  });
}

/**
 * Waits until what was asked for by now is drawn: a dialog's first frame is laid out before its content is measured, and
 * what the next one measures may be the cause of one more.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 */
export const frames_drawn = (page) => page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn)))));
