// @ts-check
// The console by keyboard alone, where it needs a browser: the order of Tab and how it looks, and the keys that the
// browser and the program share. (What each widget does with its keys: tests/ui.)

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, api_key, provider_key } from './fake_api.mjs';
import { read_png } from './png.mjs';
import { stays_the_same, until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch();
  fake = await FakeApi.start({
    provider_keys: [1, 2].map((number) => provider_key(number, { provider: 'anthropic', name: `Key ${number}` })),
    api_keys: [api_key(1, { name: 'my first key' })],
  });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/**
 * @param {TestContext} t
 * @param {import('playwright-core').BrowserContextOptions} [context]
 */
async function at_the_list(t, context) {
  const person = await new_person(t, browser, { origin: fake.origin, context: { reducedMotion: 'reduce', ...context } });
  await person.console.open(fake.link);
  await person.console.row('Key 1').waitFor();
  return person;
}

/** What has the focus: its label, its box, and whether that is in view; empty label = nothing. */
const focus_of = (/** @type {Page} */ page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { label: '', in_view: true, box: { x: 0, y: 0, width: 0, height: 0 } };
  const box = element.getBoundingClientRect();
  let in_view = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  for (let area = element.parentElement?.closest('.scroll'); area; area = area.parentElement?.closest('.scroll')) {
    const outer = area.getBoundingClientRect();
    in_view &&= box.top >= outer.top - 1 && box.bottom <= outer.bottom + 1;
  }
  return {
    label: element.getAttribute('aria-label') ?? element.textContent ?? '',
    in_view,
    box: { x: box.x, y: box.y, width: box.width, height: box.height },
  };
});

/**
 * How many pixels of a box, and of what lies closely around it, two pictures have not in common.
 * @param {Buffer} first
 * @param {Buffer} second
 * @param {Box} box
 */
function changed_in(first, second, box) {
  const [a, b] = [read_png(first), read_png(second)];
  const around = 3;
  let changed = 0;
  for (let y = Math.max(0, Math.floor(box.y) - around); y < Math.min(a.height, box.y + box.height + around); ++y) {
    for (let x = Math.max(0, Math.floor(box.x) - around); x < Math.min(a.width, box.x + box.width + around); ++x) {
      if (a.pixels[y * a.width + x] !== b.pixels[y * a.width + x]) ++changed;
    }
  }
  return changed;
}

/**
 * Presses a key until the focus leaves the page; returns where it was, each in view.
 * @param {Page} page
 * @param {string} key
 */
async function walk(page, key) {
  const stops = [];
  for (;;) {
    await page.keyboard.press(key);
    let focus = await focus_of(page);
    if (focus.label === '') return stops;
    // What is said at the field that was left may move the others first.
    await until(`${key} to ${focus.label}: it is in view`, async () => (focus = await focus_of(page)).in_view);
    stops.push(focus);
    assert.ok(stops.length < 60, 'Tab comes out of the page');
  }
}

const form = [
  'Provider', 'Name', 'API Key', 'Show API Key', 'Where do I get a key?', 'Test credentials', 'Assign to entire organization', 'Cancel', 'Save', 'Close',
];

describe('Tab', () => {
  test('goes through the form in the order in which it is seen, and out at both ends', async (t) => {
    const { console, page } = await at_the_list(t);
    await console.open_form();
    await until('the focus is in the form', async () => (await focus_of(page)).label !== '');
    await walk(page, 'Tab');  // the rest of it
    const down = await walk(page, 'Tab');
    assert.deepEqual(new Set(down.map(({ label }) => label)), new Set(form));
    const fields = down.filter(({ label }) => !['Close', 'Cancel', 'Save', 'Show API Key', 'Where do I get a key?'].includes(label));
    assert.deepEqual(fields.map(({ box }) => box.y), fields.map(({ box }) => box.y).toSorted((a, b) => a - b), 'from top to bottom');
    const up = await walk(page, 'Shift+Tab');
    assert.deepEqual(up.map(({ label }) => label), down.map(({ label }) => label).toReversed());
  });

  test('brings what it reaches into view in a low window', async (t) => {
    const { console, page } = await at_the_list(t, { viewport: { width: 700, height: 330 } });
    await console.open_form();
    await until('the focus is in the form', async () => (await focus_of(page)).label !== '');
    await walk(page, 'Tab');
    await walk(page, 'Tab');
    await walk(page, 'Shift+Tab');
  });

  test('keeps in view what it reached while the message at the field that was left was not drawn yet', async (t) => {
    const { console, page } = await at_the_list(t, { viewport: { width: 700, height: 330 } });
    const dialog = await console.open_form();
    await console.field(dialog, 'Name').fill('');
    await console.field(dialog, 'Name').focus();
    // A busy machine: no frame is drawn until several keys were pressed.
    await page.evaluate(() => {
      const { requestAnimationFrame: next_frame } = window;
      /** @type {FrameRequestCallback[]} */
      const held = [];
      window.requestAnimationFrame = (callback) => held.push(callback);
      Object.defineProperty(window, 'go_on', {
        value: () => {
          window.requestAnimationFrame = next_frame;
          held.forEach((callback) => next_frame(callback));
        },
      });
    });
    const save = dialog.getByRole('button', { name: 'Save', exact: true });
    const in_view = () => save.evaluate((button) => {
      const [inner, outer] = [button, /** @type {Element} */ (button.closest('.scroll'))].map((each) => each.getBoundingClientRect());
      return inner.top >= outer.top && inner.bottom <= outer.bottom;
    });
    await save.evaluate((button) => button.focus());
    assert.ok(await in_view());
    await page.evaluate(() => /** @type {any} */ (window).go_on());
    await dialog.getByText('Enter a name.').first().waitFor({ state: 'attached' });
    await until('the button is in view', in_view);
  });

  for (const [what, open] of /** @type {const} */ ([['the page', false], ['the form', true]])) {
    test(`shows where it is at every stop in ${what}`, async (t) => {
      const { console, page } = await at_the_list(t, { viewport: { width: 1100, height: 900 } });
      if (open) await console.open_form();
      await page.mouse.move(1, 500);
      await walk(page, 'Tab');
      const look = () => stays_the_same('the page', () => page.screenshot());
      const nowhere = await look();
      for (let left = 60; left > 0; --left) {
        await page.keyboard.press('Tab');
        const { label, box } = await focus_of(page);
        if (label === '') return;
        await until(`${label} shows that it has the focus`, async () => changed_in(nowhere, await page.screenshot(), box) >= 40);
      }
      assert.fail('Tab never comes out');
    });
  }
});

