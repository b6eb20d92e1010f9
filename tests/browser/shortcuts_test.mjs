// @ts-check
// The browser's own keys stay the browser's, whatever has the focus; and it finds on the page what can be read there.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, provider_key } from './fake_api.mjs';
import { stays_the_same, until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./console.mjs').Console} Console */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  const provider_keys = Array.from({ length: 40 }, (_, i) => provider_key(i + 1, { provider: 'anthropic', name: `Key number ${i + 1}.` }));
  [browser, fake] = await Promise.all([launch(), FakeApi.start({ provider_keys })]);
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

const shortcuts = [
  'Control+f', 'Control+r', 'Control+l', 'Control+t', 'Control+w', 'Control+p', 'Control++', 'Control+-', 'Control+0',
  'F5', 'F6', 'F11', 'F12', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Control+Tab', 'Control+Shift+Tab',
  // The same on a Mac, and what moves through the tabs there.
  'Meta+f', 'Meta+r', 'Meta+l', 'Meta+t', 'Meta+w', 'Meta+p', 'Meta++', 'Meta+-', 'Meta+0', 'Meta+ArrowLeft',
];

/** @type {Record<string, (person: {console: Console, page: Page}) => Promise<unknown>>} */
const places = {
  'nothing': async () => {},
  'a button': ({ console }) => console.create_button.focus(),
  'a tab': ({ page }) => page.getByRole('tab', { selected: true }).focus(),
  'a menu': async ({ page }) => {
    await page.getByRole('button', { name: 'Actions for Key number 40.', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Edit', exact: true }).and(page.locator(':focus')).waitFor();
  },
  'a text field': async ({ console }) => {
    await console.field(await console.open_form(), 'Name').fill('Typed');
  },
  'a combobox': async ({ console, page }) => {
    await (await console.open_form()).getByRole('combobox', { name: 'Provider', exact: true }).click();
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('ArrowDown');
  },
  'a dialog': async ({ console }) => {
    await (await console.open_form()).getByRole('button', { name: 'Cancel', exact: true }).focus();
  },
  'a question': async ({ console, page }) => {
    await console.choose_action('Key number 40.', 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel', exact: true }).and(page.locator(':focus')).waitFor();
  },
};

/** Everything about the page that a key could have changed. */
const state_of = (/** @type {Page} */ page) => page.evaluate(() => {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input, textarea'));
  return [location.hash, document.activeElement?.id, document.getElementById('semantics')?.innerHTML, ...[...fields].map((field) => field.value)].join('\n');
});

/** Keeps the browser from doing what it would do by a key, after everybody has seen it; and notes who has seen it before. */
const watch_keys = () => {
  /** @type {string[]} */
  const swallowed = [];
  let arrived = 0;
  for (const type of /** @type {const} */ (['keydown', 'keyup'])) {
    addEventListener(type, (event) => {
      if (type === 'keydown') ++arrived;
      if (event.defaultPrevented) swallowed.push(`${type} ${event.key}`);
      event.preventDefault();
    });
  }
  Object.defineProperty(window, 'seen_keys', { get: () => ({ arrived, swallowed: swallowed.splice(0) }) });
};

describe('no shortcut of the browser is taken for something else', () => {
  for (const [place, reach] of Object.entries(places)) {
    test(`with the focus in ${place}`, async (t) => {
      const person = await new_person(t, browser, { origin: fake.origin });
      const { console, page } = person;
      const lists = fake.lists_asked_for();
      await console.open(fake.link);
      await console.row('Key number 40.').waitFor();
      await lists();
      await reach(person);
      await page.evaluate(watch_keys);
      const look = async () => {
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        return Buffer.from(await state_of(page));
      };
      const before_it = await stays_the_same('the page', look);
      const calls = fake.calls.length;
      for (const shortcut of shortcuts) {
        await page.keyboard.press(shortcut);
        const { arrived, swallowed } = await page.evaluate(() => /** @type {any} */ (window).seen_keys);
        assert.ok(arrived > 0, 'the page sees the key');
        assert.deepEqual(swallowed, [], shortcut);
        // What it did would be there after the next frame.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
        assert.equal((await look()).toString(), before_it.toString(), shortcut);
      }
      assert.equal(fake.calls.length, calls, 'nobody asks the server for anything');
    });
  }
});

describe('find in page', () => {
  /** Finds as Ctrl+F does, from the beginning of the page. */
  const find = (/** @type {Page} */ page, /** @type {string} */ text) => page.evaluate((wanted) => {
    getSelection()?.removeAllRanges();
    return /** @type {any} */ (window).find(wanted, false, false, true);
  }, text);

  /** Whether the found text lies within the window and every scroll area around it. */
  const found = (/** @type {Page} */ page) => page.evaluate(() => {
    const range = getSelection()?.getRangeAt(0);
    if (!range) return undefined;
    const { top, bottom } = range.getBoundingClientRect();
    let visible = top >= 0 && bottom <= innerHeight;
    for (let area = range.startContainer.parentElement?.closest('.scroll'); area; area = area.parentElement?.closest('.scroll')) {
      const box = area.getBoundingClientRect();
      visible &&= top >= box.top - 1 && bottom <= box.bottom + 1;
    }
    return { visible };
  });

  test('finds the title, the words of the page, and a row by any of its cells', async (t) => {
    const { console, page } = await new_person(t, browser, { origin: fake.origin });
    await console.open(fake.link);
    await console.row('Key number 40.').waitFor();
    const heading = 'Assigned To'; // of a column
    for (const text of ['Api Keys', heading, 'Key number 40.', 'Anthropic', 'Create a new Provider Key']) {
      assert.ok(await find(page, text), text);
      assert.ok((await found(page))?.visible, `${text} is in view`);
    }
    assert.equal(await find(page, 'Nobody wrote this'), false);
  });

  test('finds what a dialog says, and not what lies under it', async (t) => {
    const { console, page } = await new_person(t, browser, { origin: fake.origin });
    await console.open(fake.link);
    await console.choose_action('Key number 40.', 'Delete');
    await page.getByRole('alertdialog').waitFor();
    assert.ok(await find(page, 'Delete'), 'the title or the button');
    assert.ok(await find(page, 'Key number 40.'), 'the name in the question');
    assert.ok(await page.evaluate(() => getSelection()?.anchorNode?.parentElement?.closest('[role=alertdialog]')), 'it is found in the question');
    assert.equal(await find(page, 'Key number 39.'), false);
  });

  test('finds what is still out of view, and the canvas follows as it is scrolled to', async (t) => {
    const { console, page } = await new_person(t, browser, { origin: fake.origin, context: { viewport: { width: 900, height: 420 } } });
    await console.open(fake.link);
    const dialog = await console.open_form();
    const label = 'Assign to entire organization';
    const picture = () => page.screenshot();
    const before_it = await stays_the_same('the form', picture);
    const scrolled = () => dialog.evaluate((element) => Math.max(...[...element.querySelectorAll('.scroll')].map((area) => area.scrollTop)));
    assert.equal(await scrolled(), 0);
    assert.ok(await find(page, label));
    assert.equal((await found(page))?.visible, false, 'it is out of view');
    // As the browser's search does and window.find does not.
    await page.evaluate(() => getSelection()?.anchorNode?.parentElement?.scrollIntoView({ block: 'center' }));
    await until('it is in view', async () => (await found(page))?.visible);
    assert.ok(await scrolled() > 0);
    await page.evaluate(() => getSelection()?.removeAllRanges());
    const after_it = await stays_the_same('the form', picture);
    assert.ok(!after_it.equals(before_it), 'the canvas has scrolled');
    // Where the elements say it is now, the canvas shows it: the same as when a person scrolls there.
    const offset = await scrolled();
    await dialog.evaluate((element) => { for (const area of element.querySelectorAll('.scroll')) area.scrollTop = 0; });
    await until('it is at the top again', async () => (await picture()).equals(before_it));
    await dialog.evaluate((element, top) => { for (const area of element.querySelectorAll('.scroll')) area.scrollTop = top; }, offset);
    await until('it looks the same', async () => (await picture()).equals(after_it));
  });
});
