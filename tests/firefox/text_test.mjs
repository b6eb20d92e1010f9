// @ts-check
// Where Firefox draws the text of a field: Firefox rounds a baseline in another way than Chromium does.

import { after, before, test } from 'node:test';
import { launch_firefox, new_person } from '../browser/browser.mjs';
import { FakeApi } from '../browser/fake_api.mjs';
import { text_stays } from '../browser/field_ink.mjs';

/**
 * For each picture Playwright puts a style element with "body {}" into the page, which its policy does not allow. Known by
 * the hash, so that no other style passes for it.
 */
const of_pictures = /blocked an inline style \(style-src-elem\).*'sha256-YjaKGiklmzC6wjXA513HAMmzus8VE61XCOT\+SmwNZWA='/;

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch_firefox();
  fake = await FakeApi.start({ provider_keys: [] });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

test('the text of a field stays where it is when the field gets the focus', async (t) => {
  const { console, page } = await new_person(t, browser, { origin: fake.origin, complaints: [of_pictures] });
  await console.open(fake.link);
  await text_stays(page, console, 1);
});
