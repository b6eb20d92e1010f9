// @ts-check
/**
 * Starts the page: asks for the program and for config.json at once, takes the sign-in token out of the address, and says in
 * words what went wrong when it cannot start. All that the page will ever need is loaded here, so a tab goes on working
 * when the site is updated behind it.
 *
 * May touch: location, history, the shell's progress.
 */

import create_console from './console.mjs';
import { what_is_missing } from './needs.js';
import { Page, fail, show_loading } from './page.js';
import { LoadError, Program, ask, is_page } from './program.js';

document.documentElement.dataset.begun = '';

/** @param {number} part */
const show_progress = (part) => {
  const bar = /** @type {HTMLProgressElement | null} */ (document.getElementById('progress'));
  if (bar) bar.value = part;
};

/** @returns {Promise<string>} the text of config.json; rejects with LoadError */
function load_config() {
  return ask('config.json', { cache: 'no-cache' }, 'the settings in config.json', async (response) => {
    if (response.status === 404 || (response.ok && is_page(response))) {
      throw new LoadError(`config.json was not found beside the page (${response.url}). Please put it there; {} is enough where the API is on the same address as the page.`);
    }
    if (!response.ok) throw new LoadError(`The settings in config.json could not be loaded: status ${response.status}. Please try again later.`);
    return response.text();
  });
}

/**
 * @param {WebAssembly.Module} module
 * @param {Page} page
 * @returns {ReturnType<typeof create_console>}
 */
function instantiate(module, page) {
  return new Promise((resolve, reject) => {
    create_console({
      page,
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module)).catch(reject);
        return {};
      },
    }).then(resolve, reject);
  });
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

/**
 * Loads the page anew: only a newer one knows the names of the newer files. It finds the token as this one did, and takes
 * it out of the address in the same way.
 * @param {string} token
 */
function load_new_page(token) {
  const route = location.hash.slice(1);
  if (token !== '') history.replaceState(null, '', `#token=${encodeURIComponent(token)}${route && '&' + route}`);
  location.reload();
}

/** One start of the page, tried as often as it takes. */
class Start {
  /** @param {string} token */
  constructor(token) {
    this.program = new Program(/** @type {HTMLLinkElement} */ (document.getElementById('program')), show_progress);
    this.config = this.#ask_for_config();
    /** Has the token until the program takes it. */
    this.page = new Page(token);
    this.page.fail = (sentence) => this.#fail(new LoadError(sentence));
  }

  #ask_for_config() {
    const config = load_config();
    config.catch(() => {});  // seen by run()
    return config;
  }

  async run() {
    show_loading();
    try {
      if (getComputedStyle(this.page.canvas).position !== 'fixed') throw new LoadError('The styles of the page did not arrive. Please try again.', { outdated: true });
      const [module, text] = await Promise.all([this.program.module, this.config]);
      this.page.config = text;
      (await instantiate(module, this.page)).callMain();
    } catch (error) {
      console.error(error);
      this.#fail(error instanceof LoadError ? error : new LoadError(`The console could not be started. (${error})`));
    }
  }

  /** @param {LoadError} error */
  #fail(error) {
    fail(error.message, () => (error.outdated ? load_new_page(this.page.take_token()) : this.#again()));
  }

  /** In the same page, so that the token of a link stays where it is. */
  #again() {
    this.program.retry();
    this.config = this.#ask_for_config();
    void this.run();
  }
}

/** @param {string} token which nobody but the page keeps */
function start(token) {
  const missing = what_is_missing();
  if (missing === '') void new Start(token).run();
  else fail(missing, () => load_new_page(token));
}

start(take_token());
