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
import { read_png, write_small_png } from '../../tests/browser/png.mjs';
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
 * Takes each picture in both themes and writes them to `folder` as NAME-light.png and NAME-dark.png. Throws, with the
 * picture's name, when the demo does not come up or a step finds nothing to press.
 * @param {Picture[]} pictures
 * @param {string} demo its file
 * @param {string} folder
 */
export async function take_pictures(pictures, demo, folder) {
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  try {
    for (const picture of pictures) {
      const context = await browser.newContext({ deviceScaleFactor: ratio, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
      try {
        await take_picture(await context.newPage(), picture, demo, folder);
      } catch (error) {
        throw new Error(`the picture ${picture.name} could not be taken: ${error instanceof Error ? error.message : error}`, { cause: error });
      } finally {
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Picture} picture
 * @param {string} demo
 * @param {string} folder
 */
async function take_picture(page, { name, query, width, height, steps }, demo, folder) {
  await page.emulateMedia({ colorScheme: themes[0] });
  await page.setViewportSize({ width, height });
  await page.goto(`${pathToFileURL(demo)}?${query}`);
  await page.locator('body.started').waitFor();
  // The strip that says that this is a demo is not a part of what the picture shows.
  const strip = (await page.locator('#strip').boundingBox())?.height ?? 0;
  await page.setViewportSize({ width, height: height + strip });
  for (const step of steps) await act(page, step);
  /** @type {Buffer | undefined} of the theme before */
  let last;
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    // A busy machine's Chromium now and then cannot take a picture at once.
    const look = () => until(`it is drawn in ${theme}`, async () => {
      const png = await page.screenshot({ clip: { x: 0, y: strip, width, height } });
      return last?.equals(png) ? undefined : png;
    });
    const png = await stays_the_same('the picture', look);
    writeFileSync(path.join(folder, `${name}-${theme}.png`), write_small_png(read_png(png)));
    last = png;
  }
}
