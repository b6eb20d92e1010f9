// @ts-check
/**
 * Starts the live demo: the program that lies in the page itself, so that nothing has to be loaded and nothing can be
 * sent. Tells the page around it, if embed.js made it, what becomes of it.
 *
 * May touch: the strip above the console, history, the page around it by messages.
 */

import create_demo from 'demo-program';
import { what_is_missing } from './needs.js';
import { Page } from './page.js';

/**
 * What the demo's program exports for its page. `wishes` is the address of a C++ object.
 * @typedef {object} Program
 * @property {(wishes: number) => void} _demo_reset
 * @property {(wishes: number, theme: number) => void} _demo_theme
 */

/** In the order of demo_theme (src/platform/demo_controls.cpp). */
const THEMES = ['auto', 'light', 'dark'];

/** Whether embed.js made the frame that the demo is in, and wants to be told. */
const embedded = window !== parent && new URLSearchParams(location.search).has('embed');

/** @param {'started' | 'failed' | 'no-webgl'} what */
function tell(what) {
  // Anybody may frame the demo, and this is no secret.
  if (embedded) parent.postMessage({ byok_demo: what }, '*');
}

class DemoPage extends Page {
  constructor() {
    super('', document.getElementById('strip')?.offsetHeight);
    // In a frame each new entry would be one more step between the reader and the page before the host's.
    if (window === parent) return;
    this.browser = { ...this.browser, show_address: replace_address };
    document.addEventListener('click', replace_link);
  }

  /**
   * @param {Program} program
   * @param {number} wishes
   */
  watch_demo(program, wishes) {
    const reset = /** @type {HTMLButtonElement} */ (document.getElementById('reset'));
    reset.addEventListener('click', () => program._demo_reset(wishes));
    reset.disabled = false;
    addEventListener('message', ({ source, data }) => {
      const theme = source === parent ? THEMES.indexOf(data?.byok_theme) : -1;
      if (theme >= 0) program._demo_theme(wishes, theme);
    });
  }

  started() {
    super.started();
    tell('started');
  }

  /** @param {string} sentence */
  fail(sentence) {
    super.fail(sentence);
    tell('failed');
  }
}

/** @param {string} fragment with its # */
function replace_address(fragment) {
  if (fragment !== location.hash) history.replaceState(null, '', fragment);
}

/** @param {MouseEvent} event on a link within the page, which would be an entry as well */
function replace_link(event) {
  const link = /** @type {Element} */ (event.target).closest('a[href^="#"]');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(/** @type {HTMLAnchorElement} */ (link).href);
}

/**
 * The WebAssembly that scripts/demo.mjs wrote into the page as text: one character a byte, those of `data-bytes` in the
 * order of the values that they stand for.
 */
function program_bytes() {
  const element = /** @type {HTMLElement} */ (document.getElementById('program'));
  const { bytes: characters = '' } = element.dataset;
  const text = element.textContent ?? '';
  element.remove();
  const values = new Uint8Array(0x200);
  for (let value = 0; value < characters.length; ++value) values[characters.charCodeAt(value)] = value;
  return Uint8Array.from({ length: text.length }, (_, at) => values[text.charCodeAt(at)]);
}

async function start() {
  const page = new DemoPage();
  const missing = what_is_missing();
  if (missing !== '') return page.fail(missing);
  if (embedded && !page.has_webgl && !new URLSearchParams(location.search).has('anyway')) return tell('no-webgl');
  try {
    const bytes = program_bytes();
    const program = await create_demo({
      page,
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(bytes, imports).then(({ instance, module }) => done(instance, module), failed);
        return {};
      },
    });
    program.callMain();
  } catch (error) {
    failed(error);
  }

  /** @param {unknown} error */
  function failed(error) {
    console.error(error);
    page.fail('The browser could not run the demo. Please try again, or use another browser.');
  }
}

start();
