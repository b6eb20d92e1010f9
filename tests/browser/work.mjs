// @ts-check
// Counts what a page does by itself: frames, draw calls, timers. To be asked for before the page is opened.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{frames: number, draws: number, timers: number, frame_ms: number[]}} Work `frame_ms`: main-thread time of each frame's callback */

/** @param {Page} page */
export function count_work(page) {
  return page.addInitScript(() => {
    /** @type {Work} */
    const work = { frames: 0, draws: 0, timers: 0, frame_ms: [] };
    Object.defineProperty(window, 'byok_work', { value: work });

    const request = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => request((now) => {
      ++work.frames;
      const begin = performance.now();
      callback(now);
      work.frame_ms.push(performance.now() - begin);
    });

    for (const name of /** @type {const} */ (['setTimeout', 'setInterval'])) {
      const original = /** @type {any} */ (window[name]);
      /** @type {any} */ (window)[name] = (/** @type {Function} */ callback, /** @type {any[]} */ ...rest) =>
        original((/** @type {any[]} */ ...args) => { ++work.timers; callback(...args); }, ...rest);
    }

    for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
      for (const name of /** @type {const} */ (['drawElements', 'drawArrays', 'clear'])) {
        const original = /** @type {any} */ (kind.prototype[name]);
        /** @type {any} */ (kind.prototype)[name] = function (/** @type {any[]} */ ...args) {
          ++work.draws;
          return original.apply(this, args);
        };
      }
    }
  });
}

/**
 * @param {Page} page
 * @returns {Promise<{frames: number, draws: number, timers: number}>}
 */
export function work_done(page) {
  return page.evaluate(() => {
    const { frames, draws, timers } = /** @type {any} */ (window).byok_work;
    return { frames, draws, timers };
  });
}

/**
 * Main-thread milliseconds of each frame since the last call.
 * @param {Page} page
 * @returns {Promise<number[]>}
 */
export function take_frame_times(page) {
  return page.evaluate(() => /** @type {any} */ (window).byok_work.frame_ms.splice(0));
}
