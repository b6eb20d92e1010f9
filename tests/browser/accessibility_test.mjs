// @ts-check
// The mirrored elements as a page by themselves, in every state that a person can bring it to: axe finds nothing, in
// both themes, on a desk and on a phone.

import { after, before, describe, test } from 'node:test';
import { axe_finds_nothing } from './axe.mjs';
import { launch, new_person } from './browser.mjs';
import { providers } from './credentials.mjs';
import { api_key, FakeApi, held, json, provider_key } from './fake_api.mjs';
import { until } from './until.mjs';

/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {Person & {fake: FakeApi}} Visit */

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const many = 'ak_1 ak_2 ak_3 ak_4 ak_5 ak_6 ak_7'.split(' ');
const world = () => ({
  api_keys: many.map((id, index) => api_key(index + 1, { id, name: `Gateway key number ${index + 1}` })),
  provider_keys: [
    provider_key(1, { provider: 'anthropic', name: 'Production key', api_key_ids: many }),
    provider_key(2, { provider: 'openai', name: 'OpenAI prod', active: false }),
    provider_key(3, {
      provider: 'bedrock', name: 'Bedrock', credential: { kind: 'bedrock', regions: [{ region: 'global', access_key_id: 'AKIAIOSFODNN7EXAMPLE' }] },
    }),
    provider_key(4, { provider: 'provider_of_tomorrow', name: 'A name that is a good deal longer than the column it stands in '.repeat(2).trim() }),
  ],
});

/** @param {import('playwright-core').Page} page */
const refresh = (page) => page.getByRole('button', { name: 'Refresh', exact: true }).click();
const forbidden = json(403, { error: { type: 'forbidden_error', message: 'Not today.' } });

/**
 * How each state is reached, from the list.
 * @type {Record<string, (visit: Visit) => Promise<unknown>>}
 */
const states = {
  'the list': async () => {},
  'a row\'s menu': async ({ page }) => {
    await page.getByRole('button', { name: 'Actions for OpenAI prod', exact: true }).click();
    await page.getByRole('menu').waitFor();
  },
  'the list while it is read again': async ({ page, fake }) => {
    fake.next('GET', '/provider-keys', () => held().released);
    await refresh(page);
  },
  'the list that could not be read again': async ({ page, fake }) => {
    fake.next('GET', '/provider-keys', forbidden);
    await refresh(page);
    await page.getByRole('button', { name: 'Retry', exact: true }).waitFor();
  },
  'asking before a key is deleted': async ({ console, page }) => {
    await console.choose_action('Production key', 'Delete');
    await page.getByRole('alertdialog').waitFor();
  },
  'a deletion that failed': async ({ console, page, fake }) => {
    fake.next('DELETE', '/provider-keys/pk_1', forbidden);
    await console.choose_action('Production key', 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await console.announced('Not today.');
  },
  'a notice': async ({ console }) => {
    await console.choose_action('Production key', 'Disable');
    await console.announced('disabled');
  },
  'the list of providers': async ({ console, page }) => {
    const dialog = await console.open_form();
    await dialog.getByRole('combobox', { name: 'Provider', exact: true }).click();
    await page.getByRole('listbox').waitFor();
  },
  'a list that has nothing to offer': async ({ console, page }) => {
    const dialog = await console.open_form();
    await dialog.getByRole('combobox', { name: 'Provider', exact: true }).fill('no such provider');
    await until('nothing is offered', async () => (await page.getByRole('option').count()) === 0);
  },
  'the list of regions': async ({ console, page }) => {
    const dialog = await console.open_form();
    await console.choose(dialog, 'Provider', 'bedrock', /Bedrock/);
    await dialog.getByRole('combobox', { name: 'Region', exact: true }).click();
    await page.getByRole('listbox').waitFor();
  },
  'the list of API keys, some chosen': async ({ console, page }) => {
    const dialog = await console.open_form();
    await dialog.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).uncheck();
    await console.choose(dialog, 'API keys', 'number 3', 'Gateway key number 3');
    await page.getByRole('listbox').waitFor();
  },
  'the form of a stored key': async ({ console }) => {
    await console.choose_action('Bedrock', 'Edit');
    await console.edit_dialog.waitFor();
  },
  'the form while it is saved': async ({ console, fake }) => {
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('sk-ant-api03-not-a-key');
    fake.next('POST', '/provider-keys', () => held().released);
    await console.save(dialog);
    await until('it is on its way', () => fake.count('POST', '/provider-keys') > 0);
  },
  'the form that was refused': async ({ console, fake }) => {
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('sk-ant-api03-not-a-key');
    fake.next('POST', '/provider-keys', json(400, { error: { type: 'invalid_request_error', message: 'Not that one.' } }));
    await console.save(dialog);
    await console.announced('Not that one.');
  },
  'asking before what was typed is lost': async ({ console, page }) => {
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('sk-ant-api03-not-a-key');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor();
  },
  'the API keys': async ({ console, page }) => {
    await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
    await console.api_key_table.waitFor();
  },
  'a new API key, shown once': async ({ console, page }) => {
    await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
    await page.getByRole('button', { name: /Create.* API Key/i }).first().click();
    const dialog = page.getByRole('dialog');
    await console.field(dialog, 'Name').fill('another');
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('button', { name: /Copy/ }).first().waitFor();
  },
};

