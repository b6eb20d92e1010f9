// @ts-check
// A pixel of the canvas is a pixel of the screen, whatever the ratio, and when it or the window's size changes while the
// page is open; and a page that was away comes back as it was.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
import { read_png } from './png.mjs';
import { comes_to_rest } from './rest.mjs';
import { stays_the_same, until } from './until.mjs';
import { count_work, work_done } from './work.mjs';

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} Devtools */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  const provider_keys = [1, 2, 3].map((number) => provider_key(number, { provider: 'anthropic', name: `Key ${number}` }));
  [browser, fake] = await Promise.all([launch(), FakeApi.start({ config: { idle_minutes: 0 }, provider_keys })]);
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/**
 * @param {TestContext} t
 * @param {object} [wishes]
 * @param {import('playwright-core').BrowserContextOptions} [wishes.context]
 * @param {RegExp[]} [wishes.complaints]
 * @param {() => void} [wishes.spoil]
 */
async function at_the_list(t, { context = {}, complaints = [], spoil } = {}) {
  const person = await new_person(t, browser, { origin: fake.origin, complaints, context: { reducedMotion: 'reduce', ...context } });
  if (spoil) await person.page.addInitScript(spoil);
  await count_work(person.page);
  await person.console.open(fake.link);
  await person.console.row('Key 1').waitFor();
  return { ...person, console: person.console, page: person.page, devtools: await person.context.newCDPSession(person.page) };
}

/**
 * As zooming does it.
 * @param {Devtools} devtools
 * @param {number} ratio
 * @param {{width: number, height: number}} size CSS pixels
 */
const set_ratio = (devtools, ratio, { width, height }) => devtools.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: ratio, mobile: false });

/** In device pixels. @param {Devtools} devtools */
const picture = async (devtools) => Buffer.from((await devtools.send('Page.captureScreenshot', { format: 'png' })).data, 'base64');

const canvas_size = (/** @type {Page} */ page) => page.locator('canvas').evaluate((element) => {
  const { width, height } = /** @type {HTMLCanvasElement} */ (element);
  return [width, height];
});

/** @param {Page} page @param {number} width @param {number} height device pixels */
const canvas_is = (page, width, height) => until(`the canvas is ${width} × ${height}`, async () => {
  const [across, down] = await canvas_size(page);
  return across === width && down === height;
});

const size = { width: 1100, height: 760 };

/**
 * The runs of one colour on a vertical line, from top to bottom: how long each is.
 * @param {Buffer} png
 * @param {number} x device pixels
 * @param {number} top
 * @param {number} bottom
 */
function runs(png, x, top, bottom) {
  const { width, pixels } = read_png(png);
  const lengths = [1];
  for (let y = top + 1; y < bottom; ++y) {
    if (pixels[y * width + x] === pixels[(y - 1) * width + x]) ++lengths[lengths.length - 1];
    else lengths.push(1);
  }
  return lengths;
}

describe('device pixels', () => {
  for (const ratio of [1, 1.25, 1.5, 2, 3]) {
    test(`the canvas has exactly those of its box, and lines are sharp, ${ratio} a CSS pixel`, async (t) => {
      const { page } = await at_the_list(t, { context: { viewport: size, deviceScaleFactor: ratio } });
      await canvas_is(page, Math.round(size.width * ratio), Math.round(size.height * ratio));
      const shown = await stays_the_same('the list', () => page.screenshot());
      const { width } = read_png(shown);
      assert.equal(width, size.width * ratio);
      // The line between two rows, where no text is: a CSS pixel, rounded down to whole device pixels as CSS does it.
      const row = await page.getByRole('row').nth(2).boundingBox();
      assert.ok(row);
      const edge = Math.round(row.y * ratio);
      const lengths = runs(shown, Math.round((row.x + 4) * ratio), edge - 6, edge + 6);
      assert.equal(lengths.length, 3, `row, line, row: ${lengths}`);
      assert.equal(lengths[1], Math.floor(ratio), `the line's thickness: ${lengths}`);
    });
  }

  test('the canvas follows a ratio that changes while the page is open', async (t) => {
    const { page, devtools } = await at_the_list(t);
    // Chromium tells a page nothing of a ratio that is emulated, as long as the number of device pixels stays the same.
    for (const [ratio, width, height] of [[1.25, 960, 640], [1.5, 860, 560], [2, 700, 500], [3, 640, 400], [1, 1000, 700]]) {
      await set_ratio(devtools, ratio, { width, height });
      await canvas_is(page, width * ratio, height * ratio);
    }
  });

  test('a storm of sizes ends at the last one, and then nothing is drawn any more', async (t) => {
    const { page, devtools } = await at_the_list(t);
    for (let i = 0; i < 50; ++i) void set_ratio(devtools, 1 + (i % 3) / 2, { width: 400 + (i * 37) % 700, height: 300 + (i * 53) % 400 });
    await set_ratio(devtools, 1.5, { width: 900, height: 600 });
    await canvas_is(page, 1350, 900);
    await stays_the_same('the list', () => picture(devtools));
    await comes_to_rest(page);
  });
});

