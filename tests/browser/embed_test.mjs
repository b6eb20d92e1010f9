// @ts-check
// <byok-console> on pages of other people, on another site: when its demo starts, what it does to the page, what it leaves
// alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { at_end } from './at_end.mjs';
import { launch, new_person } from './browser.mjs';
import { demo_is_ready } from './demo.mjs';
import { checkout, site as site_folder } from './server.mjs';
import { StaticSite } from './static_site.mjs';
import { next_stop, until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('playwright-core').Page} Page */

/** @type {import('playwright-core').Browser} */
let browser;
/** Where embed.js and demo.html are. @type {StaticSite} */
let cdn;
before(async () => {
  [browser, cdn] = await Promise.all([launch(), StaticSite.start(site_folder, { prefix: '/console' })]);
});
after(async () => {
  await browser?.close();
  await cdn?.stop();
});

/** @param {string} body @param {{head?: string, root?: string}} [options] */
const host_html = (body, { head = '', root = '' } = {}) => `<!doctype html>
<html lang="en" ${root}><head><title>Host</title><link rel="icon" href="data:,">${head}
<script>host_scrolls = 0; addEventListener('scroll', () => ++host_scrolls);</script>
<script type="module" src="${cdn.origin}/console/embed.js"></script></head>
<body><main><h1>Docs</h1><button id="before">Before</button>${body}<button id="after">After</button></main></body></html>`;

/**
 * @param {TestContext} t
 * @param {string} html
 * @param {{context?: import('playwright-core').BrowserContextOptions, complaints?: RegExp[], prepare?: (page: Page) => Promise<unknown>, in_browser?: import('playwright-core').Browser}} [options]
 */
async function visit(t, html, { context, complaints, prepare, in_browser = browser } = {}) {
  const host = await StaticSite.start(site_folder, { host: 'localhost', pages: { '/': html } });
  at_end(t, () => host.stop());
  const person = await new_person(t, in_browser, { origin: host.origin, host: cdn.origin, context, complaints });
  await prepare?.(person.page);
  await person.page.goto(`${host.origin}/`);
  return person;
}

/** The demos on a page that were made so far, in the order of their elements. @param {Page} page */
async function demos(page) {
  const frames = await page.locator('iframe').elementHandles();
  const inside = await Promise.all(frames.map((frame) => frame.contentFrame()));
  return /** @type {import('playwright-core').Frame[]} */ (inside.filter((frame) => frame?.url().includes('demo.html')));
}

/** @param {Page} page @param {number} [number] */
const demo_of = (page, number = 0) => until('there is a demo', async () => (await demos(page))[number]);

/** @param {Page} page */
const has_started = (page) => until('it has started', () => page.evaluate(() => document.querySelector('byok-console')?.shadowRoot?.querySelector('.on') !== null));

