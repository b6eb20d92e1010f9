// @ts-check
// A phone: fingers that tap, scroll and pinch, a keyboard that comes up over the page, a narrow window. The layout is
// tested natively (tests/ui/small_window_test.cpp, touch_targets_test.cpp); here is what the browser does with it.
//
// Chromium's emulation has no keyboard of its own: what iOS tells a page about its own is told by hand here.

import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, api_key, provider_key } from './fake_api.mjs';
import { frames_drawn, stays_the_same, until } from './until.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('node:test').TestContext} TestContext */

const keys = 60;

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch();
  fake = await FakeApi.start({
    provider_keys: Array.from({ length: keys }, (_, i) => provider_key(i + 1, { api_key_ids: i % 3 === 0 ? ['ak_1'] : [] })),
    api_keys: [api_key(1, { name: 'my first key' })],
  });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/** @type {import('playwright-core').BrowserContextOptions} */
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** The newest, which is the first in the list. */
const first = `Key ${keys}`;

/** @param {TestContext} t */
async function signed_in(t) {
  const person = await new_person(t, browser, { origin: fake.origin, context: phone });
  const lists = fake.lists_asked_for();
  await person.console.open(fake.link);
  await person.console.row(first).waitFor();
  await lists();
  return { ...person, page: person.page, console: person.console, cdp: await person.context.newCDPSession(person.page) };
}

/** The scroll area of the page. @param {Page} page */
const list = (page) => page.locator('.scroll').first();

/** @param {Page} page */
const scrolled = (page) => list(page).evaluate((area) => area.scrollTop);

