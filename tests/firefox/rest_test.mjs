// @ts-check
// When Firefox draws.

import { after, before, describe, test } from 'node:test';
import { launch_firefox, new_person } from '../browser/browser.mjs';
import { FakeApi, provider_key } from '../browser/fake_api.mjs';
import { stays_at_rest } from '../browser/rest.mjs';
import { until } from '../browser/until.mjs';
import { count_work, work_done } from '../browser/work.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch_firefox();
  fake = await FakeApi.start({ provider_keys: [provider_key(1)] });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/** @param {import('node:test').TestContext} t */
async function signed_in(t) {
  const person = await new_person(t, browser, { origin: fake.origin });
  await count_work(person.page);
  await person.console.open(fake.link);
  await person.console.row('Key 1').waitFor();
  return person;
}

describe('at rest no frame is drawn and no timer runs', () => {
  test('the list', async (t) => stays_at_rest((await signed_in(t)).page));

  test('after typing, with a field that has the focus', async (t) => {
    const { console, page } = await signed_in(t);
    const dialog = await console.open_form();
    await console.field(dialog, 'Name').click();
    const before = await work_done(page);
    await page.keyboard.type('abc');
    await until('typing draws', async () => (await work_done(page)).frames > before.frames);
    await stays_at_rest(page);
  });
});
