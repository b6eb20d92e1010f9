// @ts-check
// The page looks the same whatever the browser draws with, and whether or not it lets the page read what it drew.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Person, launch, new_person } from './browser.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
import { read_png } from './png.mjs';
import { stays_the_same, until } from './until.mjs';
import { without_webgl } from './without_webgl.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
/** @type {Buffer} */
let usual;
before(async () => {
  browser = await launch();
  fake = await FakeApi.start({ provider_keys: [provider_key(1, { provider: 'anthropic', name: 'Production key 日本 🔑 مفتاح' })] });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/** @param {'noisy' | 'garbage'} how */
function spoil_reading(how) {
  const prototype = /** @type {any} */ (CanvasRenderingContext2D.prototype);
  const read = prototype.getImageData;
  prototype.getImageData = function (/** @type {any[]} */ ...given) {
    const image = read.apply(this, given);
    image.data.forEach((/** @type {number} */ value, /** @type {number} */ at) => (image.data[at] = how === 'garbage' ? (at * 89) % 251 : value + (at * 89) % 5 - 2));
    return image;
  };
}

/**
 * @param {import('node:test').TestContext} t
 * @param {(page: Page) => Promise<unknown>} spoil
 */
async function picture_of_list(t, spoil) {
  const { console, page } = await new_person(t, browser, { origin: fake.origin });
  await spoil(page);
  await console.open(fake.link);
  await console.row('Production key 日本 🔑 مفتاح').waitFor();
  const picture = await stays_the_same('the list', () => page.screenshot());
  return { page, picture };
}

/** Whether the page draws with Canvas 2D. @param {Page} page */
const draws_in_2d = (page) => page.evaluate(() => !!document.querySelector('canvas')?.getContext('2d'));

/** @param {Buffer} one @param {Buffer} other how many pixels differ by more than `by` in a channel */
function differences(one, other, by = 8) {
  const [a, b] = [read_png(one), read_png(other)];
  assert.deepEqual([a.width, a.height], [b.width, b.height]);
  let count = 0;
  for (let i = 0; i < a.pixels.length; ++i) {
    if ([0, 8, 16].some((shift) => Math.abs(((a.pixels[i] >> shift) & 255) - ((b.pixels[i] >> shift) & 255)) > by)) ++count;
  }
  return count;
}

describe('the list looks the same', () => {
  before(async () => {
    const context = await browser.newContext({ viewport: { width: 1100, height: 760 }, locale: 'en-GB', timezoneId: 'Europe/Paris' });
    const { console, page } = await Person.begin(context);
    await console.open(fake.link);
    await console.row('Production key 日本 🔑 مفتاح').waitFor();
    usual = await stays_the_same('the list', () => page.screenshot());
    await context.close();
  });

  test('without WebGL 2', async (t) => {
    const { page, picture } = await picture_of_list(t, without_webgl);
    assert.equal(await draws_in_2d(page), true);
    const count = differences(usual, picture);
    t.diagnostic(`${count} pixels differ`);
    assert.ok(count < 400, `${count} pixels differ`);
  });

  for (const how of /** @type {const} */ (['noisy', 'garbage'])) {
    test(`where what is read back is ${how}`, async (t) => {
      const { page, picture } = await picture_of_list(t, (each) => each.addInitScript(spoil_reading, how));
      assert.equal(await draws_in_2d(page), false);
      const count = differences(usual, picture);
      t.diagnostic(`${count} pixels differ`);
      assert.ok(count < 400, `${count} pixels differ`);
    });
  }

  test('after graphics that were lost and never came back', async (t) => {
    const { console, page } = await new_person(t, browser, { origin: fake.origin, complaints: [/CONTEXT_LOST_WEBGL/] });
    await console.open(fake.link);
    await console.row('Production key 日本 🔑 مفتاح').waitFor();
    await page.evaluate(() => document.querySelector('canvas')?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext());
    await until('it draws with Canvas 2D', () => draws_in_2d(page));
    const picture = await stays_the_same('the list', () => page.screenshot());
    assert.ok(differences(usual, picture) < 400);
  });
});
