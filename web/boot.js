// @ts-check
/**
 * Starts the page: takes the sign-in token out of the address, reads config.json, loads the program, and says in words
 * what went wrong when it cannot start.
 *
 * May touch: location, history, the shell's own elements.
 */

import * as browser from './browser.js';
import { listen } from './events.js';
import { Rasterizer } from './rasterizer.js';
import { Semantics } from './semantics.js';
import { watch } from './window.js';

/** What the program finds as Module.page (EM_JS in src/platform/). */
class Page {
  /**
   * @param {string} token
   * @param {string} config
   */
  constructor(token, config) {
    /** @private */
    this.token = token;
    this.config = config;
    this.canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    this.rasterizer = new Rasterizer();
    const host = /** @type {HTMLElement} */ (document.getElementById('semantics'));
    this.semantics = new Semantics(host, this.rasterizer);
    this.browser = browser;
    this.listen = listen;
    this.watch = watch;
    this.fail = fail;
  }

  /** The sign-in token, once. */
  take_token() {
    const { token } = this;
    this.token = '';
    return token;
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
    const [{ default: create_console }, config] = await Promise.all([
      import('./console.mjs').catch(() => {
        throw new Error('The console could not be loaded. Please check the connection.');
      }),
      load_config(),
    ]);
    await create_console({ page: new Page(token, config) });
  } catch (error) {
    console.error(error);
    fail(error instanceof Error ? error.message : String(error));
  }
}

start(take_token());
