// @ts-check
// The live demo in a browser, for tests and for the pictures that show it.

import path from 'node:path';
import { checkout } from './server.mjs';
import { frames_drawn, stays_the_same } from './until.mjs';

/** @typedef {import('playwright-core').Page} Page */

export const themes = /** @type {const} */ (['light', 'dark']);

/** @param {string} theme */
export const preview_file = (theme) => path.join(checkout, `assets/demo-preview-${theme}.png`);

/** What the embed element shows before its demo starts: the demo, at a width that docs have. */
const PREVIEW = { width: 1000, height: 640 };

/**
 * Waits until the rows of a demo are on screen and nothing moves any more.
 * @param {Page | import('playwright-core').Frame} page
 */
export async function demo_is_ready(page) {
  await page.getByRole('table', { name: 'Provider keys' }).waitFor();
  await frames_drawn(page);
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{origin: string}} site
 * @param {string} theme
 */
export async function picture_of_demo(browser, site, theme) {
  const context = await browser.newContext({ viewport: PREVIEW, locale: 'en-GB', timezoneId: 'UTC' });
  const page = await context.newPage();
  await page.goto(`${site.origin}/demo.html?theme=${theme}`);
  await demo_is_ready(page);
  await page.getByRole('row').getByText('Web app', { exact: true }).first().waitFor();
  const picture = await stays_the_same('the demo', () => page.screenshot());
  await context.close();
  return picture;
}
