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

/** @param {number} colour */
function luminance(colour) {
  const [red, green, blue] = [16, 8, 0].map((shift) => {
    const share = ((colour >> shift) & 0xff) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** After WCAG 2.2. @param {number} first @param {number} second */
function contrast(first, second) {
  const [darker, lighter] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** "rgb(1, 2, 3)" → 0x010203. @param {string} css */
function rgb(css) {
  const [red, green, blue] = (css.match(/[\d.]+/g) ?? []).map(Number);
  return (red << 16) | (green << 8) | blue;
}

/**
 * What CSS says of system colours, on this page and now.
 * @param {import('playwright-core').Page} page
 */
async function system_colours(page) {
  const names = /** @type {const} */ (['Canvas', 'CanvasText', 'Highlight', 'HighlightText', 'GrayText', 'Field', 'FieldText', 'ButtonFace', 'ButtonText']);
  const values = await page.evaluate((each) => {
    const probe = document.body.appendChild(document.createElement('i'));
    const found = each.map((name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return found;
  }, [...names]);
  return /** @type {Record<typeof names[number], number>} */ (Object.fromEntries(names.map((name, at) => [name, rgb(values[at])])));
}

/** The colours inside of an element in a picture taken now. @param {import('playwright-core').Locator} locator @param {number} [scale] */
async function colours_of(locator, scale = 1) {
  const box = await locator.boundingBox();
  assert.ok(box);
  return colours_in(read_png(await locator.page().screenshot()), box, scale);
}

for (const scheme of /** @type {const} */ (['light', 'dark'])) {
  test(`where the system forces its colours, everything is drawn in them, ${scheme}, and in the theme's again when it no longer does`, async (t) => {
    const { console, page } = await new_person(t, browser, { origin: fake.origin, context: { forcedColors: 'active', colorScheme: scheme } });
    await console.open(fake.link);
    await console.row('Production key').waitFor();
    const system = await system_colours(page);
    const ground = { x: 60, y: 700, width: 200, height: 50 };
    await until('the page is the canvas of the system', async () => colours_in(read_png(await page.screenshot()), ground, 1)[0] === system.Canvas);
    await until('a badge is written in its text colour', async () => {
      const [fill, ink] = await colours_of(console.row('Production key').getByText('Organization (all keys)', { exact: true }));
      return fill === system.Canvas && ink === system.CanvasText;
    });
    const [fill] = await colours_of(console.create_button);
    assert.equal(fill, system.Highlight, 'the first button is flat');

    await page.emulateMedia({ forcedColors: 'none' });
    await until('the gradient is back', async () => new Set(await colours_of(console.create_button)).size > 20 && (await colours_of(console.create_button))[0] !== system.Highlight);
    await page.emulateMedia({ forcedColors: 'active' });
    await until('the button is flat again', async () => (await colours_of(console.create_button))[0] === system.Highlight);
  });
}

test('a field that is being edited has the colours of the fields around it, also those that the system forces', async (t) => {
  const { console, page } = await new_person(t, browser, { origin: fake.origin, context: { forcedColors: 'active', colorScheme: 'light' } });
  await console.open(fake.link);
  const field = console.field(await console.open_form(), 'Name');
  await field.click();
  const colours = async () => {
    const [text, placeholder, selection, selected] = await field.evaluate((element) => [
      getComputedStyle(element).color,
      getComputedStyle(element, '::placeholder').color,
      getComputedStyle(element, '::selection').backgroundColor,
      getComputedStyle(element, '::selection').color,
    ]);
    return { text: rgb(text), placeholder: rgb(placeholder), selection: rgb(selection), selected: rgb(selected) };
  };
  const system = await system_colours(page);
  const forced = await colours();
  assert.equal(forced.text, system.FieldText);
  assert.ok(contrast(forced.placeholder, system.Field) >= 4.5, 'the placeholder can be read');
  assert.deepEqual([forced.selection, forced.selected], [system.Highlight, system.HighlightText]);

  await page.emulateMedia({ forcedColors: 'none', contrast: 'more' });
  await until('the colours are those for more contrast', async () => {
    const { text, placeholder, selection, selected } = await colours();
    return text === 0 && contrast(placeholder, 0xffffff) >= 7 && contrast(selection, selected) >= 7;
  });
});

test('who wants more contrast gets it, at once', async (t) => {
  const { console, page } = await new_person(t, browser, { origin: fake.origin, context: { colorScheme: 'light', deviceScaleFactor: 2 } });
  await console.open(fake.link);
  const heading = page.getByRole('columnheader', { name: 'Provider', exact: true });
  const of_text = async () => Math.max(...(await colours_of(heading, 2)).map((colour) => contrast(colour, 0xffffff)));
  await until('the column has its heading', async () => (await of_text()) > 4.5);
  assert.ok((await of_text()) < 7);
  await page.emulateMedia({ contrast: 'more' });
  await until('the heading is far darker', async () => (await of_text()) >= 7);
  await page.emulateMedia({ contrast: 'no-preference' });
  await until('the heading is as before', async () => (await of_text()) < 7);
});