/** @type {Record<string, (visit: Visit) => Promise<unknown>>} */
const forms = Object.fromEntries(providers.map(({ name, typed }) => [name, async ({ console, page }) => {
  const dialog = console.add_dialog;
  await console.choose(dialog, 'Provider', typed, name);
  await axe_finds_nothing(page, name);
  await console.field(dialog, 'Name').fill('');
  await console.save(dialog);
  await until('fields are wrong', async () => (await page.locator('[aria-invalid=true]').count()) > 2);
  await axe_finds_nothing(page, `${name}, with errors`);
}]));

/**
 * @param {import('node:test').TestContext} t
 * @param {import('playwright-core').BrowserContextOptions} context
 * @param {ConstructorParameters<typeof FakeApi>[0]} [things]
 * @returns {Promise<Visit>}
 */
async function visit(t, context, things = world()) {
  const fake = await FakeApi.start(things);
  t.after(() => fake.stop());
  const person = await new_person(t, browser, { origin: fake.origin, context, complaints: [/status of 4\d\d/, /ERR_EMPTY_RESPONSE|Failed to load/] });
  return Object.assign(person, { fake });
}

/** Each state in both themes; the elements are the same in either. */
const windows = {
  'on a desk, light': {},
  'on a phone, dark': /** @type {const} */ ({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, colorScheme: 'dark' }),
};

for (const [place, context] of Object.entries(windows)) {
  describe(`axe finds nothing ${place}`, () => {
    for (const [name, reach] of Object.entries(states)) {
      test(`in ${name}`, async (t) => {
        const person = await visit(t, context);
        await person.console.open(person.fake.link);
        await person.console.row('Production key').waitFor();
        await reach(person);
        await axe_finds_nothing(person.page);
      });
    }

    test('in the form of any provider, and when it has errors', async (t) => {
      const person = await visit(t, context);
      await person.console.open(person.fake.link);
      const dialog = await person.console.open_form();
      await dialog.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).uncheck();
      for (const form of Object.values(forms)) await form(person);
    });

    test('before one has signed in, and after a wrong token', async (t) => {
      const { console, page, fake } = await visit(t, context);
      await page.goto(fake.origin);
      await console.token_field.waitFor();
      await axe_finds_nothing(page);
      await console.token_field.fill('wrong');
      await page.keyboard.press('Enter');
      await console.announced('wrong or has expired');
      await axe_finds_nothing(page);
    });

    test('while the list is read for the first time, and when that fails', async (t) => {
      const { console, page, fake } = await visit(t, context);
      const answer = held();
      fake.next('GET', '/provider-keys', async (response, call) => {
        await answer.released;
        await forbidden(response, call);
      });
      await console.open(fake.link);
      await until('it is asked for', () => fake.count('GET', '/provider-keys') > 0);
      await axe_finds_nothing(page);
      answer.release();
      await console.says(page.locator('body'), 'Not today.');
      await axe_finds_nothing(page);
    });

    test('when there are no keys', async (t) => {
      const { console, page, fake } = await visit(t, context, {});
      await console.open(fake.link);
      await until('there are none', async () => (await page.getByRole('button', { name: 'Create a new Provider Key', exact: true }).count()) > 0 && fake.count('GET', '/provider-keys') > 0);
      await axe_finds_nothing(page);
    });
  });
}

test('axe finds nothing in the drawer of a phone', async (t) => {
  const { console, page, fake } = await visit(t, windows['on a phone, dark']);
  await console.open(fake.link);
  await page.getByRole('button', { name: 'Menu', exact: true }).tap();
  await page.getByRole('dialog', { name: 'Menu', exact: true }).waitFor();
  await axe_finds_nothing(page);
});
