// @ts-check
// Typing, pasting, dropping, undoing and selecting: what the browser does in a field arrives in the program as it is,
// and nothing that is meant for the text is taken for a command.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { api_key, FakeApi, provider_key } from './fake_api.mjs';
import { random_text, region_group, service_account } from './credentials.mjs';
import { stays_the_same, until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('playwright-core').Locator} Locator */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch();
  fake = await FakeApi.start({
    provider_keys: [provider_key(1, { provider: 'anthropic', name: 'Production key' })],
    api_keys: [api_key(1, { name: '本番' }), api_key(2, { name: 'éclair' }), api_key(3, { name: 'staging' })],
  });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/** @param {TestContext} t */
async function at_the_form(t) {
  const { console, page } = await new_person(t, browser, { origin: fake.origin });
  await console.open(fake.link);
  const dialog = await console.open_form();
  const devtools = await page.context().newCDPSession(page);
  return { console, page, dialog, devtools, name: console.field(dialog, 'Name') };
}

/** @param {Locator} field */
const selected = (field) => field.evaluate((element) => {
  const { value, selectionStart, selectionEnd } = /** @type {HTMLInputElement} */ (element);
  return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
});

/** What the API was last asked to create. */
const last_created = () => JSON.parse(fake.calls.findLast((call) => call.method === 'POST')?.body ?? 'null');

describe('a composition', () => {
  test('filters a list while it goes on, and its keys do not choose from it', async (t) => {
    const { page, dialog, devtools } = await at_the_form(t);
    await dialog.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).uncheck();
    const box = dialog.getByRole('combobox', { name: 'API keys', exact: true });
    await box.click();
    const options = page.getByRole('option');
    await until('all are offered', async () => (await options.count()) === 3);
    await devtools.send('Input.imeSetComposition', { text: '本', selectionStart: 1, selectionEnd: 1 });
    await until('one is offered', async () => (await options.count()) === 1);
    for (const key of ['ArrowDown', 'Enter', 'Escape', ' ', 'Backspace']) {
      const left = await box.evaluate((element, pressed) =>
        element.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, isComposing: true, bubbles: true, cancelable: true })), key);
      assert.ok(left, `${key} is left to the input method`);
    }
    await devtools.send('Input.insertText', { text: '本番' });
    await until('the field has the text', async () => (await box.inputValue()) === '本番');
    assert.equal(await page.getByRole('option', { selected: true }).count(), 0, 'nothing was chosen');
    await page.getByRole('option', { name: '本番', exact: true }).click();
    await until('it is chosen now', async () => (await page.getByRole('option', { selected: true }).count()) === 1);
  });

  test('filters the providers too, and can be given up', async (t) => {
    const { page, dialog, devtools } = await at_the_form(t);
    const box = dialog.getByRole('combobox', { name: 'Provider', exact: true });
    await box.click();
    await box.fill('');
    await until('all nine are offered', async () => (await page.getByRole('option').count()) === 9);
    await devtools.send('Input.imeSetComposition', { text: 'mis', selectionStart: 3, selectionEnd: 3 });
    await until('one is offered', async () => (await page.getByRole('option').count()) === 1);
    await devtools.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    await until('all are offered again', async () => (await page.getByRole('option').count()) === 9);
  });
});

describe('keys that make a character of their own', () => {
  test('dead keys and AltGr write it', async (t) => {
    const { console, dialog, devtools, name } = await at_the_form(t);
    await name.fill('');
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Dead', code: 'Equal' });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Dead', code: 'Equal' });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'é', code: 'KeyE', text: 'é' });
    // AltGr on Windows is Ctrl and Alt together (modifiers 2 and 1).
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: '@', code: 'KeyQ', modifiers: 3 });
    await devtools.send('Input.dispatchKeyEvent', { type: 'char', key: '@', code: 'KeyQ', text: '@', modifiers: 0 });
    assert.equal(await name.inputValue(), 'é@');
    await console.field(dialog, 'API Key').focus();
    assert.equal(await name.inputValue(), 'é@', 'the program has the same text');
  });

  test('a dead key is no letter to look for in a list', async (t) => {
    const { page, dialog, devtools } = await at_the_form(t);
    const box = dialog.getByRole('combobox', { name: 'Provider', exact: true });
    const before_it = await box.inputValue();
    await box.focus();
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Dead', code: 'Equal' });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Dead', code: 'Equal' });
    await page.keyboard.press('Shift');
    assert.equal(await box.inputValue(), before_it);
  });

  test('emoji are written and deleted as one', async (t) => {
    const { console, page, dialog, name } = await at_the_form(t);
    await name.fill('');
    await name.focus();
    await page.keyboard.insertText('🔑👩‍💻');
    await page.keyboard.press('Backspace');
    await console.field(dialog, 'API Key').fill('sk-ant-api03-' + random_text(90));
    await dialog.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).check();
    await console.save(dialog);
    await console.announced('🔑');
    assert.equal(last_created().name, '🔑');
  });
});

