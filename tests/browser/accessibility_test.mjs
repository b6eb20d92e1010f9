// @ts-check
// axe finds nothing, great or small, on any state of the console, in either theme. One page is led through them all.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { providers } from './credentials.mjs';
import { FakeApi, api_key, audit_event, held, json, organization, provider_key } from './fake_api.mjs';
import { frames_drawn } from './until.mjs';

/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {{id: string, help: string, nodes: {html: string}[]}} Violation */

/** @type {string} of axe, in the version that @axe-core/playwright brings: loaded once a page, not once a look */
const axe_source = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core').source;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;

before(async () => {
  browser = await launch();
  const api_keys = ['my first key', 'Website', 'Nightly jobs of the data team', 'CI'].map((name, at) => api_key(at + 1, { name }));
  fake = await FakeApi.start({
    api_keys,
    provider_keys: [
      provider_key(1, { provider: 'anthropic', name: 'Production key', api_key_ids: api_keys.map(({ id }) => id) }),
      provider_key(2, { provider: 'bedrock', name: 'Bedrock', active: false, credential: { kind: 'bedrock', regions: [{ region: 'us-east-1', access_key_id: 'AKIA234567ABCDEFGHIJ' }] } }),
      provider_key(3, { provider: 'something_new', name: 'Newer than the console and with a name that is far too long for its column' }),
    ],
  });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/**
 * What axe finds on the state that the page is in, a line each.
 * @param {Person} person
 * @param {string} state
 */
async function findings({ page }, state) {
  const lines = [];
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme });
    await frames_drawn(page);
    if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe_source);
    const { violations, passed } = await page.evaluate(async (values) => {
      const { violations, passes } = await /** @type {any} */ (window).axe.run(document, {
        runOnly: { type: 'tag', values },
        // Contrast is judged where the colours are known, of the theme (tests/ui): the elements' own text is transparent.
        rules: { 'color-contrast': { enabled: false } },
        resultTypes: ['violations'],
      });
      return { violations: /** @type {Violation[]} */ (violations), passed: passes.length };
    }, rules);
    assert.ok(passed > 10, `rules were applied to ${state}`);
    for (const { id, help, nodes } of violations) {
      lines.push(`${state}, ${colorScheme}: ${id} (${help}): ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    }
  }
  return lines;
}

test('axe finds nothing on any state, in both themes', async (t) => {
  const person = await new_person(t, browser, { origin: fake.origin, complaints: [/status of 403/] });
  const { console, page } = person;
  /** @type {string[]} */
  const found = [];
  /** @param {string} state */
  const look = async (state) => void found.push(...(await findings(person, state)));
  /** @param {import('playwright-core').Locator} layer */
  const dismiss = async (layer) => {
    await page.keyboard.press('Escape');
    await layer.waitFor({ state: 'detached' });
  };
  const button = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true }).first();
  const refuse = () => fake.next('GET', '/provider-keys', json(403, { error: { type: 'forbidden_error', message: 'Not today.' } }));

  await page.goto(fake.origin + '/');
  await console.token_field.waitFor();
  await look('signing in');
  await button('Sign in').click();
  await page.getByRole('alert').first().waitFor();
  await look('signing in with nothing');

  const late = held();
  fake.next('GET', '/v1/organizations', json(200, { data: [{ id: organization, name: 'Fake Org' }, { id: 'org_other', name: 'Other Org' }] }));
  fake.next('GET', '/provider-keys', async (response, call) => {
    await late.released;
    json(200, [])(response, call);
  });
  // A page that is on screen follows a link to itself without being loaded anew.
  await page.goto('about:blank');
  await page.goto(fake.link);
  await console.heading.waitFor();
  await console.says(page.locator('body'), 'Loading');
  await look('the list on its way');
  late.release();
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await look('the empty list');

  refuse();
  await button('Refresh').click();
  await console.says(page.locator('body'), 'Not today.');
  await look('a list that failed');
  await button('Refresh').click();
  await console.row('Production key').waitFor();
  await look('the list');
  refuse();
  await button('Refresh').click();
  await button('Retry').waitFor();
  await look('a refresh that failed');
  await button('Retry').click();
  await button('Retry').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: /^Organization: / }).click();
  const menu = page.getByRole('menu');
  await menu.waitFor();
  await look('the menu of organizations');
  await dismiss(menu);
  await button('Actions for Production key').click();
  await menu.waitFor();
  await look('the menu of a row');
  await dismiss(menu);
  await page.getByText('01/01/2026', { exact: true }).first().hover();
  await page.locator('[role=tooltip]').waitFor();
  await look('a tooltip');
  await page.mouse.move(1, 300);
  await console.choose_action('Production key', 'Delete');
  const question = page.getByRole('alertdialog');
  await question.waitFor();
  await look('deleting');
  fake.next('DELETE', '/provider-keys/pk_1', json(403, { error: { type: 'forbidden_error', message: 'Not today.' } }));
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await console.says(question, 'Not today.');
  await look('a deletion that failed');
  await dismiss(question);
  await console.choose_action('Bedrock', 'Edit');
  await console.edit_dialog.waitFor();
  await look('editing');
  await dismiss(console.edit_dialog);

  const add = await console.open_form();
  const listbox = page.getByRole('listbox');
  for (const { typed, name } of providers) {
    await console.choose(add, 'Provider', typed, name);
    await listbox.waitFor({ state: 'detached' });
    await look(`the form for ${name}`);
  }
  await console.choose(add, 'Provider', 'bedrock', 'AWS Bedrock');
  await add.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).uncheck();
  await console.field(add, 'Name').fill('');
  await console.save(add);
  await console.complains(console.field(add, 'Name'), /./);
  await look('the form with errors');
  for (const { verdict, regions } of [
    { verdict: 'valid', regions: [] }, { verdict: 'valid_limited', regions: [] }, { verdict: 'unknown', regions: [] }, { verdict: 'invalid', regions: [] },
  ]) {
    fake.provider_says = { verdict, regions, message: `This is ${verdict}.`, fix: 'Do something.' };
    await console.choose(add, 'Provider', 'mistral', 'Mistral');
    await console.field(add, 'API Key').fill(`key-of-the-test-${verdict}-0123456789`);
    await add.getByRole('button', { name: 'Test credentials', exact: true }).click();
    await console.says(add, `This is ${verdict}.`);
    await look(`a credential that is ${verdict}`);
  }
  await console.field(add, 'Name').fill('Named');
  await add.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).check();
  await console.save(add);
  await add.getByRole('button', { name: 'Save anyway', exact: true }).waitFor();
  await look('the question whether to save a credential that is invalid');
  await add.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).uncheck();
  await console.choose(add, 'Provider', 'bedrock', 'AWS Bedrock');
  for (const label of ['Provider', 'Region', 'API keys']) {
    await add.getByRole('combobox', { name: label, exact: true }).click();
    await listbox.waitFor();
    await look(`the list of ${label}`);
    await dismiss(listbox);
  }
  await console.choose(add, 'API keys', 'web', 'Website');
  await look('an API key that is chosen');
  await dismiss(listbox);
  await page.keyboard.press('Escape');
  await question.waitFor();
  await look('discarding');
  await question.getByRole('button', { name: 'Discard', exact: true }).click();
  await add.waitFor({ state: 'detached' });

  await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
  await console.api_key_table.waitFor();
  await look('the API keys');
  await button('Create a new API Key').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await button('Create').click();
  await console.complains(console.field(dialog, 'Name'), /./);
  await look('a new API key with errors');
  await console.field(dialog, 'Name').fill('of the test');
  await button('Create').click();
  await button('Copy').waitFor();
  await look('an API key that was made');
  await button('Done').click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('tab', { name: 'BYOK', exact: true }).click();
  await console.table.waitFor();
  await page.setViewportSize({ width: 360, height: 640 });
  await button('Menu').waitFor();
  await look('the cards of a phone');
  await button('Menu').click();
  await dialog.waitFor();
  await look('the drawer of a phone');
  await dismiss(dialog);
  await console.open_form();
  await look('the form of a phone');

  fake.role = 'admin';
  fake.events = [
    audit_event(2, { action: 'something.unheard_of', result: 'refused' }),
    audit_event(1, { action: 'provider_key.updated', changes: ['name', 'credential'] }),
  ];
  await page.goto('about:blank');
  await page.goto(fake.link + '&/activity');
  await page.getByRole('table', { name: 'Audit trail', exact: true }).waitFor();
  await look('the activity as cards');
  await page.setViewportSize({ width: 1100, height: 760 });
  await page.getByRole('columnheader', { name: 'Result', exact: true }).waitFor();
  await look('the activity');

  fake.role = 'viewer';
  await page.goto('about:blank');
  await page.goto(fake.link);
  await console.says(page.locator('body'), 'You may look at them.');
  await look('the list of somebody who may only look');

  assert.deepEqual(found, []);
});
