// @ts-check
// A browser without WebGL, where the program draws by itself (src/platform/painter.h). To be asked for before the page
// is opened.

/** @param {import('playwright-core').Page} page */
export function without_webgl(page) {
  return page.addInitScript(() => {
    const prototype = /** @type {any} */ (HTMLCanvasElement.prototype);
    const get_context = prototype.getContext;
    prototype.getContext = function (/** @type {any[]} */ ...wanted) {
      return wanted[0] === 'webgl2' ? null : get_context.apply(this, wanted);
    };
  });
}
