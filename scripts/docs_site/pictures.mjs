// @ts-check
// Pictures of the docs, taken from the demo each time the docs are built, so that they show what there is.
// In a page: ![words](demo:?scenario=bedrock&open=new&size=900x600&press=Add+region). What the demo itself does not know:
//   size=WxH            of the window, 1000x640 when left out
//   menu=N              opens the menu of the Nth row, from 1
//   press=NAME          presses the first button, menu item or tab of that name
//   fill=LABEL:TEXT     types into a field
// which are done in their order.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../../tests/browser/browser.mjs';
import { stays_the_same, until } from '../../tests/browser/until.mjs';
import { slug } from './html.mjs';

/** @typedef {{menu: number} | {press: string} | {fill: string, text: string}} Step */
/** @typedef {{name: string, query: string, width: number, height: number, steps: Step[]}} Picture name: of its files, without theme and ending */

const themes = /** @type {const} */ (['light', 'dark']);
const ratio = 2;

/**
 * @param {string} address demo:?scenario=…
 * @returns {Picture}
 */
export function picture_of(address) {
  const [, wishes] = /^demo:\?(\S*)$/.exec(address) ?? [];
  if (wishes === undefined) throw new Error(`a picture is one of the demo, demo:?…, not "${address}"`);
  const query = new URLSearchParams();
  /** @type {Step[]} */
  const steps = [];
  let [width, height] = [1000, 640];
  for (const [name, value] of new URLSearchParams(wishes)) {
    if (name === 'menu') {
      steps.push({ menu: Number(value) });
    } else if (name === 'press') {
      steps.push({ press: value });
    } else if (name === 'fill') {
      const [label, ...text] = value.split(':');
      steps.push({ fill: label, text: text.join(':') });
    } else if (name === 'size') {
      [width, height] = value.split('x').map(Number);
    } else {
      query.append(name, value);
    }
  }
  if (!(width > 0 && height > 0)) throw new Error(`a picture's size is such as 1000x640, in "${address}"`);
  return { name: slug(wishes) || 'demo', query: query.toString(), width, height, steps };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Step} step
 */
async function act(page, step) {
  if ('menu' in step) {
    await page.getByRole('button', { name: /^Actions for / }).nth(step.menu - 1).click();
  } else if ('press' in step) {
    const names = { name: step.press, exact: true };
    await page.getByRole('button', names).or(page.getByRole('menuitem', names)).or(page.getByRole('tab', names)).first().click();
  } else {
    await page.getByRole('textbox', { name: step.fill, exact: true }).fill(step.text);
  }
}

/**
 * `png` as lossless WebP, by the browser's own encoder.
 * @param {import('playwright-core').Page} page any that is open
 * @param {Buffer} png
 */
async function as_webp(page, png) {
  const base64 = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 1 });
    const webp = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (const byte of webp) text += String.fromCharCode(byte);
    return btoa(text);
  }, png.toString('base64'));
  return Buffer.from(base64, 'base64');
}

/**
 * Takes each picture in both themes and writes them to `folder` as NAME-light.webp and NAME-dark.webp. Throws, with the
 * picture's name, when the demo does not come up or a step finds nothing to press.
 * @param {Picture[]} pictures
 * @param {string} demo its file
 * @param {string} folder
 */
export async function take_pictures(pictures, demo, folder) {
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  try {
    const encoder = await browser.newPage();
    for (const { name, query, width, height, steps } of pictures) {
      for (const theme of themes) {
        const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio, colorScheme: theme, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
        try {
          const page = await context.newPage();
          await page.goto(`${pathToFileURL(demo)}?${query}`);
          await page.locator('body.started').waitFor();
          for (const step of steps) await act(page, step);
          // A busy machine's Chromium now and then cannot take a picture at once.
          const png = await stays_the_same('the picture', () => until('it can be taken', () => page.screenshot()));
          writeFileSync(path.join(folder, `${name}-${theme}.webp`), await as_webp(encoder, png));
        } catch (error) {
          throw new Error(`the picture ${name} (${theme}) could not be taken: ${error instanceof Error ? error.message : error}`, { cause: error });
        } finally {
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
  }
}