/** @param {Locator} locator */
async function middle_of(locator) {
  const box = await locator.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** @param {Page} page @param {string} name */
const menu_button = (page, name) => page.getByRole('button', { name: `Actions for ${name}`, exact: true });

/** The browser takes a finger that moves so far every so often for one that flicks; as a machine is busy, no clock tells it. */
const flick = { step_px: 35, steps: 8, every_s: 0.008 };

/**
 * A finger that flicks upwards, without the browser's own clock.
 * @param {import('playwright-core').CDPSession} cdp
 * @param {{x: number, y: number}} from
 */
async function flick_up(cdp, { x, y }) {
  let timestamp = Date.now() / 1000;
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {number[]} at */
  const touch = (type, ...at) => cdp.send('Input.dispatchTouchEvent', { type, timestamp: (timestamp += flick.every_s), touchPoints: at.map((y) => ({ x, y })) });
  await touch('touchStart', y);
  for (let step = 1; step <= flick.steps; ++step) await touch('touchMove', y - step * flick.step_px);
  await touch('touchEnd');
}

describe('a finger', () => {
  test('scrolls the list, from wherever it begins, and activates nothing', async (t) => {
    const { page, cdp } = await signed_in(t);
    const { x, y } = await middle_of(menu_button(page, first));
    const calls = fake.calls.length;
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let step = 1; step <= 10; ++step) {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - step * 30 }] });
    }
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await until('the list is scrolled', async () => (await scrolled(page)) > 150);
    assert.equal(await page.getByRole('menu').count(), 0, 'no menu opens');
    assert.equal(fake.calls.length, calls, 'nothing is sent');
  });

  test('that flicks leaves the list moving, drawn as it goes, until a tap stops it and does nothing else', async (t) => {
    const { page, cdp } = await signed_in(t);
    const from = await middle_of(list(page));
    await page.evaluate(() => {
      const events = /** @type {{type: string, top: number}[]} */ ([]);
      const area = /** @type {Element} */ (document.querySelector('.scroll'));
      for (const type of ['scrollend', 'touchstart', 'touchend', 'click']) addEventListener(type, () => events.push({ type, top: area.scrollTop }), true);
      Object.defineProperty(window, 'byok_events', { value: events });
    });
    const events = () => page.evaluate(() => /** @type {{type: string, top: number}[]} */ (/** @type {any} */ (window).byok_events));
    // It moves for less than a second: where a busy machine taps when that is over, the finger flicks once more.
    const { shown, order } = await until('it moves on without the finger, and a tap comes meanwhile', async () => {
      await page.keyboard.press('Escape');  // whatever a tap on a list at rest has opened
      await list(page).evaluate((area) => (area.scrollTop = 0));
      await until('the list is at its begin', async () => (await scrolled(page)) === 0);
      await page.evaluate(() => void (/** @type {any} */ (window).byok_events.length = 0));
      await flick_up(cdp, from);
      let moves = false;
      for (let looks = 0; looks < 10 && !moves; ++looks) {
        const left = (await events()).find(({ type }) => type === 'touchend');
        moves = left !== undefined && (await scrolled(page)) > left.top + 2 * flick.step_px;
      }
      if (!moves) return undefined;
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      const shown = await stays_the_same('the page', () => page.screenshot());
      const order = (await events()).map(({ type }) => type);
      const was_over = order.slice(order.indexOf('touchend'), order.lastIndexOf('touchstart')).includes('scrollend');
      return was_over ? undefined : { shown, order };
    });
    assert.ok(!order.includes('click'), `the tap was for the list alone: ${order}`);
    // What it shows is what it shows to somebody who came there in another way.
    const stopped_at = await scrolled(page);
    const keys_px = await list(page).evaluate((area) => area.scrollHeight - area.clientHeight);
    assert.ok(stopped_at < keys_px, 'it had further to go');
    assert.equal(await page.getByRole('menu').count(), 0);
    await list(page).evaluate((area) => (area.scrollTop = 0));
    await until('the list is at its begin', async () => !(await page.screenshot()).equals(shown));
    await list(page).evaluate((area, top) => (area.scrollTop = top), stopped_at);
    await until('the same is shown', async () => (await page.screenshot()).equals(shown));
  });

  test('and a second one pinch: the browser magnifies, nothing scrolls and nothing is activated', async (t) => {
    const { page, cdp } = await signed_in(t);
    const { x, y } = await middle_of(list(page));
    const calls = fake.calls.length;
    /** @param {'touchStart' | 'touchMove'} type @param {number} apart */
    const pinch = (type, apart) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x: x - apart / 2, y, id: 0 }, { x: x + apart / 2, y, id: 1 }] });
    // Chromium takes fingers that stay close to each other for one that is thick.
    for (let apart = 20; apart <= 240; apart += 20) await pinch(apart === 20 ? 'touchStart' : 'touchMove', apart);
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await until('it is magnified', () => page.evaluate(() => (visualViewport?.scale ?? 1) > 1.3));
    assert.equal(await scrolled(page), 0, 'the list stays where it is');
    assert.equal(await page.getByRole('menu').count(), 0, 'no menu opens');
    assert.equal(fake.calls.length, calls, 'nothing is sent');
  });

  test('that magnifies sees it drawn anew with as many pixels, as a browser draws its own text, once it is done', async (t) => {
    const { page, cdp } = await signed_in(t);
    const drawn = () => page.evaluate(() => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
      return [width, height];
    });
    /** @param {number} scale */
    const magnify = (scale) => cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: scale });
    assert.deepEqual(await drawn(), [720, 1480]);
    await stays_the_same('the page', () => page.screenshot());
    const place = await menu_button(page, first).boundingBox();
    for (const [scale, width] of [[1.3, 1080], [2, 1440]]) {
      await magnify(scale);
      await until(`it is drawn for ${scale}`, async () => (await drawn())[0] === width);
    }
    await magnify(5);
    await until('a canvas is not larger than every graphics card can draw', async () => (await drawn())[1] === 4096);
    await magnify(1);
    await until('it is drawn as before', async () => (await drawn())[0] === 720);
    assert.deepEqual(await menu_button(page, first).boundingBox(), place, 'nothing moved');
  });

  test('moves the page that is magnified, where what lies under it has nothing more to scroll', async (t) => {
    const { page, cdp } = await signed_in(t);
    await list(page).evaluate((area) => (area.scrollTop = area.scrollHeight));
    await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
    await until('it is magnified', () => page.evaluate(() => (visualViewport?.scale ?? 1) > 1.5));
    /** @param {number[]} from @param {number[]} to CSS pixels of what is seen */
    const drag = async ([left, top], [x, y]) => {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: left, y: top }] });
      for (let step = 1; step <= 10; ++step) {
        await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: left + (x - left) * step / 10, y: top + (y - top) * step / 10 }] });
      }
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    await until('its lower end is seen', async () => {
      await drag([90, 300], [90, 50]);
      return page.evaluate(() => (visualViewport?.offsetTop ?? 0) > 300);
    });
    await until('its right end is seen', async () => {
      await drag([150, 200], [10, 200]);
      return page.evaluate(() => (visualViewport?.offsetLeft ?? 0) > 150);
    });
  });

  test('leaves nothing lit where it lay when it began to scroll', async (t) => {
    const { page, cdp } = await signed_in(t);
    const before = await stays_the_same('the page', () => page.screenshot());
    const { x, y } = await middle_of(menu_button(page, first));
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (let step = 1; step <= 10; ++step) {
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - step * 20 }] });
    }
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await until('the list is scrolled', async () => (await scrolled(page)) > 100);
    await until('all is as it was', async () => {
      await list(page).evaluate((area) => (area.scrollTop = 0));  // a finger that was quick leaves it moving
      return (await page.screenshot()).equals(before);
    });
  });

  test('opens a menu with a tap, and what it taps there is done once', async (t) => {
    const { page, console } = await signed_in(t);
    await menu_button(page, first).tap();
    await page.getByRole('menu', { name: `Actions for ${first}`, exact: true }).waitFor();
    const calls = fake.calls.length;
    await page.getByRole('menuitem', { name: 'Disable', exact: true }).tap();
    await console.announced(`${first} was disabled.`);
    assert.deepEqual(fake.calls.slice(calls).map(({ method }) => method).filter((method) => method !== 'GET'), ['POST']);
    await menu_button(page, first).tap();
    await page.getByRole('menuitem', { name: 'Enable', exact: true }).tap();
    await console.announced(`${first} was enabled.`);
  });

  test('reaches every page by the drawer, which a tap beside it closes', async (t) => {
    const { page } = await signed_in(t);
    const open = page.getByRole('button', { name: 'Menu', exact: true });
    const drawer = page.getByRole('dialog', { name: 'Menu', exact: true });
    await open.tap();
    await drawer.waitFor();
    await page.touchscreen.tap(340, 500);
    await drawer.waitFor({ state: 'detached' });
    await until('the focus is back', () => open.evaluate((element) => element === document.activeElement));
    await open.tap();
    await page.getByRole('navigation', { name: 'Console', exact: true }).getByRole('link', { name: 'Api Keys', exact: true }).tap();
    await page.getByRole('table', { name: 'API keys', exact: true }).waitFor();
    await drawer.waitFor({ state: 'detached' });
  });

  test('may zoom, and the page can still be used', async (t) => {
    const { page, cdp } = await signed_in(t);
    const meta = (await page.locator('meta[name=viewport]').getAttribute('content')) ?? '';
    assert.doesNotMatch(meta, /maximum-scale|user-scalable/);
    const forbidding = await menu_button(page, first).evaluate((element) => {
      const found = [];
      for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) {
        const allowed = getComputedStyle(at).touchAction;
        if (!['auto', 'manipulation'].includes(allowed)) found.push(`${at.id} ${allowed}`);
      }
      return found;
    });
    assert.deepEqual(forbidding, [], 'fingers may pinch wherever they lie');
    await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
    await until('it is magnified', () => page.evaluate(() => (visualViewport?.scale ?? 1) > 1.5));
    assert.equal(await page.locator('#canvas').evaluate((canvas) => canvas.style.height), '', 'that is no keyboard');
    const at = await page.evaluate((name) => {
      const button = [...document.querySelectorAll('button')].find(({ ariaLabel, textContent }) => [ariaLabel, textContent].includes(name));
      const box = button?.getBoundingClientRect();
      const view = visualViewport;
      if (!box || !view) return null;
      return { x: (box.x + box.width / 2 - view.offsetLeft), y: (box.y + box.height / 2 - view.offsetTop) };
    }, `Actions for ${first}`);
    assert.ok(at);
    await page.touchscreen.tap(at.x, at.y);
    await page.getByRole('menu', { name: `Actions for ${first}`, exact: true }).waitFor();
  });
});

