// @ts-check
/**
 * Tells the program about its window: size in CSS and device pixels, theme and other wishes of the system, when the page
 * is printed, used, seen again, and left (src/platform/window.cpp).
 *
 * May touch: the canvas, its size as it is laid out (never its pixels), media queries.
 */

/**
 * `window` is the address of the C++ object.
 * @typedef {object} Program
 * @property {(window: number, width: number, height: number, scale: number) => void} _window_resized device pixels
 * @property {(window: number, dark: number, coarse: number, still: number, contrast: number) => void} _window_wishes
 * @property {(window: number, ...colours: number[]) => void} _window_forced_colours 0xRRGGBB, in the order of SYSTEM_COLOURS
 * @property {(window: number) => void} _window_free_colours the system forces none
 * @property {(window: number) => void} _window_context_waited_for
 * @property {(window: number, elsewhere: number) => void} _window_focus_elsewhere
 * @property {(window: number, begins: number) => void} _window_printing
 * @property {(window: number, away_ms: number) => void} _window_returned
 * @property {(window: number) => void} _window_left
 * @property {(window: number) => void} _window_used
 * @property {(window: number) => void} _window_seen
 */

/** In the order of SystemColours in src/ui/system_colours.h. */
const SYSTEM_COLOURS = [
  'Canvas',
  'CanvasText',
  'LinkText',
  'GrayText',
  'Highlight',
  'HighlightText',
  'ButtonFace',
  'ButtonText',
  'ButtonBorder',
  'Field',
  'FieldText',
];

/**
 * Gives the canvas its graphics context, at its right size from the start. That waits for the browser's graphics
 * process, so it is done while the program is still on its way; the program finds the context when it asks for one.
 * @param {HTMLCanvasElement} canvas
 * @returns {boolean} whether there is WebGL 2
 */
export function prepare(canvas) {
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  // Text and edges are smooth as they are, and nothing lies behind the page.
  const context = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    powerPreference: 'low-power',
  });
  return context !== null;
}

/** How long a graphics context may be lost before the page does without. */
const CONTEXT_PATIENCE_MS = 4000;

/**
 * The graphics context was lost: tells the program when it has been waited for long enough. Nobody waits for a page
 * that is not seen, and a browser may well take its time there.
 * @param {Program} program
 * @param {number} window_address
 */
export function wait_for_context(program, window_address) {
  const enough = () => {
    if (document.hidden) return document.addEventListener('visibilitychange', wait, { once: true });
    program._window_context_waited_for(window_address);
  };
  const wait = () => setTimeout(enough, CONTEXT_PATIENCE_MS);
  wait();
}

/**
 * Puts a canvas without a context in the place of one that has had one.
 * @param {HTMLCanvasElement} canvas
 */
export function replacement(canvas) {
  const fresh = /** @type {HTMLCanvasElement} */ (canvas.cloneNode());
  canvas.replaceWith(fresh);
  return fresh;
}

/**
 * Starts watching, and tells the present state at once.
 * @param {HTMLCanvasElement} canvas
 * @param {Program} program
 * @param {number} window_address
 */
export function watch(canvas, program, window_address) {
  const wishes = [
    '(prefers-color-scheme: dark)',
    '(pointer: coarse)',
    '(prefers-reduced-motion: reduce)',
    '(prefers-contrast: more)',
  ].map((query) => matchMedia(query));
  const forced = matchMedia('(forced-colors: active)');
  const tell_wishes = () => {
    const [dark, coarse, still, contrast] = wishes.map(({ matches }) => (matches ? 1 : 0));
    program._window_wishes(window_address, dark, coarse, still, contrast);
    if (forced.matches) program._window_forced_colours(window_address, ...system_colours());
    else program._window_free_colours(window_address);
  };
  for (const wish of [...wishes, forced]) wish.addEventListener('change', tell_wishes);
  // Another contrast theme in place of one is no change to any of them; the person was in the system's settings for it.
  addEventListener('focus', () => {
    if (forced.matches) tell_wishes();
  });
  tell_wishes();

  if (parent !== window) watch_frame(program, window_address);

  addEventListener('beforeprint', () => program._window_printing(window_address, 1));
  addEventListener('afterprint', () => program._window_printing(window_address, 0));

  // Before anything that it does: who comes back after too long is signed out by then.
  for (const use of ['keydown', 'pointerdown', 'touchstart']) {
    addEventListener(use, () => program._window_used(window_address), { capture: true, passive: true });
  }
  let hidden_since = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hidden_since = Date.now();
    } else {
      program._window_seen(window_address);
      program._window_returned(window_address, Date.now() - hidden_since);
    }
  });

  // A page that goes into the back/forward cache keeps its memory: nothing secret may be in it by then.
  addEventListener('pagehide', () => program._window_left(window_address));
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });

  // Last, for the first frame is drawn right here.
  watch_size(canvas, (width, height, ratio) => {
    program._window_resized(window_address, width, height, ratio);
  });
}