describe('keys that browser and program share', () => {
  for (const key of ['Enter', 'Space']) {
    test(`${key} chooses from a menu, and the focus is back on its button`, async (t) => {
      const { page } = await at_the_list(t);
      const button = page.getByRole('button', { name: 'Actions for Key 2', exact: true });
      await button.focus();
      await page.keyboard.press(key);
      await page.getByRole('menuitem', { name: 'Edit', exact: true }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('d');
      await page.getByRole('menuitem', { name: 'Disable', exact: true }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('D');
      await page.getByRole('menuitem', { name: 'Delete', exact: true }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press(key);
      await page.getByRole('alertdialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await until('the focus is back', async () => (await focus_of(page)).label === 'Actions for Key 2');
    });
  }

  test('Alt with an arrow opens and closes a list, Home and End move the caret, Enter picks', async (t) => {
    const { console, page } = await at_the_list(t);
    const dialog = await console.open_form();
    const box = dialog.getByRole('combobox', { name: 'Provider', exact: true });
    const list = page.getByRole('listbox');
    await box.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await list.waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await list.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('open');
    await list.waitFor();
    const caret = () => box.evaluate((element) => /** @type {HTMLInputElement} */ (element).selectionStart);
    await page.keyboard.press('Home');
    assert.equal(await caret(), 0);
    await page.keyboard.press('End');
    assert.equal(await caret(), 4);
    await page.keyboard.press('Enter');
    await list.waitFor({ state: 'detached' });
    assert.equal(await box.inputValue(), 'OpenAI');
    assert.ok(await dialog.isVisible());
  });

  test('under an open list all but its field is inert, and Tab closes it and goes on to the next field', async (t) => {
    const { console, page } = await at_the_list(t);
    const dialog = await console.open_form();
    const box = dialog.getByRole('combobox', { name: 'Provider', exact: true });
    const list = page.getByRole('listbox');
    const is_inert = (/** @type {import('playwright-core').Locator} */ what) => what.evaluate((element) => element.closest('[inert]') !== null);
    await box.focus();
    await page.keyboard.press('ArrowDown');
    await list.waitFor();
    for (const name of ['Name', 'API Key']) assert.ok(await is_inert(console.field(dialog, name)), name);
    for (const usable of [box, list]) assert.equal(await is_inert(usable), false);
    assert.equal((await focus_of(page)).label, 'Provider');
    await page.keyboard.press('Tab');
    await list.waitFor({ state: 'detached' });
    assert.equal((await focus_of(page)).label, 'Name');
    assert.equal(await is_inert(console.field(dialog, 'Name')), false);
    await page.keyboard.press('Shift+Tab');
    assert.equal((await focus_of(page)).label, 'Provider');
  });

  test('Escape closes the topmost layer alone: a list, then the form, which asks about what was typed', async (t) => {
    const { console, page } = await at_the_list(t);
    await console.create_button.focus();
    await page.keyboard.press('Enter');
    await console.add_dialog.waitFor();
    await console.field(console.add_dialog, 'Name').fill('Typed');
    const box = console.add_dialog.getByRole('combobox', { name: 'Provider', exact: true });
    await box.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('alertdialog').count(), 0);
    assert.equal((await focus_of(page)).label, 'Provider');
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    await until('the question has the focus', () => question.evaluate((element) => element.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await until('the focus is back in the form', async () => (await focus_of(page)).label === 'Provider');
    assert.equal(await console.field(console.add_dialog, 'Name').inputValue(), 'Typed');
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Discard', exact: false }).press('Enter');
    await console.add_dialog.waitFor({ state: 'detached' });
    await until('the focus is back on the button', async () => (await focus_of(page)).label === 'Create a new Provider Key');
  });
});
