// @ts-check
// Nothing stays behind in the page: whatever ends a form or a session, neither the program's memory nor a string of
// JavaScript holds what was typed. The secrets are others in every run.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Person, launch, new_person } from './browser.mjs';
import { random_text } from './credentials.mjs';
import { FakeApi, json, provider_key } from './fake_api.mjs';
import { count_in_heap, count_traces_in_memory, heap_of, hold_memory } from './memory.mjs';
import { until } from './until.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch();
  fake = await FakeApi.start({ provider_keys: [provider_key(1, { provider: 'anthropic', name: 'Production key' })] });
  fake.token = 'fake-' + random_text(60);
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/**
 * Somebody who has typed a token and a credential, by keys alone: what a test hands to a page is in the page as well.
 * @param {import('node:test').TestContext} t
 * @param {{config?: object, clock?: boolean}} [wishes]
 */
async function typing(t, { config, clock } = {}) {
  const person = await new_person(t, browser, { origin: fake.origin, complaints: [/status of 401/] });
  const { console, page } = person;
  if (clock) await page.clock.install();
  await hold_memory(page);
  if (config) await page.route('**/config.json', (route) => route.fulfill({ json: config }));
  await page.goto(fake.origin);
  await console.token_field.click();
  await page.keyboard.insertText(fake.token);
  await page.keyboard.press('Enter');
  await console.heading.waitFor();
  const dialog = await console.open_form();
  const secret = 'sk-ant-api03-' + random_text(93) + 'AA';
  await console.field(dialog, 'API Key').click();
  await page.keyboard.insertText(secret);
  await until('the secret can be found while it is typed', async () => (await count_traces_in_memory(page, secret)) > 0);
  return { ...person, page, console, dialog, secret };
}

/**
 * @param {Page} page
 * @param {string[]} secrets
 */
async function is_forgotten(page, secrets) {
  const heap = await heap_of(page);
  assert.ok(heap.includes('HTMLCanvasElement'), 'the snapshot holds the page');
  for (const secret of secrets) {
    assert.equal(count_in_heap(heap, secret), 0, 'no string of JavaScript holds it');
    await until('nothing of it is left in the memory of the program', async () => (await count_traces_in_memory(page, secret)) === 0);
  }
  const fields = await page.locator('input, textarea').evaluateAll((all) => all.map((field) => /** @type {HTMLInputElement} */ (field).value));
  assert.ok(fields.every((text) => !secrets.some((secret) => text.includes(secret))), 'no field shows it');
}

test('a string that something still holds is found', async (t) => {
  const { page } = await new_person(t, browser, { origin: fake.origin });
  await page.goto(fake.origin);
  const secret = 'sk-ant-api03-' + random_text(93);
  assert.equal(count_in_heap(await heap_of(page), secret), 0);
  await page.evaluate((kept) => void Object.assign(window, { kept: { text: kept } }), secret);
  assert.ok(count_in_heap(await heap_of(page), secret) > 0);
});

describe('what was typed is forgotten', () => {
  test('when it was saved', async (t) => {
    const { console, page, dialog, secret } = await typing(t);
    await console.save(dialog);
    await dialog.waitFor({ state: 'detached' });
    await is_forgotten(page, [secret]);
  });

  test('when the form was cancelled', async (t) => {
    const { page, dialog, secret } = await typing(t);
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await is_forgotten(page, [secret]);
  });

  test('with the token, when one signs out', async (t) => {
    const { console, page, dialog, secret } = await typing(t);
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await console.token_field.waitFor();
    await is_forgotten(page, [secret, fake.token]);
  });

  test('with the token, when nothing was done for a quarter of an hour', async (t) => {
    const { console, page, secret } = await typing(t, { clock: true });
    await page.clock.fastForward('14:00');
    assert.equal(await console.token_field.count(), 0, 'not before');
    await page.clock.fastForward('02:00');
    await console.token_field.waitFor();
    await console.says(page.locator('body'), 'You were signed out, because nothing was done here for 15 minutes.');
    await is_forgotten(page, [secret, fake.token]);
  });

  test('with the token, when the page is seen again a day later, before anything is shown', async (t) => {
    const { console, page, secret } = await typing(t);
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now.call(Date) + 86_400_000;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    assert.equal(await console.token_field.count(), 1, 'at once');
    await is_forgotten(page, [secret, fake.token]);
  });

  test('with the token, when the server says that the session is over', async (t) => {
    const { console, page, dialog, secret } = await typing(t);
    fake.next('POST', '/provider-keys', json(401, { error: { type: 'authentication_error', message: 'The token was revoked.' } }));
    await console.save(dialog);
    await console.token_field.waitFor();
    await is_forgotten(page, [secret, fake.token]);
  });

  test('with the token, when the page is left', async (t) => {
    const { page, secret } = await typing(t);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    await is_forgotten(page, [secret, fake.token]);
  });

  test('with the token, when one signs out in another tab, at once and unseen', async (t) => {
    const { context, console, page, secret } = await typing(t);
    const second = await context.newPage();
    const there = new Person(context, second, []).console;
    await there.open(fake.link);
    await second.getByRole('button', { name: 'Sign out', exact: true }).click();
    await there.token_field.waitFor();
    await until('it is forgotten here', async () => (await count_traces_in_memory(page, secret)) === 0);
    await page.bringToFront();
    await console.token_field.waitFor();
    await console.says(page.locator('body'), 'You signed out in another tab.');
    await is_forgotten(page, [secret, fake.token]);
  });

  test('in a session the token is forgotten as soon as one is signed in', async (t) => {
    const { page } = await typing(t, { config: { session: 'cookie' } });
    await is_forgotten(page, [fake.token]);
  });
});
