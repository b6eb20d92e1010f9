// @ts-check
// Signing in by a session that the browser holds, in the browser: what is sent, what stays, and what ends it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { at_end } from './at_end.mjs';
import { Person, launch, launch_with_page_cache, new_person } from './browser.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
import { Server } from './server.mjs';
import { until } from './until.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * A server of its own, whose console asks for sessions.
 * @param {import('node:test').TestContext} t
 * @param {ConstructorParameters<typeof FakeApi>[0]} [world]
 */
async function with_fake(t, world) {
  const fake = await FakeApi.start({ config: { session: 'cookie' }, provider_keys: [provider_key(1, { name: 'Production key' })], ...world });
  const person = await new_person(t, browser, { origin: fake.origin, complaints: [/status of 40[14]/] });
  at_end(t, () => fake.stop());
  return { fake, ...person, person };
}

describe('in a session', () => {
  test('the token is sent once; then the cookie does, which no script can read', async (t) => {
    const { fake, console, page, context } = await with_fake(t);
    const lists = fake.lists_asked_for();
    await page.goto(fake.origin);
    await console.token_field.fill(fake.token);
    await page.keyboard.press('Enter');
    await console.row('Production key').waitFor();
    await lists();
    assert.deepEqual(fake.session_calls, [{ method: 'GET', by: '' }, { method: 'POST', by: 'token' }]);
    assert.ok(fake.calls.length >= 3);
    for (const { headers } of fake.calls) assert.equal(headers?.authorization, undefined, 'no token is sent any more');
    const [cookie] = await context.cookies();
    assert.equal(cookie.httpOnly, true);
    assert.equal(await page.evaluate(() => document.cookie), '');
  });

  test('loading the page anew, also by a link to a form, stays signed in', async (t) => {
    const { fake, console, page } = await with_fake(t);
    await page.goto(`${fake.link}&/api-keys`);
    await console.api_key_table.waitFor();
    assert.equal(new URL(page.url()).hash, '#/api-keys', 'no token is in the address');
    await page.reload();
    await console.api_key_table.waitFor();
    await page.goto(`${fake.origin}/#/byok/pk_1/edit`);
    await page.reload();
    await console.edit_dialog.waitFor();
    assert.equal(fake.session_calls.filter(({ method }) => method === 'POST').length, 1);
  });

  test('signing out ends it on the server, here and in other tabs', async (t) => {
    const { fake, console, page, context } = await with_fake(t);
    await page.goto(fake.link);
    await console.row('Production key').waitFor();
    const other = await context.newPage();
    const there = new Person(context, other, [/status of 401/]).console;
    await other.goto(fake.origin);
    await there.row('Production key').waitFor();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await console.token_field.waitFor();
    await until('the server has ended it', () => fake.sessions.size === 0);
    await there.token_field.waitFor();
    await there.says(other.locator('body'), 'You signed out in another tab.');
    await until('the cookie is gone', async () => (await context.cookies()).length === 0);
    await page.reload();
    await console.token_field.waitFor();
    assert.equal(await page.getByRole('alert').count(), 0, 'nobody is blamed for not being signed in');
  });

  test('a session that the server has ended is said to be over', async (t) => {
    const { fake, console, page } = await with_fake(t);
    await page.goto(fake.link);
    await console.row('Production key').waitFor();
    fake.sessions.clear();
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await console.says(page.locator('body'), 'Your session has ended.');
  });

  test('a server without sessions is used with the token as ever', async (t) => {
    const { fake, console, page } = await with_fake(t, { documented_only: true, config: { session: 'cookie', organization: 'org_fake' } });
    await page.goto(fake.link);
    await console.heading.waitFor();
    await until('the list is asked for', () => fake.count('GET', '/provider-keys') > 0);
    for (const { headers } of fake.calls) assert.equal(headers?.authorization, `Bearer ${fake.token}`);
  });

  test('the real server takes part in all of it', async (t) => {
    const server = await Server.start();
    at_end(t, () => server.discard());
    const { console, page, context } = await new_person(t, browser, { origin: server.origin });
    await page.route('**/config.json', (route) => route.fulfill({ json: { session: 'cookie' } }));
    await page.goto(server.link);
    await console.heading.waitFor();
    await until('a cookie is kept', async () => (await context.cookies()).some(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Strict'));
    await page.reload();
    await console.heading.waitFor();
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('sk-ant-api03-' + 'Ab3_'.repeat(23) + 'xAA');
    await console.save(dialog);
    await console.announced('My Anthropic Key was added.');
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    const trail = page.getByRole('table', { name: 'Audit trail', exact: true });
    await trail.getByRole('row').filter({ hasText: 'Created provider key' }).waitFor();
    await trail.getByRole('row').filter({ hasText: 'Signed in' }).waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await console.token_field.waitFor();
    await until('the cookie is gone', async () => (await context.cookies()).length === 0);
  });
});

/** With a back/forward cache, which Playwright turns off unless it is told not to. */
test('a page restored from the back/forward cache is signed out', async (t) => {
  const server = await Server.start();
  const own = await launch_with_page_cache();
  at_end(t, async () => {
    await own.close();
    await server.discard();
  });
  const { console, page } = await Person.begin(await own.newContext());
  await page.addInitScript(() => addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sessionStorage.setItem('restored', 'yes');
  }));
  await console.open(server.link);
  await page.getByRole('heading', { name: 'No provider keys yet', exact: true }).waitFor();
  await page.goto(`${server.origin}/config.json`);
  await page.goBack();
  await console.token_field.waitFor();
  assert.equal(await page.getByRole('button', { name: 'Sign out', exact: true }).count(), 0);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('restored')), 'yes', 'it came out of the cache');
});
