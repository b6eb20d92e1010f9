// @ts-check
// What the form makes of a paste: repaired at once and undone with one click, somebody else's key and swapped parts with
// a button each, unusual keys with a second question. Native fields and the real clipboard are what is tried here; the
// rules are in tests/core and tests/ui.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { at_end } from './at_end.mjs';
import { launch, new_person } from './browser.mjs';
import { random_text, region_group, service_account } from './credentials.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
import { until } from './until.mjs';

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** @param {import('node:test').TestContext} t @param {string} typed @param {string} name */
async function at_the_form(t, typed, name) {
  const fake = await FakeApi.start({ provider_keys: [provider_key(1)] });
  const person = await new_person(t, browser, { origin: fake.origin });
  // After the person has left: the list is read again once a key was saved.
  at_end(t, () => fake.stop());
  await person.console.open(fake.link);
  await person.console.row('Key 1').waitFor();
  const dialog = await person.console.open_form();
  await person.console.choose(dialog, 'Provider', typed, name);
  /** @param {import('playwright-core').Locator} field @param {string} text */
  const holds = (field, text) => until('the field holds it', async () => (await field.inputValue()) === text);
  /** @param {string} label */
  const click = (label) => dialog.getByRole('button', { name: label, exact: true }).click();
  const sent = () => JSON.parse(fake.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/provider-keys')).at(-1)?.body ?? '{}');
  return { ...person, fake, dialog, holds, click, sent };
}

test('a pasted export line becomes the key, is said, undone by one click and left alone then', async (t) => {
  const { console, page, dialog, holds, click } = await at_the_form(t, 'anth', 'Anthropic');
  const key = 'sk-ant-api03-' + random_text(95), line = `export ANTHROPIC_API_KEY="${key}"`;
  const field = console.field(dialog, 'API Key');
  await console.paste(field, line);
  await holds(field, key);
  await console.announced('Removed the name it was assigned to. Removed the quotation marks around it.');
  await click('Undo');
  await holds(field, line);
  await until('the focus is back in the field', () => field.evaluate((element) => element === document.activeElement));
  await page.keyboard.press('Tab');
  await holds(field, line);
});

test('what is typed is repaired when the field is left, and typing goes on where it was', async (t) => {
  const { console, page, dialog, holds } = await at_the_form(t, 'anth', 'Anthropic');
  const field = console.field(dialog, 'API Key');
  await field.click();
  await page.keyboard.type("'sk-ant-typed'");
  await holds(field, "'sk-ant-typed'");
  await page.keyboard.press('Tab');
  await holds(field, 'sk-ant-typed');
  await field.click();
  await page.keyboard.press('End');
  await page.keyboard.type('-on');
  await holds(field, 'sk-ant-typed-on');
});

test('an OpenAI key pasted for Anthropic is taken along to OpenAI and saved there', async (t) => {
  const { console, dialog, holds, click, sent } = await at_the_form(t, 'anth', 'Anthropic');
  const key = 'sk-proj-' + random_text(74) + 'T3BlbkFJ' + random_text(74);
  await console.paste(console.field(dialog, 'API Key'), key);
  await console.announced('This looks like an OpenAI key.');
  await click('Switch to OpenAI');
  await holds(console.field(dialog, 'API Key'), key);
  await console.save(dialog);
  await console.row('My OpenAI Key').waitFor();
  assert.deepEqual([sent().provider, sent().provider_key], ['openai', key]);
});

test('an unusual key is asked about once, and saved by who means it', async (t) => {
  const { console, fake, dialog, click, sent } = await at_the_form(t, 'anth', 'Anthropic');
  await console.field(dialog, 'API Key').fill('a-format-of-tomorrow');
  await console.save(dialog);
  await console.announced('Not saved yet.');
  assert.equal(fake.count('POST', '/provider-keys'), 0);
  await click('Save anyway');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(sent().provider_key, 'a-format-of-tomorrow');
});

test('swapped AWS parts are put right by one click', async (t) => {
  const { console, dialog, holds, click } = await at_the_form(t, 'bedrock', 'AWS Bedrock');
  const group = region_group(dialog, 1);
  const id = 'AKIA' + random_text(16, 'ABCDEFGHKLMNOPQRSTUVWXYZ234567'), secret = random_text(40);
  await console.paste(console.field(group, 'Access Key ID'), secret);
  await console.paste(console.field(group, 'Secret Access Key'), id);
  await click('Swap them');
  await holds(console.field(group, 'Access Key ID'), id);
  await holds(console.field(group, 'Secret Access Key'), secret);
});

test('a service account in base64 becomes the file', async (t) => {
  const { console, dialog } = await at_the_form(t, 'vertex', 'Google Vertex AI');
  const { json, file } = service_account();
  await console.paste(console.field(dialog, 'Service account JSON'), Buffer.from(json).toString('base64'));
  await console.says(dialog, `Project ${file.project_id}`);
  await console.announced('Decoded the file, which was in base64.');
});
