// @ts-check
// Looks into the memory of the page: that of the program, byte by byte, and the strings of JavaScript.

import { traces_of } from './credentials.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * From the start on, keeps hold of the memory that the program runs in.
 * @param {Page} page
 */
export const hold_memory = (page) =>
  page.addInitScript(() => {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (/** @type {any[]} */ ...given) => {
      const instance = await Reflect.apply(instantiate, WebAssembly, given);
      /** @type {any} */ (window).byok_memory = Object.values(instance.exports).find((each) => each instanceof WebAssembly.Memory);
      return instance;
    };
  });

/**
 * How often one of some byte patterns stands in it.
 * @param {Page} page
 * @param {number[][]} patterns
 */
const count_patterns = (page, patterns) =>
  page.evaluate((all) => {
    const bytes = new Uint8Array(/** @type {any} */ (window).byok_memory.buffer);
    let count = 0;
    for (const sought of all) {
      for (let at = bytes.indexOf(sought[0]); at >= 0; at = bytes.indexOf(sought[0], at + 1)) {
        if (sought.every((byte, offset) => bytes[at + offset] === byte)) ++count;
      }
    }
    return count;
  }, patterns);

/**
 * How often a text stands in it, byte by byte.
 * @param {Page} page
 * @param {string} text
 */
export const count_in_memory = (page, text) => count_patterns(page, [[...Buffer.from(text)]]);

/**
 * How often traces of a secret stand in it, in every disguise.
 * @param {Page} page
 * @param {string} secret
 */
export const count_traces_in_memory = (page, secret) => count_patterns(page, traces_of(secret).map((trace) => [...trace]));

/**
 * The strings of JavaScript that are still held by something, as a debugger sees them.
 * @param {Page} page
 * @returns {Promise<string>} a heap snapshot
 */
export async function heap_of(page) {
  const devtools = await page.context().newCDPSession(page);
  /** @type {string[]} */
  const chunks = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await devtools.send('HeapProfiler.enable');
  for (let i = 0; i < 3; ++i) await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  return chunks.join('');
}

/**
 * How often the middle of a secret stands in a heap snapshot.
 * @param {string} heap
 * @param {string} secret
 */
export function count_in_heap(heap, secret) {
  const middle = secret.slice(Math.floor(secret.length / 2) - 10, Math.floor(secret.length / 2) + 10);
  return heap.split(middle).length - 1;
}