/** @returns {number[]} what CSS says of SYSTEM_COLOURS now, 0xRRGGBB */
function system_colours() {
  const probe = document.createElement('i');
  probe.hidden = true;
  probe.style.colorScheme = 'light dark';
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  const { style } = probe;
  const computed = getComputedStyle(probe);
  const colours = SYSTEM_COLOURS.map((name) => {
    style.color = name;
    const [red, green, blue] = (computed.color.match(/[\d.]+/g) ?? []).map(Number);
    return (red << 16) | (green << 8) | blue;
  });
  probe.remove();
  return colours;
}

/**
 * Inside of another page: tells whether the person is in here, and lets that page scroll where there is nothing (more)
 * to scroll in here.
 * @param {Program} program
 * @param {number} window_address
 */
function watch_frame(program, window_address) {
  document.documentElement.classList.add('framed');
  const tell = () => program._window_focus_elsewhere(window_address, document.hasFocus() ? 0 : 1);
  addEventListener('focus', tell);
  addEventListener('blur', tell);
  // A busy browser may say so only after the click that brought the person in.
  addEventListener('click', ({ isTrusted }) => isTrusted && program._window_focus_elsewhere(window_address, 0), true);
  tell();
}

/** Canvases of this edge, in their own pixels, are drawn by every graphics card with WebGL 2. */
const CANVAS_EDGE_MAX = 4096;

/** Fingers that pinch are done when nothing was magnified for so long: glyphs are not made for sizes on the way. */
const PINCH_SETTLED_MS = 120;

/**
 * How many pixels to draw for each CSS pixel: those of the screen, and more of them while the page is magnified with two
 * fingers, since a browser draws its own text anew then as well. In steps of a half, which share their glyphs.
 * @param {number} edge the longer one of the canvas, CSS pixels
 * @param {number} magnified
 */
function ratio_for(edge, magnified) {
  const steps = Math.ceil(magnified * 2 - 0.1) / 2;
  return devicePixelRatio * Math.max(1, Math.min(steps, CANVAS_EDGE_MAX / (edge * devicePixelRatio)));
}

/**
 * Calls `changed` with the canvas' size in device pixels, exactly where the browser tells it, and how many of them a CSS
 * pixel has.
 * @param {HTMLCanvasElement} canvas
 * @param {(width: number, height: number, ratio: number) => void} changed
 */
function watch_size(canvas, changed) {
  let magnified = 1;
  /** @param {ResizeObserverSize} [exact] */
  const tell = (exact) => {
    const { width, height } = canvas.getBoundingClientRect();
    if (width === 0 || height === 0) return; // not shown, as on paper: what is drawn keeps its size
    const ratio = ratio_for(Math.max(width, height), magnified);
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    // Where a ratio is only emulated, the exact size is that of the screen behind it.
    const near = exact && Math.abs(exact.inlineSize - across) <= 1 && Math.abs(exact.blockSize - down) <= 1;
    if (near) changed(exact.inlineSize, exact.blockSize, ratio);
    else changed(across, down, ratio);
  };
  const observe = () => {
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(canvas);
    }
  };
  const observer = new ResizeObserver(([entry]) => {
    if (canvas.isConnected) return tell(entry.devicePixelContentBoxSize?.[0]);
    // Another has taken its place (replacement).
    observer.disconnect();
    canvas = /** @type {HTMLCanvasElement} */ (document.getElementById(canvas.id));
    observe();
  });
  observe();
  // Zooming may change the ratio alone, and the number of device pixels not at all.
  const watch_ratio = () => {
    tell();
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', watch_ratio, { once: true });
  };
  watch_ratio();
  watch_magnification((now) => {
    magnified = now;
    tell();
  });
}

/**
 * Calls `changed` when the person has magnified the page with two fingers, or is done with that.
 * @param {(magnified: number) => void} changed
 */
function watch_magnification(changed) {
  const view = window.visualViewport;
  if (!view) return;
  let told = view.scale;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  view.addEventListener('resize', () => {
    clearTimeout(timer);
    // What comes up over the window, such as a keyboard, is no magnification.
    if (view.scale === told) return;
    timer = setTimeout(() => changed((told = view.scale)), PINCH_SETTLED_MS);
  });
}
