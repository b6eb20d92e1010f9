// @ts-check
// A page at rest does nothing at all; and it can be used by keyboard alone.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, api_key, provider_key } from './fake_api.mjs';
import { stays_at_rest } from './rest.mjs';
import { count_work, work_done } from './work.mjs';
import { until } from './until.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;

before(async () => {
  browser = await launch();
  fake = await FakeApi.start({
    provider_keys: [
      provider_key(1, { provider: 'anthropic', name: 'Production key', api_key_ids: ['ak_1'] }),
      provider_key(2, { provider: 'bedrock', name: 'Bedrock', active: false, credential: { kind: 'bedrock', regions: [{ region: 'us-east-1', access_key_id: 'AKIA234567ABCDEFGHIJ' }] } }),
      provider_key(3, { provider: 'something_new', name: 'Newer than the console' }),
    ],
    api_keys: [api_key(1, { name: 'my first key' })],
  });
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
  await person.console.row('Production key').waitFor();
  return person;
}

describe('at rest no frame is drawn and no timer runs', () => {
  test('the list', async (t) => {
    const { page } = await signed_in(t);
    await stays_at_rest(page);
    const drawn = await work_done(page);
    assert.ok(drawn.frames > 0 && drawn.draws > 0, 'frames are counted');
  });

  test('after typing, with a field that has the focus', async (t) => {
    const { console, page } = await signed_in(t);
    const dialog = await console.open_form();
    await console.field(dialog, 'Name').click();
    const before = await work_done(page);
    await page.keyboard.type('abc');
    await until('typing draws', async () => (await work_done(page)).frames > before.frames);
    await stays_at_rest(page);
  });

  test('the sign-in page', async (t) => {
    const { page, console } = await new_person(t, browser, { origin: fake.origin });
    await count_work(page);
    await page.goto(fake.origin + '/');
    await console.token_field.waitFor();
    await stays_at_rest(page);
  });
});

describe('by keyboard alone', () => {
  /** @param {import('playwright-core').Page} page */
  const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

  /**
   * @param {import('playwright-core').Page} page
   * @param {string} name
   */
  async function tab_to(page, name) {
    const passed = [];
    for (let step = 0; step < 40; ++step) {
      await page.keyboard.press('Tab');
      passed.push(await focused(page));
      if (passed.at(-1) === name) return;
    }
    assert.fail(`Tab never reaches "${name}"; it passes ${passed.join(', ')}`);
  }

  test('Tab leads to the button, Enter opens the form, Escape closes it, and the focus is back', async (t) => {
    const { console, page } = await signed_in(t);
    await tab_to(page, 'Create a new Provider Key');
    await page.keyboard.press('Enter');
    await console.add_dialog.waitFor();
    await until('the focus is in the form', () => console.add_dialog.evaluate((dialog) => dialog.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    await console.add_dialog.waitFor({ state: 'detached' });
    await until('the focus is back', async () => (await focused(page)) === 'Create a new Provider Key');
  });

  test('a row\'s menu opens with Enter, arrows walk it, Escape goes back to its button', async (t) => {
    const { page } = await signed_in(t);
    await tab_to(page, 'Actions for Production key');
    await page.keyboard.press('Enter');
    for (const entry of ['Edit', 'Test credentials', 'Disable', 'Delete', 'Edit']) {
      await until(`the focus is on ${entry}`, async () => (await focused(page)) === entry);
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await until('the focus is back', async () => (await focused(page)) === 'Actions for Production key');
  });

  test('Tab does not leave an open dialog', async (t) => {
    const { console, page } = await signed_in(t);
    await console.open_form();
    for (let step = 0; step < 25; ++step) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement?.closest('[role=dialog]'));
      assert.equal(outside, false, `after ${step + 1} tabs`);
    }
  });

  test('a provider is chosen by typing and arrows', async (t) => {
    const { console, page } = await signed_in(t);
    const dialog = await console.open_form();
    const box = dialog.getByRole('combobox', { name: 'Provider', exact: true });
    await box.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('bed');
    await page.getByRole('option', { name: 'AWS Bedrock', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByRole('group', { name: 'Region 1', exact: true }).waitFor();
    assert.equal(await box.inputValue(), 'AWS Bedrock');
  });
});