describe('starting', () => {
  test('near the viewport it makes a sandboxed frame of an origin of its own, in which the demo runs', async (t) => {
    const { page } = await visit(t, host_html('<byok-console scenario="bedrock" height="500"></byok-console>'));
    const demo = await demo_of(page);
    await demo_is_ready(demo);
    await has_started(page);
    assert.equal(new URL(demo.url()).searchParams.get('scenario'), 'bedrock');
    assert.equal(await demo.evaluate(() => origin), 'null');
    const element = page.locator('byok-console');
    assert.equal((await element.boundingBox())?.height, 500);
    assert.match((await element.locator('iframe').getAttribute('sandbox')) ?? '', /allow-scripts/);
    assert.doesNotMatch((await element.locator('iframe').getAttribute('sandbox')) ?? '', /allow-same-origin|allow-top-navigation/);
    assert.equal(await element.getByRole('button', { name: 'Start the live demo' }).isVisible(), false);
  });

  test('far away it loads nothing, not even its picture', async (t) => {
    const { page, requests } = await visit(t, host_html('<div style="height: 4000px"></div><byok-console></byok-console>'));
    await page.evaluate(() => customElements.whenDefined('byok-console'));
    await page.waitForTimeout(500);
    assert.deepEqual(requests.filter((url) => /demo/.test(url)), []);
    await page.evaluate(() => scrollTo(0, 3500));
    await demo_is_ready(await demo_of(page));
  });

  test('start="click" waits for its button, and whoever pressed that goes on in the demo', async (t) => {
    const { page, requests } = await visit(t, host_html('<byok-console start="click" label="A demo of mine"></byok-console>'));
    const button = page.getByRole('button', { name: 'Start the live demo' });
    await button.waitFor();
    await until('the picture is there', () => page.evaluate(() => document.querySelector('byok-console')?.shadowRoot?.querySelector('img')?.naturalWidth));
    await page.waitForTimeout(300);
    assert.deepEqual(await demos(page), []);
    assert.ok(requests.some((url) => /demo-preview-light-[0-9a-f]+\.png$/.test(url)));
    await button.focus();
    await page.keyboard.press('Enter');
    const demo = await demo_of(page);
    await demo_is_ready(demo);
    await has_started(page);
    assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName), 'IFRAME');
    assert.equal(await page.locator('byok-console iframe').getAttribute('title'), 'A demo of mine');
    await until('the keyboard is in the demo', () => demo.evaluate(() => document.hasFocus()));
    await page.keyboard.press('Tab');
    await until('the focus is in the demo', () => demo.evaluate(() => document.activeElement !== document.body));
  });

  test('without WebGL it shows its picture and says so; the button starts it all the same', async (t) => {
    const without = await launch('--disable-3d-apis');
    at_end(t, () => without.close());
    const { page } = await visit(t, host_html('<byok-console></byok-console>'), { in_browser: without, complaints: [/WebGL|GPU|GL /i] });
    await page.getByText('This browser draws without WebGL').waitFor();
    assert.deepEqual(await demos(page), []);
    await page.getByRole('button', { name: 'Start the live demo' }).click();
    await demo_is_ready(await demo_of(page));
    await has_started(page);
  });

  test('taken out of the page and put in again, it starts again; a changed attribute shows in the demo', async (t) => {
    const { page } = await visit(t, host_html('<byok-console></byok-console>'));
    await demo_is_ready(await demo_of(page));
    await page.evaluate(() => {
      const element = /** @type {Element} */ (document.querySelector('byok-console'));
      element.remove();
      document.querySelector('main')?.append(element);
    });
    await demo_is_ready(await demo_of(page));
    await page.evaluate(() => document.querySelector('byok-console')?.setAttribute('scenario', 'many'));
    await until('it shows the other scenario', async () => (await demos(page)).some((frame) => frame.url().includes('scenario=many')));
    await page.evaluate(() => document.querySelector('byok-console')?.setAttribute('height', '333'));
    assert.equal((await page.locator('byok-console').boundingBox())?.height, 333);
    await page.evaluate(() => document.querySelector('byok-console')?.setAttribute('height', 'tall'));
    assert.equal((await page.locator('byok-console').boundingBox())?.height, 640);
  });
});

