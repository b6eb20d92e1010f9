// @ts-check
// The canvas shows what the elements say: something is drawn, text is drawn where text is meant to be, in both themes
// and at more than one density. (What it should look like is judged by eye: scripts/screenshots.)

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
import { read_png } from './png.mjs';
import { until } from './until.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch();
  fake = await FakeApi.start({ provider_keys: [provider_key(1, { provider: 'anthropic', name: 'Production key' })] });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/**
 * The colours inside of an element's rectangle, most frequent first, in a picture of the page.
 * @param {import('./png.mjs').Picture} picture
 * @param {{x: number, y: number, width: number, height: number}} box CSS pixels
 * @param {number} scale
 */
function colours_in({ width, pixels }, box, scale) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let y = Math.ceil(box.y * scale); y < Math.floor((box.y + box.height) * scale); ++y) {
    for (let x = Math.ceil(box.x * scale); x < Math.floor((box.x + box.width) * scale); ++x) {
      const colour = pixels[y * width + x];
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
}

/** Perceived brightness, 0 to 255. @param {number} colour */
const brightness = (colour) => 0.299 * (colour >> 16) + 0.587 * ((colour >> 8) & 0xff) + 0.114 * (colour & 0xff);

for (const scale of [1, 2]) {
  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    test(`text is drawn where it is said to be, ${scheme}, ${scale} device pixels a pixel`, async (t) => {
      const { console, page } = await new_person(t, browser, { origin: fake.origin, context: { deviceScaleFactor: scale, colorScheme: scheme } });
      await console.open(fake.link);
      await console.row('Production key').waitFor();
      const size = await page.locator('canvas').evaluate((canvas) => [/** @type {HTMLCanvasElement} */ (canvas).width, /** @type {HTMLCanvasElement} */ (canvas).height]);
      assert.deepEqual(size, [1100 * scale, 760 * scale], 'one pixel of the canvas is one of the screen');

      const places = {
        heading: console.heading,
        button: console.create_button,
        'name of the key': console.row('Production key').getByRole('cell').nth(1),
        'heading of a column': page.getByRole('columnheader', { name: 'Provider', exact: true }),
      };
      await until('all text is drawn', async () => {
        const picture = read_png(await page.screenshot());
        for (const [what, locator] of Object.entries(places)) {
          const box = await locator.boundingBox();
          assert.ok(box, what);
          const colours = colours_in(picture, box, scale);
          const levels = colours.map(brightness);
          assert.ok(colours.length > 8, `${what} has the shades of smooth letters: ${colours.length} colours`);
          assert.ok(Math.max(...levels) - Math.min(...levels) > 60, `${what} stands out from its ground`);
        }
        const page_colour = brightness(colours_in(picture, { x: 60, y: 700, width: 200, height: 50 }, scale)[0]);
        assert.ok(scheme === 'light' ? page_colour > 200 : page_colour < 60, `the page is ${scheme}`);
        return true;
      });
    });
  }
}

test('the theme can be switched, and the choice holds until the page is left', async (t) => {
  const { console, page } = await new_person(t, browser, { origin: fake.origin, context: { colorScheme: 'light' } });
  await console.open(fake.link);
  const ground = async () => brightness(colours_in(read_png(await page.screenshot()), { x: 60, y: 700, width: 200, height: 50 }, 1)[0]);
  await until('the page is light', async () => (await ground()) > 200);
  await page.getByRole('button', { name: 'Theme: system', exact: true }).click();
  await page.getByRole('button', { name: 'Theme: light', exact: true }).click();
  await page.getByRole('button', { name: 'Theme: dark', exact: true }).waitFor();
  await until('the page is dark', async () => (await ground()) < 60);
});
