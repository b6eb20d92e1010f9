// @ts-check
// The browser's history: routes in the address, Back and Forward, reload, and what is asked before something is lost.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
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

/** @param {import('node:test').TestContext} t */
async function signed_in(t) {
  const person = await new_person(t, browser, { origin: fake.origin });
  await person.console.open(fake.link);
  await person.console.row('Production key').waitFor();
  return person;
}

/** @param {import('playwright-core').Page} page */
const hash = (page) => new URL(page.url()).hash;

test('each place has an address, and Back and Forward go through them', async (t) => {
  const { console, page } = await signed_in(t);
  assert.equal(hash(page), '#/byok');
  await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
  await console.api_key_table.waitFor();
  assert.equal(hash(page), '#/api-keys');
  await page.goBack();
  await console.table.waitFor();
  await page.goForward();
  await console.api_key_table.waitFor();
  await page.goBack();
  await console.choose_action('Production key', 'Edit');
  await console.edit_dialog.waitFor();
  assert.equal(hash(page), '#/byok/pk_1/edit');
  await page.goBack();
  await console.edit_dialog.waitFor({ state: 'detached' });
  assert.equal(hash(page), '#/byok');
});

test('a form that was closed is not opened again by Back', async (t) => {
  const { console, page } = await signed_in(t);
  await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
  await console.api_key_table.waitFor();
  await page.getByRole('tab', { name: 'BYOK', exact: true }).click();
  const dialog = await console.open_form();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await until('the address is that of the list', () => hash(page) === '#/byok');
  await page.goBack();
  await console.api_key_table.waitFor();
});

test('a form that is opened while the browser still goes back from the last one stays open, and so does its address', async (t) => {
  const { console, page } = await signed_in(t);
  // A browser that is busy takes its time.
  await page.evaluate(() => {
    const byok_goes_back = history.back.bind(history);
    history.back = () => Object.assign(window, { byok_goes_back });
  });
  const dialog = await console.open_form();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await console.create_button.click();
  await dialog.waitFor();
  await page.evaluate(() => new Promise((gone) => {
    addEventListener('hashchange', () => setTimeout(gone));
    /** @type {any} */ (window).byok_goes_back();
  }));
  await until('the address is that of the form', () => hash(page) === '#/byok/new');
  await console.field(dialog, 'Name').fill('Still here');
  assert.equal(await console.field(dialog, 'Name').inputValue(), 'Still here');
  await console.field(dialog, 'Name').fill('');
  await page.goBack();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(hash(page), '#/byok');
});

test('Back asks before it throws away what was typed, and closes the question first', async (t) => {
  const { console, page } = await signed_in(t);
  const dialog = await console.open_form();
  await console.field(dialog, 'API Key').fill('sk-ant-typed-and-not-saved');
  const question = page.getByRole('alertdialog', { name: 'Discard changes?', exact: true });
  await page.goBack();
  await question.waitFor();
  assert.equal(hash(page), '#/byok/new');
  await page.goBack();
  await question.waitFor({ state: 'detached' });
  assert.equal(await console.field(dialog, 'API Key').inputValue(), 'sk-ant-typed-and-not-saved');
  await page.goBack();
  await question.getByRole('button', { name: 'Discard', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await until('the address is that of the list', () => hash(page) === '#/byok');
});

test('Back closes a menu and stays on the page', async (t) => {
  const { console, page } = await signed_in(t);
  await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
  await console.api_key_table.waitFor();
  await page.getByRole('tab', { name: 'BYOK', exact: true }).click();
  await page.getByRole('button', { name: 'Actions for Production key', exact: true }).click();
  await page.getByRole('menu').waitFor();
  await page.goBack();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  assert.equal(hash(page), '#/byok');
  await console.table.waitFor();
});

test('the browser asks before a half-filled form is loaded anew, and only then', async (t) => {
  const { console, page } = await signed_in(t);
  /** @type {string[]} */
  const asked = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  const dialog = await console.open_form();
  await console.field(dialog, 'API Key').fill('sk-ant-typed-and-not-saved');
  await console.field(dialog, 'Name').click();
  await page.reload();
  assert.deepEqual(asked, ['beforeunload']);
  // A reload signs out; the address stays, and leads to the form again.
  await console.token_field.waitFor();
  assert.equal(hash(page), '#/byok/new');
  await page.reload();
  assert.deepEqual(asked, ['beforeunload'], 'there is nothing to lose any more');
});
