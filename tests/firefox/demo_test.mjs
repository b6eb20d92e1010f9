// @ts-check
// The live demo in Firefox: by itself, and in the sandboxed frame of the embed element on another site.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at_end } from '../browser/at_end.mjs';
import { launch_firefox, new_person } from '../browser/browser.mjs';
import { demo_is_ready } from '../browser/demo.mjs';
import { site as site_folder } from '../browser/server.mjs';
import { StaticSite } from '../browser/static_site.mjs';
import { until } from '../browser/until.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {StaticSite} */
let site;
before(async () => {
  [browser, site] = await Promise.all([launch_firefox(), StaticSite.start(site_folder)]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

test('the page is all that is loaded, and what is saved is tested by its format', async (t) => {
  // What its policy refuses, Firefox says aloud.
  const { page, console } = await new_person(t, browser, { origin: site.origin, complaints: [/blocked the loading of a resource \(connect-src\)/] });
  await page.goto(`${site.origin}/demo.html?theme=dark`);
  await demo_is_ready(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  const asked = site.requests.length;
  const dialog = await console.open_form();
  await console.field(dialog, 'API Key').fill('sk-ant-too-short');
  await dialog.getByRole('button', { name: 'Test credentials', exact: true }).click();
  await console.says(dialog, 'Simulated: ');
  await page.getByRole('button', { name: 'Reset demo' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => fetch('/').then(() => 'answered', () => 'refused')), 'refused');
  assert.equal(site.requests.length, asked);
});

test('in a sandboxed frame on another site it starts, and follows the theme of the page', async (t) => {
  const html = `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">
    <script type="module" src="${site.origin}/embed.js"></script><body style="background: #101014"><byok-console scenario="bedrock"></byok-console>`;
  const host = await StaticSite.start(site_folder, { host: 'localhost', pages: { '/': html } });
  at_end(t, () => host.stop());
  const { page } = await new_person(t, browser, { origin: host.origin, host: site.origin });
  await page.goto(host.origin + '/');
  const demo = await until('there is a demo', async () => page.frames().find((frame) => frame.url().includes('demo.html')));
  await demo_is_ready(demo);
  assert.equal(await demo.evaluate(() => origin), 'null');
  await until('it is dark', () => demo.evaluate(() => document.documentElement.dataset.theme === 'dark'));
  await page.evaluate(() => document.body.setAttribute('style', 'background: white'));
  await until('it is light', () => demo.evaluate(() => document.documentElement.dataset.theme === 'light'));
});