describe('what is pasted', () => {
  /** @param {number} bytes */
  function file_of(bytes) {
    const { file } = service_account();
    const padded = (/** @type {string} */ padding) => JSON.stringify({ ...file, note: padding }, null, 2);
    return { file, json: padded('x'.repeat(bytes - padded('').length)) };
  }

  /** @param {Awaited<ReturnType<typeof at_the_form>>} person */
  async function pasting_a_file({ console, dialog }) {
    await console.choose(dialog, 'Provider', 'vertex', 'Google Vertex AI');
    return console.field(dialog, 'Service account JSON');
  }

  test('a service account of 16 KB arrives whole', async (t) => {
    const person = await at_the_form(t);
    const { console, dialog } = person;
    const { file, json } = file_of(16 * 1024);
    const field = await pasting_a_file(person);
    await console.paste(field, json);
    await console.says(dialog, file.client_email);
    assert.doesNotMatch(await field.inputValue(), /\n/, 'a password field has one line');
    await dialog.getByRole('button', { name: 'Show Service account JSON', exact: true }).click();
    await until('its lines are shown', async () => (await field.inputValue()) === json);
    await dialog.getByRole('button', { name: 'Hide Service account JSON', exact: true }).click();
    await until('it is hidden again', async () => !(await field.inputValue()).includes('\n'));
    await dialog.getByRole('checkbox', { name: 'Assign to entire organization', exact: true }).check();
    await console.save(dialog);
    await dialog.waitFor({ state: 'detached' });
    assert.equal(last_created().provider_key, json);
  });

  test('more than a service account may have is not cut off in silence, but said to be too long', async (t) => {
    const person = await at_the_form(t);
    const { console, dialog } = person;
    const { json } = file_of(20_000);
    const field = await pasting_a_file(person);
    await console.paste(field, json);
    await console.complains(field, /larger than 16 KiB/);
    assert.equal((await field.inputValue()).length, json.length);
    await console.save(dialog);
    assert.equal(await dialog.count(), 1);
  });
});