describe('the page around it', () => {
  test('keeps its focus and its place while the demo starts', async (t) => {
    const { page } = await visit(t, host_html('<div style="height: 900px"></div><byok-console open="new"></byok-console>'));
    await page.locator('#before').focus();
    const demo = await demo_of(page);
    await demo.getByRole('dialog', { name: 'Add Provider Key' }).waitFor();
    await page.waitForTimeout(400);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'before');
    assert.deepEqual(await page.evaluate(() => [scrollX, scrollY, /** @type {any} */ (window).host_scrolls]), [0, 0, 0]);
  });

  test('gets its keyboard back: Tab goes into the demo, through it and out at both ends', async (t) => {
    const { page } = await visit(t, host_html('<byok-console scenario="empty"></byok-console>'));
    const demo = await demo_of(page);
    await demo.getByRole('button', { name: 'Create a new Provider Key' }).first().waitFor();
    await has_started(page);
    const where = async () => {
      const ids = await Promise.all([page, demo].map((each) => each.evaluate(() => {
        const { activeElement } = document;
        return document.hasFocus() && activeElement && activeElement.tagName !== 'BYOK-CONSOLE' && activeElement !== document.body ? activeElement.id : '';
      })));
      return ids.filter((id) => id !== '').join(' and ');
    };
    for (const [from, to, key] of [['#before', 'after', 'Tab'], ['#after', 'before', 'Shift+Tab']]) {
      await page.locator(from).focus();
      let inside = 0;
      for (let presses = 0; presses < 30; ++presses) {
        if (await next_stop(page, key, where) === to) break;
        ++inside;
      }
      assert.equal(await page.evaluate(() => document.activeElement?.id), to);
      assert.ok(inside > 5 && inside < 30, `${inside} stops inside`);
    }
  });

  test('decides the theme, and changes it live', async (t) => {
    const style = '<style>html { color-scheme: light } html.dark { color-scheme: dark; background: #111 }</style>';
    const { page } = await visit(t, host_html('<byok-console></byok-console>', { head: style, root: 'class="dark"' }));
    const demo = await demo_of(page);
    await demo_is_ready(demo);
    const theme = () => demo.evaluate(() => document.documentElement.dataset.theme);
    assert.equal(await theme(), 'dark');
    await page.evaluate(() => document.documentElement.classList.remove('dark'));
    await until('it is light', async () => (await theme()) === 'light');
    await page.evaluate(() => document.querySelector('byok-console')?.setAttribute('theme', 'dark'));
    await until('it is dark', async () => (await theme()) === 'dark');
  });

  test('is asked by its colours where it names no scheme', async (t) => {
    const { page } = await visit(t, host_html('<div style="background: rgb(20, 20, 30)"><byok-console></byok-console></div>'));
    const demo = await demo_of(page);
    await demo_is_ready(demo);
    assert.equal(await demo.evaluate(() => document.documentElement.dataset.theme), 'dark');
  });

  test('may fade from one theme to the other', async (t) => {
    const style = '<style>body { background: #fff; transition: background-color 0.3s } .dark body { background: #111 }</style>';
    const { page } = await visit(t, host_html('<byok-console></byok-console>', { head: style }));
    const demo = await demo_of(page);
    await demo_is_ready(demo);
    for (const theme of ['dark', 'light', 'dark']) {
      await page.evaluate((dark) => document.documentElement.classList.toggle('dark', dark), theme === 'dark');
      await until(`it is ${theme}`, async () => (await demo.evaluate(() => document.documentElement.dataset.theme)) === theme);
      await page.waitForTimeout(500);
      assert.equal(await demo.evaluate(() => document.documentElement.dataset.theme), theme, 'and stays so');
    }
  });

  test('may say its colours in any notation', async (t) => {
    const { page } = await visit(t, host_html('<div id="behind"><byok-console></byok-console></div>'));
    const demo = await demo_of(page);
    await demo_is_ready(demo);
    for (const [light, dark] of [
      ['#fff', '#111'], ['hsl(0 0% 98%)', 'hsl(240 10% 4%)'], ['oklch(0.985 0.002 247.839)', 'oklch(0.145 0 none)'], ['oklab(1 0 0)', 'oklab(0.2 0.01 -0.01)'],
      ['lab(98 0 0)', 'lab(10 1 -3)'], ['lch(98 0 0)', 'lch(9 2 270)'], ['color(display-p3 1 1 1)', 'color(display-p3 0.05 0.05 0.1)'],
      ['color(xyz-d50 0.9 0.95 0.8)', 'color(xyz-d50 0.01 0.01 0.02)'], ['color-mix(in srgb, white 95%, blue)', 'color-mix(in oklab, black 95%, white)'],
    ]) {
      for (const [colour, theme] of [[dark, 'dark'], [light, 'light']]) {
        await page.evaluate((background) => document.getElementById('behind')?.setAttribute('style', `background: ${background}`), colour);
        await until(`${colour} is ${theme}`, async () => (await demo.evaluate(() => document.documentElement.dataset.theme)) === theme);
      }
    }
  });

  test('may say its theme on whatever is around the element, a shadow tree among it', async (t) => {
    const style = '<style>.dark { background: #111 } .light { background: #fff }</style>';
    const { page } = await visit(t, host_html('<div id="app" class="dark"><div id="host"></div></div>', { head: style }), {
      prepare: (each) => each.addInitScript(() => addEventListener('DOMContentLoaded', () => {
        const host = document.getElementById('host');
        host?.attachShadow({ mode: 'open' }).append(document.createElement('byok-console'));
      })),
    });
    const demo = await until('there is a demo', async () => page.frames().find((frame) => frame.url().includes('demo.html')));
    await demo_is_ready(demo);
    for (const theme of ['dark', 'light']) {
      await page.evaluate((name) => document.getElementById('app')?.setAttribute('class', name), theme);
      await until(`it is ${theme}`, async () => (await demo.evaluate(() => document.documentElement.dataset.theme)) === theme);
    }
  });

  test('has its history for itself', async (t) => {
    const { page } = await visit(t, host_html('<byok-console></byok-console>'));
    const demo = await demo_of(page);
    await demo_is_ready(demo);
    const length = await page.evaluate(() => history.length);
    await demo.getByRole('link', { name: 'Api Keys' }).first().click();
    await demo.getByRole('table', { name: 'API keys' }).waitFor();
    await demo.getByRole('link', { name: 'BYOK' }).first().click();
    await demo_is_ready(demo);
    await demo.getByRole('button', { name: 'Create a new Provider Key' }).first().click();
    await demo.getByRole('dialog').waitFor();
    assert.equal(await page.evaluate(() => history.length), length);
  });

  test('is scrolled by the wheel when the demo has nothing to scroll', async (t) => {
    const { page } = await visit(t, host_html('<byok-console scenario="empty" height="900"></byok-console><div style="height: 3000px"></div>'));
    const demo = await demo_of(page);
    await demo.getByRole('button', { name: 'Create a new Provider Key' }).first().waitFor();
    await has_started(page);
    await page.mouse.move(400, 400);
    await until('the page has moved', async () => {
      await page.mouse.wheel(0, 200);
      return page.evaluate(() => scrollY > 300);
    });
  });

  test('a credential that is typed into the demo goes nowhere', async (t) => {
    const { page, requests } = await visit(t, host_html('<byok-console open="new"></byok-console>'));
    const demo = await demo_of(page);
    await has_started(page);
    await demo.getByRole('textbox', { name: 'API Key' }).fill('sk-ant-typed-here');
    await page.evaluate(() => (/** @type {any} */ (window).heard = []));
    await page.evaluate(() => addEventListener('message', ({ data }) => /** @type {any} */ (window).heard.push(JSON.stringify(data))));
    await demo.getByRole('button', { name: 'Test credentials' }).click();
    await demo.getByRole('dialog').getByText('Simulated:').first().waitFor();
    assert.ok(!requests.some((url) => url.includes('typed-here')));
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).heard), []);
  });

  test('axe finds nothing, before and after it has started', async (t) => {
    const { page } = await visit(t, host_html('<byok-console start="click" as="viewer" open="api-keys"></byok-console>'));
    // The demo itself is a page of its own, with a main part of its own: demo_test.mjs.
    const look = async () => (await new AxeBuilder({ page }).exclude({ fromShadowDom: ['byok-console', 'iframe'] }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    await page.getByRole('button', { name: 'Start the live demo' }).waitFor();
    assert.deepEqual(await look(), []);
    await page.getByRole('button', { name: 'Start the live demo' }).click();
    const demo = await demo_of(page);
    await demo.getByRole('table', { name: 'API keys' }).waitFor();
    assert.equal(new URL(demo.url()).searchParams.get('role'), 'viewer');
    await has_started(page);
    assert.deepEqual(await look(), []);
  });
});

