// @ts-check
// Text as the browser edits it (web/text_entry.js), in the place where the canvas draws it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { at_end } from './at_end.mjs';
import { launch, new_person } from './browser.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
import { text_stays } from './field_ink.mjs';
import { read_png } from './png.mjs';
import { stays_the_same, until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

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

/** @param {TestContext} t */
async function signed_in(t) {
  const person = await new_person(t, browser, { origin: fake.origin });
  await person.console.open(fake.link);
  await person.console.row('Production key').waitFor();
  return person;
}

/**
 * How much ink stands in each column, smoothed: Dear ImGui sets each letter on a whole pixel, the browser does not.
 * @param {import('./png.mjs').Picture} picture
 */
function columns_of({ width, height, pixels }) {
  const ink = Array.from({ length: width }, () => 0);
  const ground = pixels[0] >> 16 & 255;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) ink[x] += Math.abs((pixels[y * width + x] >> 16 & 255) - ground);
  }
  const reach = 4;
  return ink.map((_, x) => ink.slice(Math.max(0, x - reach), x + reach + 1).reduce((sum, each) => sum + each, 0));
}

/**
 * The correlation of two rows of figures: 1 for the same course.
 * @param {number[]} one
 * @param {number[]} other
 */
function likeness(one, other) {
  const middle = (/** @type {number[]} */ row) => row.reduce((sum, each) => sum + each, 0) / row.length;
  const [a, b] = [middle(one), middle(other)];
  let [both, first, second] = [0, 0, 0];
  for (const [x, value] of one.entries()) {
    both += (value - a) * (other[x] - b);
    first += (value - a) ** 2;
    second += (other[x] - b) ** 2;
  }
  return both / Math.sqrt(first * second);
}

describe('the text of a field', () => {
  for (const scale of [1, 1.25, 1.5, 2, 3]) {
    test(`stays where it is when the field gets the focus, ${scale} device pixels a pixel`, async (t) => {
      // Chromium lays text out on the pixels of the screen: a scale that is only emulated would not do.
      const scaled = await launch(`--force-device-scale-factor=${scale}`);
      at_end(t, () => scaled.close());
      const { console, page } = await new_person(t, scaled, { origin: fake.origin, context: { deviceScaleFactor: scale } });
      await console.open(fake.link);
      await text_stays(page, console, scale);
    });
  }

  test('is drawn in any script as the browser writes it', async (t) => {
    const { console, page } = await signed_in(t);
    const dialog = await console.open_form();
    const [name, key] = [console.field(dialog, 'Name'), console.field(dialog, 'API Key')];
    await stays_the_same('the form', () => page.screenshot({ caret: 'hide' }));  // a dialog finds its place after it has opened
    const box = await name.boundingBox();
    assert.ok(box);
    const clip = { x: box.x + 4, y: box.y + 4, width: box.width - 8, height: box.height - 8 };
    const seen = async () => read_png(await stays_the_same('the field', () => page.screenshot({ caret: 'hide', clip })));
    const names = [
      'Schlüssel für Müller', 'Ελληνικά Кириллица', '日本語の鍵 한국어', 'e\u0301a\u0308 cafe\u0301',
      'مفتاح الإنتاج', 'مفتاح 12', 'מפתח (12) x', 'מפתח 1.5', 'key-مفتاح-2 (קטן)', 'مفتاح AWS جديد', '12 מפתח',
      'नमस्ते दुनिया', 'ภาษาไทยกุญแจ', 'কী தமிழ்', '👩‍💻🇩🇪👍🏽 1️⃣ ✅', '하\u11AB글', 'x\u200By',
    ];
    const unlike = [];
    for (const text of names) {
      await name.fill(text);
      const native = columns_of(await seen());
      await key.focus();
      const drawn = columns_of(await seen());
      const alike = likeness(native, drawn);
      if (alike < 0.95) unlike.push(`${text}: ${alike.toFixed(3)}`);
    }
    assert.deepEqual(unlike, []);

    // What is compared does tell one order of the words from the other.
    const orders = [];
    for (const text of ['مفتاح 12', 'مفتاح \u200E12']) {
      await name.fill(text);
      orders.push(columns_of(await seen()));
    }
    assert.ok(likeness(orders[0], orders[1]) < 0.92);
  });

  test('is composed by an input method, whose keys are its own', async (t) => {
    const { console, page } = await signed_in(t);
    const dialog = await console.open_form();
    const name = console.field(dialog, 'Name');
    await name.fill('');
    await name.focus();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    // The Enter that ends a composition.
    await page.evaluate(() => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })));
    await devtools.send('Input.insertText', { text: '日本' });
    assert.equal(await name.inputValue(), '日本');
    assert.equal(await dialog.count(), 1, 'the form is still there');
    assert.equal(fake.count('POST', '/provider-keys'), 0, 'and nothing was sent');
    await console.field(dialog, 'API Key').focus();
    assert.equal(await name.inputValue(), '日本', 'the program has the same text');
  });

  test('can be undone and selected as everywhere else', async (t) => {
    const { console, page } = await signed_in(t);
    const dialog = await console.open_form();
    const key = console.field(dialog, 'API Key');
    await key.click();
    await page.keyboard.type('sk-one');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('two');
    assert.equal(await key.inputValue(), 'two');
    await page.keyboard.press('ControlOrMeta+z');
    await until('the typing is undone', async () => (await key.inputValue()).startsWith('sk-one'));
  });

  test('keeps its caret while a secret is shown and hidden', async (t) => {
    const { console } = await signed_in(t);
    const dialog = await console.open_form();
    const key = console.field(dialog, 'API Key');
    await key.fill('sk-ant-abcdef');
    assert.equal(await key.getAttribute('type'), 'password');
    await key.evaluate((field) => /** @type {HTMLInputElement} */ (field).setSelectionRange(3, 6));
    await dialog.getByRole('button', { name: 'Show API Key', exact: true }).click();
    await until('the secret is shown', async () => (await key.getAttribute('type')) === 'text');
    const caret = await key.evaluate((field) => [/** @type {HTMLInputElement} */ (field).selectionStart, /** @type {HTMLInputElement} */ (field).selectionEnd]);
    assert.deepEqual(caret, [3, 6]);
    assert.equal(await key.inputValue(), 'sk-ant-abcdef');
  });

  test('is nothing that a password manager or the browser should keep, correct or suggest', async (t) => {
    const { console } = await signed_in(t);
    const dialog = await console.open_form();
    const wanted = { autocomplete: 'one-time-code', autocapitalize: 'none', autocorrect: 'off', spellcheck: 'false', 'data-1p-ignore': 'true', 'data-lpignore': 'true', 'data-bwignore': 'true', 'data-form-type': 'other' };
    const found = await console.field(dialog, 'API Key').evaluate((field, names) => Object.fromEntries(names.map((name) => [name, field.getAttribute(name)])), Object.keys(wanted));
    assert.deepEqual(found, wanted);
  });
});