describe('zooming', () => {
  for (const [what, role, anchor_role] of /** @type {const} */ ([['a menu', 'menu', 'button'], ['a list', 'listbox', 'combobox']])) {
    test(`${what} stays with what opened it, and keeps the focus`, async (t) => {
      const { console, page, devtools } = await at_the_list(t);
      const within = role === 'menu' ? page : await console.open_form();
      const anchor = within.getByRole(anchor_role, { name: role === 'menu' ? 'Actions for Key 2' : 'Provider', exact: true, includeHidden: true });
      await anchor.click();
      const popup = page.getByRole(role);
      await popup.waitFor();
      const focus = () => page.evaluate(() => document.activeElement?.id);
      await until('something has the focus', focus);
      const focused = await focus();
      // High enough that the row stays in view.
      for (const zoom of [1.25, 1.5, 0.8, 1]) {
        await set_ratio(devtools, zoom, { width: Math.round(1100 / zoom), height: Math.round(1200 / zoom) });
        await until(`it stands at its place at ${zoom}`, async () => {
          const [box, at] = [await popup.boundingBox(), await anchor.boundingBox()];
          if (!box || !at) return false;
          // The gap, and a list's options begin inside of its frame: 6 and 4 px, each on a whole device pixel.
          const beside = Math.min(Math.abs(box.y - at.y - at.height), Math.abs(at.y - box.y - box.height)) <= 12;
          return beside && Math.min(Math.abs(box.x - at.x), Math.abs(box.x + box.width - at.x - at.width)) <= 2;
        });
        assert.equal(await focus(), focused, `the focus at ${zoom}`);
      }
    });
  }

  test('a dialog stays in the middle, with what was typed and the focus', async (t) => {
    const { console, devtools } = await at_the_list(t);
    const dialog = await console.open_form();
    const name = console.field(dialog, 'Name');
    await name.fill('Typed');
    for (const zoom of [1.5, 2.5, 4, 1]) {
      const width = Math.round(1100 / zoom);
      await set_ratio(devtools, zoom, { width, height: Math.round(760 / zoom) });
      await until(`it is in the middle at ${zoom}`, async () => {
        const box = await dialog.boundingBox();
        return box && Math.abs(box.x + box.width / 2 - width / 2) <= 1 && box.x >= 0;
      });
      assert.equal(await name.evaluate((field) => document.activeElement === field), true, `the focus at ${zoom}`);
      assert.equal(await name.inputValue(), 'Typed');
    }
  });
});

describe('a page that was away', () => {
  test('looks the same when it is back, asks for nothing and draws next to nothing', async (t) => {
    const { page, devtools } = await at_the_list(t);
    const before_it = await stays_the_same('the list', () => picture(devtools));
    await comes_to_rest(page);
    const [calls, work] = [fake.calls.length, await work_done(page)];
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resume) => setTimeout(resume, 1500));
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    // A day later, by what the page can know of it.
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now.call(Date) + 86_400_000;
      const time = performance.now.bind(performance);
      performance.now = () => time() + 86_400_000;
      for (const hidden of [true, false]) {
        Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: hidden ? 'hidden' : 'visible' });
        document.dispatchEvent(new Event('visibilitychange'));
      }
    });
    await until('it looks the same', async () => (await picture(devtools)).equals(before_it));
    assert.equal(fake.calls.length, calls, 'nothing is asked for');
    assert.ok((await work_done(page)).frames - work.frames <= 3, 'no burst of frames');
  });

  test('shows its text again after its graphics were lost, also where it cannot read what it draws', async (t) => {
    const { page, devtools } = await at_the_list(t, {
      complaints: [/CONTEXT_LOST_WEBGL/],
      spoil: () => {
        const prototype = CanvasRenderingContext2D.prototype;
        const read = prototype.getImageData;
        prototype.getImageData = function (/** @type {any[]} */ ...given) {
          const image = read.apply(this, /** @type {any} */ (given));
          for (let i = 0; i < image.data.length; ++i) image.data[i] = (i * 89) % 251;
          return image;
        };
      },
    });
    const before_it = await stays_the_same('the list', () => picture(devtools));
    const lost = await page.evaluateHandle(() => document.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context'));
    await lost.evaluate((extension) => extension?.loseContext());
    await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
    await lost.evaluate((extension) => extension?.restoreContext());
    await until('it looks the same', async () => (await picture(devtools)).equals(before_it));
    assert.ok(await page.evaluate(() => document.querySelector('canvas')?.getContext('webgl2')?.isContextLost() === false), 'by WebGL');
  });
});
