// @ts-check
/**
 * Starts the page: takes the sign-in token out of the address, reads config.json, loads the program, and says in words
 * what went wrong when it cannot start.
 *
 * May touch: location, history, the shell's own elements.
 */

import * as browser from './browser.js';
import { listen } from './events.js';
import { stay_clear_of_keyboard } from './on_screen_keyboard.js';
import { Rasterizer } from './rasterizer.js';
import { Semantics } from './semantics.js';
import { prepare, replacement, wait_for_context, watch } from './window.js';

/** What the program finds as Module.page (EM_JS in src/platform/). */
class Page {
  /** @param {string} token */
  constructor(token) {
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
    this.fail = fail;
    stay_clear_of_keyboard([this.canvas, host]);
  }

  /** The sign-in token, once. */
  take_token() {
    const { token } = this;
    this.token = '';
    return token;
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
 * Removes `#token=…` from the address bar and from the history, keeping a route that follows it (`#token=…&/api-keys`).
 * @returns {string} the token, empty if there is none
 */
function take_token() {
  const match = /^#token=([^&]*)(?:&(.*))?$/.exec(location.hash);
  if (!match) return '';
  history.replaceState(null, '', location.pathname + location.search + (match[2] ? '#' + match[2] : ''));
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return match[1];
  }
}

/** @returns {Promise<string>} the text of config.json; an empty object where there is none */
async function load_config() {
  const response = await fetch('config.json', { cache: 'no-cache', credentials: 'same-origin' });
  if (response.status === 404) return '{}';
  if (!response.ok) throw new Error(`The settings in config.json could not be loaded: status ${response.status}.`);
  return response.text();
}

/**
 * @param {Promise<typeof import('./console.mjs')>} module
 * @param {Page} page
 */
async function load_program(module, page) {
  try {
    return await (await module).default({ page });
  } catch (error) {
    console.error(error);
    throw new Error('The console could not be loaded. Please check the connection.');
  }
}

/**
 * Shows a sentence in place of the page, with a button to try again.
 * @param {string} sentence
 */
function fail(sentence) {
  document.body.classList.add('failed');
  const message = document.getElementById('failure');
  if (message) message.textContent = sentence;
  document.getElementById('reload')?.addEventListener('click', () => location.reload());
}

/** @param {string} token */
async function start(token) {
  if (typeof WebAssembly === 'undefined') {
    return fail('This browser has no WebAssembly, which the console is made of. Please use a current browser.');
  }
  try {
    const module = import('./console.mjs');
    const config = load_config();
    const page = new Page(token);
    const [program, text] = await Promise.all([load_program(module, page), config]);
    page.config = text;
    program.callMain();
  } catch (error) {
    console.error(error);
    fail(error instanceof Error ? error.message : String(error));
  }
}

start(take_token());
