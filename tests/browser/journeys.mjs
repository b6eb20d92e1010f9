// @ts-check
// A person lives through the whole page, for each provider, against the built server. Everything is found by accessible
// role and name alone, so it is the same in every browser: journey_test.mjs in Chromium, ../firefox in Firefox.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { new_person } from './browser.mjs';
import { description } from './console.mjs';
import { providers, region_group, random_text, service_account } from './credentials.mjs';
import { Server } from './server.mjs';
import { until } from './until.mjs';

/**
 * The tests of all journeys.
 * @param {() => Promise<import('playwright-core').Browser>} launch
 */
export function journeys(launch) {
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {Server} */
  let server;

  before(async () => {
    [browser, server] = await Promise.all([launch(), Server.start()]);
  });
  after(async () => {
    await browser?.close();
    await server?.discard();
  });

  /** @param {import('node:test').TestContext} t @param {RegExp[]} [complaints] */
  async function signed_in(t, complaints) {
    const person = await new_person(t, browser, { origin: server.origin, complaints });
    await person.console.open(server.link);
    return person;
  }

  describe('a person creates, edits, disables and deletes a key', () => {
    for (const { slug, typed, name, credential } of providers) {
      test(`of ${name}`, async (t) => {
        const { console, page } = await signed_in(t);
        const key_name = `${name} production`;
        const new_name = `${name} staging`;

        const add = await console.open_form();
        await console.choose(add, 'Provider', typed, name);
        const name_field = console.field(add, 'Name');
        await until('a name is suggested', async () => (await name_field.inputValue()) === `My ${name} Key`);
        await name_field.fill(key_name);
        await credential.enter(console, add);
        assert.equal(await add.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).isChecked(), true);
        await console.save(add);
        await console.announced(`${key_name} was added.`);
        await add.waitFor({ state: 'detached' });
        await console.row(key_name).waitFor();
        const today = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris' }).format(new Date());
        assert.deepEqual(await console.cells(key_name), [name, key_name, 'Organization (all keys)', 'Not tested', today]);
        const created = await server.provider_key(key_name);
        assert.equal(created.provider, slug);
        assert.deepEqual(created.credential, credential.hint);

        await console.choose_action(key_name, 'Edit');
        const edit = console.edit_dialog;
        await until('the name is filled in', async () => (await console.field(edit, 'Name').inputValue()) === key_name);
        assert.equal(await edit.getByRole('combobox', { name: 'Provider', exact: true }).count(), 0, 'the provider is fixed');
        await console.field(edit, 'Name').fill(new_name);
        await console.save(edit);
        await console.announced(`Changes to ${new_name} were saved.`);
        await console.row(new_name).waitFor();
        const edited = await server.provider_key(new_name);
        assert.equal(edited.id, created.id);
        assert.deepEqual(edited.credential, credential.hint, 'an empty credential keeps the stored one');

        await console.choose_action(new_name, 'Disable');
        await console.announced(`${new_name} was disabled.`);
        assert.equal((await console.cells(new_name))[3], 'Disabled');
        assert.equal((await server.provider_key(new_name)).active, false);
        await console.choose_action(new_name, 'Enable');
        await console.announced(`${new_name} was enabled.`);
        assert.equal((await console.cells(new_name))[3], 'Not tested');
        assert.equal((await server.provider_key(new_name)).active, true);

        await console.choose_action(new_name, 'Delete');
        const confirm = page.getByRole('alertdialog', { name: 'Delete provider key', exact: true });
        await until('it says what is deleted and who loses it', async () => {
          const said = (await description(confirm)) + (await confirm.innerText());
          return said.includes(new_name) && said.includes('Every API key of the organization loses it.');
        });
        await confirm.getByRole('button', { name: 'Cancel', exact: true }).click();
        await confirm.waitFor({ state: 'detached' });
        await server.provider_key(new_name);
        await console.choose_action(new_name, 'Delete');
        await confirm.getByRole('button', { name: 'Delete', exact: true }).click();
        await console.announced(`${new_name} was deleted.`);
        await console.row(new_name).waitFor({ state: 'detached' });
        assert.ok(!(await server.provider_keys()).some((each) => each.id === created.id));
      });
    }
  });

  describe('the form', () => {
    test('switching the provider back and forth loses nothing typed, and leaks nothing into another field', async (t) => {
      const { console } = await signed_in(t);
      const add = await console.open_form();
      const [first, second] = ['sk-ant-' + random_text(40), 'sk-proj-' + random_text(40)];
      await console.choose(add, 'Provider', 'anth', 'Anthropic');
      await console.field(add, 'API Key').fill(first);
      await console.choose(add, 'Provider', 'openai', 'OpenAI');
      assert.equal(await console.field(add, 'API Key').inputValue(), '');
      await console.field(add, 'API Key').fill(second);
      await console.choose(add, 'Provider', 'bedrock', 'AWS Bedrock');
      await console.field(region_group(add, 1), 'Secret Access Key').waitFor();
      assert.equal(await console.field(region_group(add, 1), 'Secret Access Key').inputValue(), '');
      await console.choose(add, 'Provider', 'anth', 'Anthropic');
      assert.equal(await console.field(add, 'API Key').inputValue(), first);
      await console.choose(add, 'Provider', 'openai', 'OpenAI');
      assert.equal(await console.field(add, 'API Key').inputValue(), second);
    });

    test('Bedrock takes one row a region: a second one of the same region is refused at its field, and can be removed', async (t) => {
      const { console } = await signed_in(t);
      const add = await console.open_form();
      await console.choose(add, 'Provider', 'bedrock', 'AWS Bedrock');
      await console.field(add, 'Name').fill('Two of one region');
      for (const number of [1, 2]) {
        if (number > 1) await add.getByRole('button', { name: 'Add region', exact: true }).click();
        const group = region_group(add, number);
        await console.choose(group, 'Region', 'global', /Global/);
        await console.field(group, 'Access Key ID').fill('AKIA' + random_text(16, 'ABCDEFGHIJKLMNOP'));
        await console.field(group, 'Secret Access Key').fill(random_text(40));
      }
      await console.save(add);
      const second = region_group(add, 2).getByRole('combobox', { name: 'Region', exact: true });
      await console.complains(second, 'already in the list');
      assert.ok(!(await server.provider_keys()).some((each) => each.name === 'Two of one region'), 'nothing was sent');
      await add.getByRole('button', { name: 'Remove region 2', exact: true }).click();
      await region_group(add, 2).waitFor({ state: 'detached' });
      await console.save(add);
      await console.announced('Two of one region was added.');
      assert.deepEqual((await server.provider_key('Two of one region')).credential.regions.map((/** @type {any} */ each) => each.region), ['global']);
    });

    test('Bedrock: a row shows its stored access key id when edited, a blank secret keeps it, a removed row goes', async (t) => {
      const { console } = await signed_in(t);
      const id = () => 'AKIA' + random_text(16, 'ABCDEFGHIJKLMNOP');
      const regions = /** @type {Record<string, any>} */ ({});
      for (const region of ['eu-west-3', 'us-west-2']) regions[region] = { access_key_id: id(), secret_access_key: random_text(40) };
      await server.call('POST', (await server.organization()) + '/provider-keys',
        { provider: 'bedrock', name: 'Stored regions', provider_key: JSON.stringify(regions), api_key_ids: [] });
      await console.page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await console.choose_action('Stored regions', 'Edit');
      const edit = console.edit_dialog;
      const shown = () => Promise.all([1, 2].map((number) => console.field(region_group(edit, number), 'Access Key ID').inputValue()));
      const stored = Object.values(regions).map((each) => each.access_key_id).sort();
      await until('both stored rows are shown', async () => (await shown()).sort().join() === stored.join());
      const kept = (await shown())[1];
      assert.equal(await console.field(region_group(edit, 2), 'Secret Access Key').inputValue(), '');
      await edit.getByRole('button', { name: 'Remove region 1', exact: true }).click();
      await console.save(edit);
      await console.announced('Changes to Stored regions were saved.');
      const left = (await server.provider_key('Stored regions')).credential.regions;
      assert.deepEqual(left.map((/** @type {any} */ each) => each.access_key_id), [kept]);
    });

    test('a free region that is not in the list can be entered', async (t) => {
      const { console, page } = await signed_in(t);
      const add = await console.open_form();
      await console.choose(add, 'Provider', 'bedrock', 'AWS Bedrock');
      await console.field(add, 'Name').fill('A region of tomorrow');
      const group = region_group(add, 1);
      await group.getByRole('combobox', { name: 'Region', exact: true }).fill('eu-south-9');
      await page.keyboard.press('Tab');
      await console.field(group, 'Access Key ID').fill('AKIA' + random_text(16, 'ABCDEFGHIJKLMNOP'));
      await console.field(group, 'Secret Access Key').fill(random_text(40));
      await console.save(add);
      await add.getByText('This region is not known to offer Bedrock.').first().waitFor();
      await add.getByRole('button', { name: 'Save anyway', exact: true }).click();
      await console.announced('A region of tomorrow was added.');
      assert.equal((await server.provider_key('A region of tomorrow')).credential.regions[0].region, 'eu-south-9');
    });

    test('a service account that is dropped, chosen or broken', async (t) => {
      const { console, page } = await signed_in(t);
      const { file, json } = service_account();
      const add = await console.open_form();
      await console.choose(add, 'Provider', 'vertex', 'Google Vertex AI');
      const field = console.field(add, 'Service account JSON');

      // What is shown has lines; typed where it is hidden, it has one (a paste keeps its own all the same).
      await add.getByRole('button', { name: 'Show Service account JSON', exact: true }).click();
      await add.getByRole('button', { name: 'Hide Service account JSON', exact: true }).waitFor();
      await field.fill('{\n  "type": "service_account",\n  "project_id": oops\n}');
      await page.keyboard.press('Tab');
      await console.complains(field, /line 3/i);

      const dropped = await page.evaluateHandle((text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], 'key.json', { type: 'application/json' }));
        return transfer;
      }, json);
      for (const type of ['dragenter', 'dragover', 'drop']) await field.dispatchEvent(type, { dataTransfer: dropped });
      await console.says(add, file.client_email);
      assert.equal(await field.inputValue(), json);

      await field.fill('');
      const chooser = page.waitForEvent('filechooser');
      await add.getByRole('button', { name: /choose.*file/i }).click();
      await (await chooser).setFiles({ name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(json) });
      await console.says(add, file.client_email);
      await console.field(add, 'Name').fill('From a file');
      await console.save(add);
      await console.announced('From a file was added.');
      assert.equal((await server.provider_key('From a file')).credential.client_email, file.client_email);
    });

    test('nothing assigned, an empty name and an empty key are refused at their fields, and nothing is sent', async (t) => {
      const person = await signed_in(t);
      const { console } = person;
      const add = await console.open_form();
      await console.field(add, 'Name').fill('   ');
      await add.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).uncheck();
      await console.save(add);
      await console.complains(console.field(add, 'Name'), 'Enter a name.');
      await console.complains(console.field(add, 'API Key'), /./);
      await console.complains(add.getByRole('combobox', { name: 'API keys', exact: true }), 'choose at least one API key');
      await until('the first wrong field has the focus', () => console.field(add, 'Name').evaluate((field) => field === document.activeElement));
      assert.equal(person.answers.filter((answer) => answer.method === 'POST').length, 0);
    });

    test('Azure wants the key again for another endpoint, and refuses an endpoint that is not Azure\'s', async (t) => {
      const { console } = await signed_in(t);
      const key = random_text(84);
      await server.call('POST', (await server.organization()) + '/provider-keys',
        { provider: 'azure', name: 'Azure one', provider_key: JSON.stringify({ endpoint: 'https://one.openai.azure.com/', api_key: key }), api_key_ids: [] });
      await console.page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await console.choose_action('Azure one', 'Edit');
      const edit = console.edit_dialog;
      const endpoint = console.field(edit, 'Endpoint');
      await until('the stored endpoint is shown', async () => (await endpoint.inputValue()) === 'https://one.openai.azure.com/');
      await endpoint.fill('http://169.254.169.254/');
      await console.save(edit);
      await console.complains(endpoint, /./);
      await endpoint.fill('https://two.openai.azure.com/');
      await console.save(edit);
      await console.complains(console.field(edit, 'API Key'), 'Enter the API key of the new endpoint.');
      await console.field(edit, 'API Key').fill(random_text(32, '0123456789abcdef'));
      await console.save(edit);
      await console.announced('Changes to Azure one were saved.');
      assert.equal((await server.provider_key('Azure one')).credential.endpoint, 'https://two.openai.azure.com/');
    });

    test('closing it with something typed asks first', async (t) => {
      const { console, page } = await signed_in(t);
      const add = await console.open_form();
      await console.field(add, 'API Key').fill('sk-ant-' + random_text(40));
      await page.keyboard.press('Escape');
      const question = page.getByRole('alertdialog', { name: 'Discard changes?', exact: true });
      await question.getByRole('button', { name: 'Keep editing', exact: true }).click();
      await question.waitFor({ state: 'detached' });
      assert.notEqual(await console.field(add, 'API Key').inputValue(), '');
      await add.getByRole('button', { name: 'Cancel', exact: true }).click();
      await question.getByRole('button', { name: 'Discard', exact: true }).click();
      await add.waitFor({ state: 'detached' });
      const again = await console.open_form();
      assert.equal(await console.field(again, 'API Key').inputValue(), '');
    });
  });

  describe('the Api Keys tab', () => {
    test('a key made there is shown once and copied, provider keys are assigned to it, and none is left without a key', async (t) => {
      const { console, page } = await signed_in(t, [/status of 409/]);
      await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
      await console.row('my first key').waitFor();
      await page.getByRole('button', { name: 'Create a new API Key', exact: true }).first().click();
      const create = page.getByRole('dialog', { name: 'Create API Key', exact: true });
      await console.field(create, 'Name').fill('the mobile app');
      await create.getByRole('button', { name: 'Create', exact: true }).click();
      const created = page.getByRole('dialog', { name: 'API key created', exact: true });
      const key = await until('the key is shown', () => console.field(created, 'API key').inputValue());
      await created.getByRole('button', { name: 'Copy', exact: true }).click();
      await console.announced('API key copied.');
      await created.getByRole('button', { name: 'Done', exact: true }).click();
      await created.waitFor({ state: 'detached' });
      await console.row('the mobile app').waitFor();
      assert.ok(!(await page.content()).includes(key), 'the key is gone from the page');
      await page.getByRole('button', { name: 'Create a new API Key', exact: true }).first().click();
      await console.field(create, 'Name').click();
      await page.keyboard.press('ControlOrMeta+V');
      await until('the key was on the clipboard', async () => (await console.field(create, 'Name').inputValue()) === key);
      await create.getByRole('button', { name: 'Cancel', exact: true }).click();
      await create.waitFor({ state: 'detached' });

      await page.getByRole('link', { name: 'BYOK', exact: true }).click();
      const add = await console.open_form();
      await console.field(add, 'Name').fill('For one app');
      await console.field(add, 'API Key').fill('sk-ant-api03-' + random_text(95));
      await console.assign_to(add, 'mobile', 'the mobile app');
      await console.save(add);
      await console.announced('For one app was added.');
      assert.equal((await console.cells('For one app'))[2], 'the mobile app');
      assert.equal((await server.provider_key('For one app')).api_key_ids.length, 1);

      await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
      await console.choose_action('the mobile app', 'Disable');
      await console.announced('the mobile app was disabled.');
      assert.equal((await console.cells('the mobile app'))[1], 'Disabled');
      await console.choose_action('the mobile app', 'Delete');
      const confirm = page.getByRole('alertdialog', { name: 'Delete API key', exact: true });
      await until('it names the provider key', async () => ((await description(confirm)) + (await confirm.innerText())).includes('For one app'));
      await confirm.getByRole('button', { name: 'Delete', exact: true }).click();
      await console.says(confirm.getByRole('alert'), 'No other API key may use "For one app".');
      await confirm.getByRole('button', { name: 'Cancel', exact: true }).click();

      await page.getByRole('tab', { name: 'BYOK', exact: true }).click();
      await console.choose_action('For one app', 'Edit');
      await console.edit_dialog.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).check();
      await console.save(console.edit_dialog);
      await console.announced('Changes to For one app were saved.');
      assert.equal((await console.cells('For one app'))[2], 'Organization (all keys)');
      await page.getByRole('tab', { name: 'Api Keys', exact: true }).click();
      await console.choose_action('the mobile app', 'Delete');
      await confirm.getByRole('button', { name: 'Delete', exact: true }).click();
      await console.announced('the mobile app was deleted.');
      await console.row('the mobile app').waitFor({ state: 'detached' });
    });
  });

  describe('signing in', () => {
    test('the token of the link is gone from the address, and is not asked for again by a reload', async (t) => {
      const { page, console } = await signed_in(t);
      assert.ok(!page.url().includes(server.token));
      await page.reload();
      await console.token_field.waitFor();
    });

    test('a wrong token is told so, the right one opens the console, and signing out forgets it', async (t) => {
      const { console, page } = await new_person(t, browser, { origin: server.origin, complaints: [/status of 401/] });
      await page.goto(server.origin + '/');
      await console.token_field.fill('not-the-token');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await console.announced('That console token is wrong or has expired.');
      await console.token_field.fill(server.token);
      await page.keyboard.press('Enter');
      await console.heading.waitFor();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await console.token_field.waitFor();
      assert.equal(await console.token_field.inputValue(), '');
      await page.goBack().catch(() => null);
      assert.equal(await console.table.count(), 0);
    });

    test('a link with a wrong token leads to the sign-in page, which says why', async (t) => {
      const { console, page } = await new_person(t, browser, { origin: server.origin, complaints: [/status of 401/] });
      await page.goto(`${server.origin}/#token=expired-long-ago`);
      await console.announced('That console token is wrong or has expired.');
      assert.ok(!page.url().includes('expired-long-ago'));
      await console.token_field.waitFor();
    });
  });
}
