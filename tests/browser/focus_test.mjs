// @ts-check
// Where the keyboard's focus goes at the edges of the page: into it, through it and out of it, alone in a window and
// as a frame of another page, from which it takes neither focus nor scrolling.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, held, json, provider_key } from './fake_api.mjs';
import { HostPage } from './host_page.mjs';
import { next_stop, stays_the_same, until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
/** @type {HostPage} */
let host;
before(async () => {
  const provider_keys = [1, 2].map((number) => provider_key(number, { provider: 'anthropic', name: `Key ${number}` }));
  [browser, fake, host] = await Promise.all([launch(), FakeApi.start({ provider_keys, ancestors: '*' }), HostPage.start()]);
});
after(async () => {
  await browser?.close();
  await fake?.stop();
  await host?.stop();
});

/** What has the focus in a page or frame, by its label; empty where nothing has. */
const focused_label = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return '';
  return element.getAttribute('aria-label') ?? element.textContent ?? '';
};

/** Every key's actions, then what is around the list: the whole page in the order of Tab. */
const whole_page = [
  'Theme: system', 'Sign out', 'Api Keys', 'BYOK',  // the banner, the navigation
  'Refresh', 'Create a new Provider Key', 'BYOK', 'Actions for Key 2', 'Actions for Key 1', 'Create a new Provider Key', 'Test all',
];

describe('alone in a window', () => {
  test('Tab goes through the page in the order in which it is read, and out of it at both ends', async (t) => {
    const { console, page } = await new_person(t, browser, { origin: fake.origin });
    await console.open(fake.link);
    await console.row('Key 1').waitFor();
    /** @param {string} key */
    const go_out = async (key) => {
      const went = [];
      do {
        await page.keyboard.press(key);
        went.push(await page.evaluate(focused_label));
      } while (went.at(-1) !== '' && went.length < 50);
      return went;
    };
    await go_out('Tab');  // from where signing in has left the focus
    assert.deepEqual(await go_out('Tab'), [...whole_page, '']);
    assert.deepEqual(await go_out('Shift+Tab'), [...whole_page.toReversed(), '']);
  });
});