describe('many, on paper, and without', () => {
  test('ten on one page each show what they were asked for', async (t) => {
    const scenarios = ['', 'empty', 'bedrock', 'errors', 'many', '', 'empty', 'bedrock', 'errors', 'many'];
    const elements = scenarios.map((scenario) => `<byok-console scenario="${scenario}" height="300"></byok-console>`).join('');
    const { page } = await visit(t, host_html(elements), { context: { viewport: { width: 1000, height: 3400 } } });
    for (let number = 0; number < scenarios.length; ++number) await demo_of(page, number);
    for (const demo of await demos(page)) await demo.getByRole('button', { name: 'Create a new Provider Key' }).first().waitFor();
    const shown = (await demos(page)).map((frame) => new URL(frame.url()).searchParams.get('scenario') ?? '');
    assert.deepEqual(shown, scenarios);
    // Each is one of its own: what is done in one is not seen in the other.
    const [first, , , , , sixth] = await demos(page);
    await first.getByRole('button', { name: 'Theme: light' }).click();
    await until('the first is another', async () => (await first.getByRole('button', { name: 'Theme: light' }).count()) === 0);
    assert.equal(await sixth.getByRole('button', { name: 'Theme: light' }).count(), 1);
  });

  test('on paper there is its picture', async (t) => {
    const { page } = await visit(t, host_html('<byok-console></byok-console>'));
    await demo_is_ready(await demo_of(page));
    await has_started(page);
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() => {
      const root = document.querySelector('byok-console')?.shadowRoot;
      return ['iframe', 'img'].map((name) => getComputedStyle(/** @type {Element} */ (root?.querySelector(name))).display);
    });
    assert.deepEqual(shown, ['none', 'block']);
  });

  test('on paper, what has not come near is what the page has put between the tags', async (t) => {
    const far = '<div style="height: 4000px"></div><byok-console><a href="/demo.html">Open the demo</a></byok-console>';
    const { page } = await visit(t, host_html(far));
    await page.evaluate(() => customElements.whenDefined('byok-console'));
    const link = page.getByRole('link', { name: 'Open the demo' });
    assert.equal(await link.isVisible(), false);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    assert.ok(await link.isVisible());
    assert.ok(((await page.locator('byok-console').boundingBox())?.height ?? 640) < 100, 'and no empty box');
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await link.isVisible(), false);
    assert.equal((await page.locator('byok-console').boundingBox())?.height, 640);
  });

  test('without JavaScript there is what the page has put between the tags', async (t) => {
    const { page } = await visit(t, host_html('<byok-console><a href="/demo.html">Open the demo</a></byok-console>'), { context: { javaScriptEnabled: false } });
    assert.ok(await page.getByRole('link', { name: 'Open the demo' }).isVisible());
  });

  test('where the demo is not there, the page is none the worse', async (t) => {
    const { page } = await visit(t, host_html('<byok-console></byok-console>'), {
      complaints: [/Failed to load|ERR_/],
      prepare: async (each) => {
        await each.clock.install();
        await each.route('**/demo.html*', (route) => route.abort());
      },
    });
    await page.getByRole('button', { name: 'Start the live demo' }).waitFor();
    await until('there is a frame', () => page.locator('byok-console iframe').count());
    await page.clock.fastForward(30_000);
    await page.getByText('The demo has not started.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Start the live demo' }).isVisible());
  });

  test('the element is small', () => {
    const size = brotliCompressSync(readFileSync(path.join(site_folder, 'embed.js'))).length;
    assert.ok(size <= 3 * 1024, `${size} bytes`);
  });
});

