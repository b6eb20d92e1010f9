// @ts-check
/**
 * Starts the page: takes the sign-in token out of the address, reads config.json, loads the program, and says in words
 * what went wrong when it cannot start.
 *
 * May touch: location, history.
 */

import { Page, fail } from './page.js';

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