describe('as a frame of another page', () => {
  /**
   * A page with a button before and after the console, the focus on the first of them.
   * @param {TestContext} t
   * @param {string} link
   * @param {Parameters<HostPage['link']>[1]} [shape]
   * @param {RegExp[]} [complaints]
   */
  async function framed(t, link, shape, complaints) {
    const { page } = await new_person(t, browser, { origin: fake.origin, host: host.origin, complaints });
    await page.goto(host.link(link, shape));
    const frame = page.frameLocator('iframe');
    const inside = /** @type {import('playwright-core').Frame} */ (page.frames()[1]);
    const where = () => page.evaluate(focused_label), inside_label = () => inside.evaluate(focused_label);
    // On the way between the two, neither or both have the focus for a moment.
    const at = async () => {
      const labels = (await Promise.all([where(), inside_label()])).filter((label) => label !== '');
      return labels.length === 1 ? labels[0] : '';
    };
    const press = (/** @type {string} */ key) => next_stop(page, key, at);
    return { page, frame, inside, where, inside_label, press };
  }

  /** @param {import('playwright-core').FrameLocator} frame */
  const key_shown = (frame) => frame.getByRole('button', { name: 'Actions for Key 1', exact: true }).waitFor();

  for (const [what, path, role, name] of /** @type {const} */ ([
    ['the sign-in page', '/', 'textbox', 'Console token'],
    ['the list', '', 'button', 'Actions for Key 1'],
    ['a dialog', '&/byok/new', 'dialog', 'Add Provider Key'],
  ])) {
    test(`it starts with ${what}, and the page around keeps its focus and its place`, async (t) => {
      const link = path === '/' ? fake.origin + path : fake.link + path;
      const { page, frame, where, inside_label } = await framed(t, link, { above_px: 600 });
      await frame.getByRole(role, { name, exact: true }).waitFor();
      // Frames that were asked for by then are drawn.
      await page.frames()[1].evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
      assert.equal(await where(), 'Before');
      assert.equal(await inside_label(), '');
      assert.deepEqual(await page.evaluate(() => [scrollX, scrollY, /** @type {any} */ (window).host_scrolls]), [0, 0, 0]);
    });
  }

  test('Tab goes from the page around into it, through it, and on; Shift+Tab the same way back', async (t) => {
    const { frame, press } = await framed(t, fake.link);
    await key_shown(frame);
    for (const [key, order, end] of /** @type {const} */ ([['Tab', whole_page, 'After'], ['Shift+Tab', whole_page.toReversed(), 'Before']])) {
      const went = [];
      for (let left = 50; left > 0; --left) {
        const now = await press(key);
        if (now === end) break;
        went.push(now);
      }
      assert.deepEqual(went, order, key);
    }
  });

  test('what has the focus shows it while the person is inside, and no longer when they have left', async (t) => {
    const { page, frame, where, inside_label } = await framed(t, fake.link);
    await key_shown(frame);
    const picture = () => page.locator('iframe').screenshot();
    const before_it = await stays_the_same('the page in the frame', picture);
    await page.keyboard.press('Tab');
    await until('the focus is inside', async () => await inside_label() !== '');
    await until('the focus is seen', async () => !(await picture()).equals(before_it));
    await page.keyboard.press('Shift+Tab');
    await until('the focus is outside', async () => await where() === 'Before');
    await until('it is no longer seen', async () => (await picture()).equals(before_it));
  });

  test('a dialog in it keeps what lies under it out of reach, and gives the focus back', async (t) => {
    const { frame, inside_label, where, press } = await framed(t, fake.link);
    await key_shown(frame);
    await frame.getByRole('button', { name: 'Create a new Provider Key', exact: true }).first().click();
    await frame.getByRole('dialog', { name: 'Add Provider Key', exact: true }).waitFor();
    const went = new Set();
    for (const [key, end] of /** @type {const} */ ([['Tab', 'After'], ['Shift+Tab', 'Before']])) {
      for (let left = 50; left > 0; --left) {
        const now = await press(key);
        if (now === end) break;
        went.add(now);
      }
      assert.equal(await where(), end, `${key} comes out`);
    }
    for (const label of ['Name', 'Cancel', 'Save', 'Close']) assert.ok(went.has(label), label);
    for (const label of whole_page) assert.ok(!went.has(label), `${label} lies under the dialog`);
    await frame.getByRole('button', { name: 'Cancel', exact: true }).click();
    await until('the focus is back', async () => await inside_label() === 'Create a new Provider Key');
  });

  test('an answer that comes while the person is outside does not fetch them back', async (t) => {
    const { page, frame, where } = await framed(t, fake.link, {}, [/status of 500/]);
    await key_shown(frame);
    const { released, release } = held();
    fake.next('DELETE', '/provider-keys/pk_2', async (response) => {
      await released;
      json(500, { error: { type: 'api_error', message: 'Not now.' } })(response, { method: '', path: '', body: '' });
    });
    await frame.getByRole('button', { name: 'Actions for Key 2', exact: true }).click();
    await frame.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'After', exact: true }).click();
    release();
    await frame.getByRole('alert').first().waitFor();
    assert.equal(await where(), 'After');
  });

  test('what the program gives the focus to comes into view in here, and the page around stays where it is', async (t) => {
    const { page, frame, inside } = await framed(t, fake.link + '&/byok/new', { height_px: 320 });
    const dialog = frame.getByRole('dialog', { name: 'Add Provider Key', exact: true });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('');
    await page.evaluate(() => scrollTo(0, 60));
    const save = dialog.getByRole('button', { name: 'Save', exact: true });
    // The fields are out of view before the button is pressed; on a busy machine the focus above comes into view only now.
    const scroll_down = () => inside.evaluate(() => { for (const area of document.querySelectorAll('.layer .scroll')) area.scrollTop = 1e6; });
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
    const in_view = () => name.evaluate((field) => {
      const [inner, outer] = [field, /** @type {Element} */ (field.closest('.scroll'))].map((each) => each.getBoundingClientRect());
      return inner.top >= outer.top && inner.bottom <= outer.bottom;
    });
    await until('the field is out of view', async () => {
      await scroll_down();
      return !(await in_view());
    });
    const place = await page.evaluate(() => scrollY);
    await save.click();
    await until('the field is in view', in_view);
    assert.equal(await inside.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Name');
    assert.equal(await page.evaluate(() => scrollY), place);
  });

  test('a field gets the focus after a click that came before the browser had said that one is in here', async (t) => {
    const { frame, inside } = await framed(t, fake.link + '&/byok/new', { height_px: 320 });
    const dialog = frame.getByRole('dialog', { name: 'Add Provider Key', exact: true });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('');
    const save = dialog.getByRole('button', { name: 'Save', exact: true });
    await save.focus();
    await inside.evaluate(() => {
      document.hasFocus = () => false;
      dispatchEvent(new Event('blur'));
    });
    await save.click();
    await until('the field has the focus', async () => await inside.evaluate(() => document.activeElement?.getAttribute('aria-label')) === 'Name');
  });

  test('the wheel scrolls the page around it where there is nothing to scroll in here', async (t) => {
    const { page, frame } = await framed(t, fake.link, { height_px: 700 });
    await key_shown(frame);
    await page.locator('iframe').hover({ position: { x: 300, y: 600 } });
    await until('the page around has scrolled', async () => {
      await page.mouse.wheel(0, 300);
      return page.evaluate(() => scrollY > 0);
    });
  });
});
