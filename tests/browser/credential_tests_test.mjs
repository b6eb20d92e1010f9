// @ts-check
// Testing credentials as people do: in the form, from a row and all of them, with the mouse, with the keyboard, and by
// what is said to those who do not see.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at_end } from './at_end.mjs';
import { launch, new_person } from './browser.mjs';
import { FakeApi, held, json, provider_key, test_result } from './fake_api.mjs';
import { until } from './until.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const refusal = { verdict: 'invalid', reason: 'wrong_key', message: 'Mistral does not accept this key.', fix: 'Copy it again.' };

/** @param {import('node:test').TestContext} t @param {any[]} [provider_keys] */
async function at_the_list(t, provider_keys = [1, 2, 3].map((number) => provider_key(number, { last_test: null }))) {
  const fake = await FakeApi.start({ provider_keys });
  at_end(t, () => fake.stop());
  const person = await new_person(t, browser, { origin: fake.origin });
  await person.console.open(fake.link);
  await person.console.row('Key 1').waitFor();
  return { ...person, fake };
}

/** @param {import('./console.mjs').Console} console @param {string} name */
const status = async (console, name) => (await console.cells(name))[3];

test('the keyboard tests a credential in the form, and hears what came of it', async (t) => {
  const { console, page, fake } = await at_the_list(t);
  const dialog = await console.open_form();
  await console.choose(dialog, 'Provider', 'mistral', 'Mistral');
  await console.field(dialog, 'API Key').fill('key-of-the-test-0123456789abcdef');
  const late = held();
  fake.next('POST', '/provider-keys/test', async (response, call) => {
    await late.released;
    json(200, test_result(refusal))(response, call);
  });
  const button = dialog.getByRole('button', { name: 'Test credentials', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await until('it is busy', async () => (await button.getAttribute('aria-busy')) === 'true');
  late.release();
  await console.announced('Invalid: Mistral does not accept this key. Copy it again.');
  assert.ok(await button.evaluate((element) => element === document.activeElement), 'the focus stays where it was');
  await console.says(dialog, 'Tested in 412 ms · request id req_of_the_provider');
  const [call] = fake.calls.filter((each) => each.path.endsWith('/provider-keys/test'));
  assert.deepEqual(JSON.parse(call.body), { provider: 'mistral', provider_key: 'key-of-the-test-0123456789abcdef' });

  await console.field(dialog, 'API Key').fill('key-of-the-test-fedcba9876543210');
  await console.says(dialog, 'has changed since the test');
  assert.equal(await dialog.getByText('Mistral does not accept').count(), 0);
});

test('a credential that is refused is saved by who means it', async (t) => {
  const { console, page, fake } = await at_the_list(t);
  fake.provider_says = refusal;
  const dialog = await console.open_form();
  await console.choose(dialog, 'Provider', 'mistral', 'Mistral');
  await console.field(dialog, 'API Key').fill('key-of-the-test-0123456789abcdef');
  await dialog.getByRole('button', { name: 'Test credentials', exact: true }).click();
  await console.says(dialog, 'does not accept');
  await console.save(dialog);
  await console.announced('Save it all the same?');
  assert.equal(fake.count('POST', '/provider-keys'), 0);
  await dialog.getByRole('button', { name: 'Save anyway', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(fake.count('POST', '/provider-keys'), 1);
  assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
});

test('a stored credential is tested from its row, and the row says when and why', async (t) => {
  const { console, page, fake } = await at_the_list(t);
  fake.provider_says = { verdict: 'valid_limited', message: 'OpenAI accepts this key, but the account has no credit.', fix: 'Add credit.' };
  await console.choose_action('Key 2', 'Test credentials');
  await console.announced('Key 2: OpenAI accepts this key, but the account has no credit.');
  await until('the row says so', async () => /^Limited\. Tested .*2026.* Add credit\.$/.test(await status(console, 'Key 2')));
  assert.equal(await status(console, 'Key 1'), 'Not tested');
  await console.row('Key 2').getByText('Limited', { exact: true }).hover();
  await console.says(page.getByRole('tooltip', { includeHidden: true }), 'has no credit. Add credit.');
  await page.goto('about:blank');  // else the link leads to where one is already
  await console.open(fake.link);
  await until('the server has kept it', async () => (await status(console, 'Key 2')).startsWith('Limited'));
});

test('all are tested a few at a time, and what has not begun can be cancelled', async (t) => {
  const { console, page, fake } = await at_the_list(t, Array.from({ length: 8 }, (_, index) => provider_key(index + 1, { last_test: null })));
  const late = held();
  let most = 0, under_way = 0;
  for (let number = 1; number <= 8; ++number) {
    fake.next('POST', `/provider-keys/pk_${number}/test`, async (response, call) => {
      most = Math.max(most, ++under_way);
      await late.released;
      --under_way;
      json(200, test_result())(response, call);
    });
  }
  await page.getByRole('button', { name: 'Test all', exact: true }).click();
  await console.says(page.locator('main, [role=main]'), 'Tested 0 of 8');
  await until('four are under way', async () => under_way === 4);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  late.release();
  await console.announced('4 keys tested: 4 accepted.');
  assert.equal(most, 4);
  await page.getByRole('button', { name: 'Test all', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Test all', exact: true }).click();
  await console.announced('8 keys tested: 8 accepted.');
});

test('a server that does not test says so, and keeps its statuses', async (t) => {
  const fake = await FakeApi.start({ provider_keys: [provider_key(1)] });
  at_end(t, () => fake.stop());
  const person = await new_person(t, browser, { origin: fake.origin, complaints: [/status of 404/] });
  const { console } = person;
  await console.open(fake.link);
  await console.row('Key 1').waitFor();
  assert.equal(await status(console, 'Key 1'), 'Active');
  fake.next('POST', '/pk_1/test', (response) => void response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>404</h1>'));
  await console.choose_action('Key 1', 'Test credentials');
  await console.announced('This server does not offer testing credentials.');
  assert.equal(await status(console, 'Key 1'), 'Active');
});
