// @ts-check
/**
 * The page as the program finds it, and the shell that is seen before there is one.
 *
 * May touch: the shell's own elements, the canvas, the host of the mirror.
 */

import * as browser from './browser.js';
import { listen } from './events.js';
import { stay_clear_of_keyboard } from './on_screen_keyboard.js';
import { Rasterizer } from './rasterizer.js';
import { Semantics } from './semantics.js';
import { prepare, replacement, wait_for_context, watch } from './window.js';

/** What the program finds as Module.page (EM_JS in src/platform/). */
export class Page {
  /**
   * @param {string} token
   * @param {number} [above] the height of what stands over the canvas
   */
  constructor(token, above) {
    /** @private */
    this.token = token;
    /** The text of config.json. */
    this.config = '';
    this.canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    this.has_webgl = prepare(this.canvas);
    this.rasterizer = new Rasterizer();
    this.readback = this.rasterizer.probe();
    const host = /** @type {HTMLElement} */ (document.getElementById('semantics'));
    this.semantics = new Semantics(host, this.rasterizer);
    this.browser = browser;
    this.listen = listen;
    this.watch = watch;
    this.wait_for_context = wait_for_context;
    stay_clear_of_keyboard([this.canvas, host], above);
  }

  /** The sign-in token, once. */
  take_token() {
    const { token } = this;
    this.token = '';
    return token;
  }

  /** @param {string} sentence why there is no page */
  fail(sentence) {
    fail(sentence);
  }

  /** The canvas has a graphics context that is of no use. */
  replace_canvas() {
    this.canvas = replacement(this.canvas);
  }

  /** The canvas cannot show texts: the elements over it do. */
  show_own_text() {
    document.body.classList.add('own-text');
  }

  /** The first frame is on screen. */
  started() {
    document.body.classList.add('started');
    document.getElementById('shell')?.remove();
  }
}

/**
 * Shows a sentence in place of the page, with a button to try again.
 * @param {string} sentence
 * @param {() => void} [retry]
 */
export function fail(sentence, retry = () => location.reload()) {
  show_state('failed');
  const message = document.getElementById('failure');
  if (message) message.textContent = sentence;
  const button = document.getElementById('retry');
  if (button) button.onclick = retry;
}

/** Shows that the page is being loaded: the shell's first state, and its state again after a failure. */
export function show_loading() {
  show_state('loading');
  document.getElementById('progress')?.removeAttribute('value');
}

/** @param {'loading' | 'failed'} state */
function show_state(state) {
  for (const each of ['loading', 'failed']) document.getElementById(each)?.toggleAttribute('hidden', each !== state);
}