describe('undoing', () => {
  test('brings no secret back in another field than its own', async (t) => {
    const { console, page, dialog } = await at_the_form(t);
    const secret = 'sk-ant-api03-' + random_text(60);
    await console.field(dialog, 'API Key').click();
    await page.keyboard.type(secret);
    const undo_everywhere = async () => {
      for (const field of await dialog.getByRole('textbox').all()) {
        await field.focus();
        for (let times = 0; times < 4; ++times) await page.keyboard.press('ControlOrMeta+z');
      }
      return Promise.all((await dialog.getByRole('textbox').all()).map((field) => field.inputValue()));
    };

    await console.choose(dialog, 'Provider', 'bedrock', 'AWS Bedrock');
    const group = region_group(dialog, 1);
    await console.field(group, 'Secret Access Key').waitFor();
    for (const value of await undo_everywhere()) assert.ok(!value.includes('sk-ant'), 'no field of the other kind has it');

    const removed = random_text(40);
    await dialog.getByRole('button', { name: 'Add region', exact: true }).click();
    await console.field(region_group(dialog, 2), 'Secret Access Key').click();
    await page.keyboard.type(removed);
    await dialog.getByRole('button', { name: 'Remove region 2', exact: true }).click();
    await region_group(dialog, 2).waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Add region', exact: true }).click();
    await region_group(dialog, 2).waitFor();
    for (const value of await undo_everywhere()) assert.ok(!value.includes(removed), 'a new row does not have what the removed one had');

    await console.choose(dialog, 'Provider', 'anth', 'Anthropic');
    await until('what was typed is still there', async () => (await console.field(dialog, 'API Key').inputValue()) === secret);
  });

  test('brings nothing back in a form that is opened again', async (t) => {
    const { console, page, dialog } = await at_the_form(t);
    await console.field(dialog, 'API Key').click();
    await page.keyboard.type('sk-ant-api03-' + random_text(60));
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: /discard/i }).click();
    await dialog.waitFor({ state: 'detached' });
    const again = await console.open_form();
    await console.field(again, 'API Key').click();
    for (let times = 0; times < 4; ++times) await page.keyboard.press('ControlOrMeta+z');
    assert.equal(await console.field(again, 'API Key').inputValue(), '');
  });

  test('and redoing work on what was typed', async (t) => {
    const { console, page, dialog, name } = await at_the_form(t);
    await name.fill('');
    await name.click();
    await page.keyboard.type('one');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('2');
    await page.keyboard.press('ControlOrMeta+z');
    await until('undone', async () => (await name.inputValue()) === 'one');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await until('done again', async () => (await name.inputValue()) === '2');
    await console.field(dialog, 'API Key').focus();
    assert.equal(await name.inputValue(), '2', 'the program has the same text');
  });
});

describe('selecting', () => {
  test('a word by two clicks, a part by dragging, all by three clicks', async (t) => {
    const { page, name } = await at_the_form(t);
    await name.fill('alpha beta gamma');
    await stays_the_same('the form', () => page.screenshot({ caret: 'hide' }));  // a dialog finds its place after it has opened
    const box = await name.boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await page.mouse.dblclick(box.x + 20, y);
    assert.match(await selected(name), /^alpha ?$/);
    await page.mouse.click(box.x + box.width / 2, y);  // to drag what is selected would move it
    await page.mouse.move(box.x + 3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 50, y, { steps: 4 });
    await page.mouse.up();
    assert.match(await selected(name), /^alph/);
    assert.ok((await selected(name)).length < 12);
    await page.mouse.click(box.x + 20, y, { clickCount: 3 });
    assert.equal(await selected(name), 'alpha beta gamma');
  });

  test('the context menu is the browser\'s, in a field and beside it', async (t) => {
    const { page, name } = await at_the_form(t);
    await page.evaluate(() => window.addEventListener('contextmenu', (event) => {
      /** @type {any} */ (window).byok_menus = [.../** @type {any} */ (window).byok_menus ?? [], event.defaultPrevented];
    }));
    await name.click({ button: 'right' });
    await page.keyboard.press('Escape');
    await page.mouse.click(3, 3, { button: 'right' });
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).byok_menus), [false, false]);
  });
});

test('phones get the keyboard that fits the field', async (t) => {
  const { console, dialog, page } = await at_the_form(t);
  const wishes = ['inputmode', 'enterkeyhint', 'autocomplete', 'autocapitalize', 'autocorrect', 'spellcheck'];
  /** @param {Locator} field */
  const of = (field) => field.evaluate((element, names) => names.map((name) => element.getAttribute(name)), wishes);
  assert.deepEqual(await of(console.field(dialog, 'Name')), ['text', 'done', 'off', 'sentences', 'off', 'false']);
  assert.deepEqual(await of(console.field(dialog, 'API Key')), ['text', 'done', 'one-time-code', 'none', 'off', 'false']);
  await console.choose(dialog, 'Provider', 'azure', 'Azure OpenAI');
  assert.deepEqual(await of(console.field(dialog, 'Endpoint')), ['url', 'done', 'off', 'none', 'off', 'false']);
  await console.choose(dialog, 'Provider', 'vertex', 'Google Vertex AI');
  assert.deepEqual(await of(console.field(dialog, 'Service account JSON')), ['text', 'done', 'one-time-code', 'none', 'off', 'false']);
  await page.goto(fake.origin);
  await console.token_field.waitFor();
  assert.deepEqual(await of(console.token_field), ['text', 'go', 'one-time-code', 'none', 'off', 'false']);
});