describe('the example pages', () => {
  test('a plain page with two elements and a frame', async (t) => {
    const html = readFileSync(path.join(checkout, 'web/examples/plain.html'), 'utf8');
    const host = await StaticSite.start(site_folder, { pages: { '/examples/plain.html': html } });
    at_end(t, () => host.stop());
    const { page } = await new_person(t, browser, { origin: host.origin, context: { viewport: { width: 1000, height: 2600 } } });
    await page.goto(`${host.origin}/examples/plain.html`);
    for (const number of [0, 1, 2]) await demo_of(page, number);
    const [plain] = (await demos(page)).filter((frame) => frame.url().includes('scenario=empty'));
    await plain.getByRole('button', { name: 'Create a new Provider Key' }).first().waitFor();
    const [bedrock] = (await demos(page)).filter((frame) => frame.url().includes('scenario=bedrock'));
    await bedrock.getByRole('group', { name: 'Region 1' }).waitFor();
    for (const link of await page.getByRole('link').all()) assert.match((await link.getAttribute('href')) ?? '', /^(\.\.\/demo\.html|#)/);
  });

  test('a Markdown page, as a docs tool would render it', async (t) => {
    const { default: MarkdownIt } = await import('markdown-it');
    const markdown = readFileSync(path.join(checkout, 'web/examples/docs-page.md'), 'utf8');
    const html = `<!doctype html><html lang="en"><title>Docs</title><link rel="icon" href="data:,"><body>${new MarkdownIt({ html: true }).render(markdown)}</body></html>`;
    const host = await StaticSite.start(site_folder, { pages: { '/examples/docs-page.html': html } });
    at_end(t, () => host.stop());
    const { page } = await new_person(t, browser, { origin: host.origin, context: { viewport: { width: 1000, height: 2000 } } });
    await page.goto(`${host.origin}/examples/docs-page.html`);
    await demo_is_ready(await demo_of(page));
    await page.getByRole('button', { name: 'Start the live demo' }).click();
    const bedrock = await demo_of(page, 1);
    await bedrock.getByRole('dialog', { name: 'Edit Provider Key' }).waitFor();
  });
});
