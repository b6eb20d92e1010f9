// @ts-check
// The system's Chromium or Firefox, headless, and a person in front of it: a fresh profile each, of whom everything is kept that
// went over the wire or into the browser's console. What nobody expected there is a failure of the test.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, firefox } from 'playwright-core';
import { at_end_of_page } from './at_end.mjs';
import { Console, listen_to_live_regions } from './console.mjs';
import { checkout } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {{url: string, method: string, status: number, headers: Record<string, string>, body: Promise<Buffer>}} Answer */

/** Far more than anything takes, so that a busy machine fails no test. */
const patience_ms = 30_000;

/** Said by the software renderer when a test takes a picture, not by the page. */
const of_pictures = /GPU stall due to ReadPixels/;

const flags = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @type {import('playwright-core').BrowserContextOptions} */
const usual = {
  viewport: { width: 1100, height: 760 },
  locale: 'en-GB',
  timezoneId: 'Europe/Paris',
  permissions: ['clipboard-write'],
};

/**
 * What Firefox is told by preferences: to draw with WebGL also where there is no graphics card, and to let a test fill the
 * clipboard without a click, as Chromium does by a permission.
 */
const firefox_preferences = { 'webgl.force-enabled': true, 'dom.events.testing.asyncClipboard': true };

/** @param {string} name */
function executable(name) {
  return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
}

/**
 * A browser without a window. Its contexts keep nothing on disk.
 * @param {...string} more flags of Chromium
 */
export function launch(...more) {
  return chromium.launch({ executablePath: executable('chromium'), args: [...flags, ...more] });
}

/** The same with a back/forward cache, which Playwright turns off otherwise. */
export function launch_with_page_cache() {
  return chromium.launch({ executablePath: executable('chromium'), args: flags, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
}

/** Debian's Firefox as it is, driven over WebDriver BiDi: it knows neither CDP nor emulated preferences of a person. */
export function launch_firefox() {
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath: executable('firefox-esr'),
    firefoxUserPrefs: firefox_preferences,
    env: { ...process.env, MOZ_WEBGL_FORCE_EGL: '1' },
  });
}

/**
 * A browser that keeps its profile in `folder`, as a person's does.
 * @param {string} folder
 */
export function launch_with_profile(folder) {
  return chromium.launchPersistentContext(folder, { executablePath: executable('chromium'), args: flags, ...usual });
}

/**
 * Opens a fresh profile with one page, which is closed when the test ends. The test fails if the page complained in the
 * console, threw, or called another origin than `origin` or that of `host`, a page around it; complaints that a test is
 * about are allowed by `complaints`.
 * @param {TestContext} t
 * @param {import('playwright-core').Browser} browser
 * @param {object} wishes
 * @param {string} wishes.origin
 * @param {string} [wishes.host]
 * @param {RegExp[]} [wishes.complaints]
 * @param {import('playwright-core').BrowserContextOptions} [wishes.context]
 */
export async function new_person(t, browser, { origin, host, complaints = [], context: options = {} }) {
  const { permissions, ...common } = usual;
  const in_firefox = browser.browserType() === firefox;
  const context = await browser.newContext({ ...common, ...(in_firefox ? {} : { permissions }), ...options });
  const person = await Person.begin(context, complaints);
  at_end_of_page(t, async () => {
    // `passed` is known to node but not to its types.
    const failed = !(/** @type {any} */ (t).passed);
    if (failed) await person.leave_picture(t.name);
    await context.close();
    if (failed) return console.error(`${t.name}: the browser's complaints: ${JSON.stringify(person.complaints, null, 2)}`);
    assert.deepEqual(person.complaints, [], 'the browser has nothing to complain about');
    const foreign = person.requests.filter((url) => ![origin, host].some((own) => own && url.startsWith(own + '/')) && !/^(data|blob):/.test(url));
    assert.deepEqual(foreign, [], 'nobody but the server is called');
  });
  return person;
}

export class Person {
  /**
   * @param {BrowserContext} context
   * @param {Page} page
   * @param {RegExp[]} allowed complaints that are no surprise
   */
  constructor(context, page, allowed) {
    this.context = context;
    this.page = page;
    this.console = new Console(page);
    /** @type {string[]} what the browser complained about, but for what is allowed */
    this.complaints = [];
    /** @type {string[]} the address of every request */
    this.requests = [];
    /** @type {Answer[]} */
    this.answers = [];
    this.#watch([...allowed, of_pictures]);
  }

  /**
   * A person in front of the one page of `context`.
   * @param {BrowserContext} context
   * @param {RegExp[]} [allowed] complaints that are no surprise
   */
  static async begin(context, allowed = []) {
    context.setDefaultTimeout(patience_ms);
    const page = context.pages()[0] ?? await context.newPage();
    await listen_to_live_regions(page);
    return new Person(context, page, allowed);
  }

  /** @param {RegExp[]} allowed */
  #watch(allowed) {
    const { page } = this;
    /** @param {string} text */
    const complain = (text) => {
      if (!allowed.some((pattern) => pattern.test(text))) this.complaints.push(text);
    };
    page.on('console', (message) => {
      // Chromium complains of every answer that is none of 2xx; that nobody is signed in yet is one.
      if (/status of 40[14]/.test(message.text()) && new URL(message.location().url || 'about:blank').pathname === '/auth/session') return;
      if (message.type() === 'error' || message.type() === 'warning') complain(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complain(`thrown: ${error.stack ?? error}`));
    page.on('crash', () => complain('the page crashed'));
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('response', (response) => {
      const body = response.body();
      body.catch(() => {});  // judged by whoever reads it
      this.answers.push({ url: response.url(), method: response.request().method(), status: response.status(), headers: response.headers(), body });
    });
  }

  /**
   * What a person would show somebody: build/test-logs/browser/NAME.png
   * @param {string} name
   */
  async leave_picture(name) {
    const folder = path.join(checkout, 'build/test-logs/browser');
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 80) + '.png');
    await this.page.screenshot({ path: file }).catch((error) => console.error(`no picture of "${name}": ${error}`));
  }
}