describe('a keyboard on the screen', () => {
  /** What iOS says when its keyboard comes up (or, with the whole height, goes). @param {Page} page @param {number | null} height */
  const keyboard_leaves = (page, height) => page.evaluate((left) => {
    const view = /** @type {any} */ (window.visualViewport);
    if (left === null) delete view.height;
    else Object.defineProperty(view, 'height', { value: left, configurable: true });
    view.dispatchEvent(new Event('resize'));
  }, height);

  /** @param {Locator} field @param {number} height */
  async function is_seen(field, height) {
    await until('the field is in view', async () => {
      const box = await field.boundingBox();
      return box && box.y >= 0 && box.y + box.height <= height;
    });
  }

  for (const how of ['over the window', 'beside the window']) {
    test(`that comes up ${how} covers no field`, async (t) => {
      const { console, page } = await signed_in(t);
      const form = await console.open_form();
      const field = console.field(form, 'API Key');
      await field.tap();
      await page.keyboard.type('sk-test-');
      const left = 300;
      if (how === 'over the window') await keyboard_leaves(page, left);
      else await page.setViewportSize({ width: 360, height: left });
      await until('the page takes what is left', async () => (await page.locator('#canvas').boundingBox())?.height === left);
      assert.equal((await page.locator('#semantics').boundingBox())?.height, left);
      await is_seen(field, left);
      await page.keyboard.type('typed');
      assert.equal(await field.inputValue(), 'sk-test-typed');
      assert.equal(await page.evaluate(() => document.scrollingElement?.scrollTop), 0, 'the page itself stays');
      if (how === 'over the window') await keyboard_leaves(page, null);
      else await page.setViewportSize({ width: 360, height: 740 });
      await until('the page has its height back', async () => (await page.locator('#canvas').boundingBox())?.height === 740);
      assert.equal(await field.inputValue(), 'sk-test-typed');
    });
  }

  test('is told what is typed, and what Enter does', async (t) => {
    const { console, page } = await signed_in(t);
    const form = await console.open_form();
    /** @param {Locator} field */
    const told = (field) => field.evaluate((element) => ({
      inputmode: element.getAttribute('inputmode'),
      enterkeyhint: element.getAttribute('enterkeyhint'),
      autocapitalize: element.getAttribute('autocapitalize'),
      autocorrect: element.getAttribute('autocorrect'),
      autocomplete: element.getAttribute('autocomplete'),
      spellcheck: element.getAttribute('spellcheck'),
    }));
    const credential = { inputmode: 'text', enterkeyhint: 'done', autocapitalize: 'none', autocorrect: 'off', autocomplete: 'one-time-code', spellcheck: 'false' };
    assert.deepEqual(await told(console.field(form, 'API Key')), credential);
    assert.deepEqual(await told(console.field(form, 'Name')), { ...credential, autocapitalize: 'sentences', autocomplete: 'off' });
    for (const field of await page.locator('.entry').all()) {
      const size = await field.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
      assert.ok(size >= 16, `${size} px: iOS would zoom into it`);
    }
  });
});

describe('axe finds nothing on a phone', () => {
  /** @param {Page} page */
  async function is_accessible(page) {
    await frames_drawn(page);
    // Contrast is judged where the colours are known (tests/ui/theme_test.cpp): the elements' own text is transparent.
    const { violations, passes } = await new AxeBuilder({ page }).disableRules(['color-contrast']).analyze();
    assert.ok(passes.length > 10, 'rules were applied');
    assert.deepEqual(violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map((node) => node.html) })), []);
  }

  test('on the list, in the drawer, in the form', async (t) => {
    const { console, page } = await signed_in(t);
    await is_accessible(page);
    await page.getByRole('button', { name: 'Menu', exact: true }).tap();
    await page.getByRole('dialog', { name: 'Menu', exact: true }).waitFor();
    await is_accessible(page);
    await page.keyboard.press('Escape');
    await console.open_form();
    await is_accessible(page);
  });
});
