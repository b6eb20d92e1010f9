// @ts-check
// What lies between the program and the browser (src/platform/, web/): starting and failing to start, graphics that come
// and go, memory that forgets.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, provider_key, token } from './fake_api.mjs';
import { count_in_memory, hold_memory } from './memory.mjs';
import { stays_the_same, until } from './until.mjs';

/** @typedef {import('playwright-core').Page} Page */
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

/**
 * @param {TestContext} t
 * @param {Omit<Parameters<typeof new_person>[2], 'origin'>} [wishes]
 */
const somebody = (t, wishes) => new_person(t, browser, { origin: fake.origin, ...wishes });

/**
 * @param {TestContext} t
 * @param {Omit<Parameters<typeof new_person>[2], 'origin'>} [wishes]
 */
async function signed_in(t, wishes) {
  const person = await somebody(t, wishes);
  await person.console.open(fake.link);
  await person.console.row('Production key').waitFor();
  return person;
}

describe('a page that cannot start says why, and offers to try again', () => {
  /** @type {{what: string, says: RegExp, spoil: (page: Page) => Promise<unknown>}[]} */
  const troubles = [
    {
      what: 'config.json is not JSON',
      says: /config\.json/,
      spoil: (page) => page.route('**/config.json', (route) => route.fulfill({ body: '{"title": ' })),
    },
    {
      what: 'a setting has a wrong type',
      says: /config\.json.*"title"/,
      spoil: (page) => page.route('**/config.json', (route) => route.fulfill({ body: '{"title": 5}' })),
    },
    {
      what: 'config.json cannot be had',
      says: /config\.json.*500/,
      spoil: (page) => page.route('**/config.json', (route) => route.fulfill({ status: 500 })),
    },
    {
      what: 'the program does not arrive',
      says: /could not be loaded/,
      spoil: (page) => page.route('**/console.wasm', (route) => route.abort()),
    },
    {
      what: 'the program is broken',
      says: /could not be loaded/,
      spoil: (page) => page.route('**/console.wasm', (route) => route.fulfill({ contentType: 'application/wasm', body: 'no program' })),
    },
    {
      what: 'there is no WebAssembly',
      says: /WebAssembly/,
      spoil: (page) => page.addInitScript(() => delete (/** @type {any} */ (globalThis).WebAssembly)),
    },
  ];
  for (const { what, says, spoil } of troubles) {
    test(what, async (t) => {
      const { page } = await somebody(t, { complaints: [/./] });
      await spoil(page);
      await page.goto(fake.link);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      assert.match((await alert.innerText()).replaceAll('\n', ' '), says);
      assert.ok(!page.url().includes(token), 'the token is out of the address all the same');
      await page.unrouteAll();
      const reloaded = page.waitForEvent('load');
      await page.getByRole('button', { name: 'Reload', exact: true }).click();
      await reloaded;
    });
  }
});

test('without a config.json the page starts as it is', async (t) => {
  const person = await somebody(t, { complaints: [/404/] });
  await person.page.route('**/config.json', (route) => route.fulfill({ status: 404 }));
  await person.page.goto(fake.origin);
  await person.console.token_field.waitFor();
});

test('a sign-in link that is followed while the page is open signs in with its token, which does not stay in sight', async (t) => {
  const { console, page } = await somebody(t);
  await page.goto(fake.origin);
  await console.token_field.waitFor();
  await page.evaluate((link) => location.assign(link), fake.link);
  await console.row('Production key').waitFor();
  assert.ok(!page.url().includes(token));
});

test('a route behind the token of a sign-in link is where one arrives', async (t) => {
  const { console, page } = await somebody(t);
  await page.goto(fake.link + '&/api-keys');
  await console.api_key_table.waitFor();
  assert.equal(new URL(page.url()).hash, '#/api-keys');
});

describe('graphics that are lost', () => {
  /** @param {Page} page @param {'loseContext' | 'restoreContext'} what */
  const tell = (page, what) =>
    page.evaluate((method) => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
      const spare = /** @type {any} */ (window);
      spare.byok_loss ??= canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      spare.byok_loss[method]();
    }, what);

  test('come back as they were', async (t) => {
    const { page } = await signed_in(t, { complaints: [/CONTEXT_LOST_WEBGL/] });
    const before = await stays_the_same('the page', () => page.screenshot());
    await tell(page, 'loseContext');
    await until('the canvas is empty', async () => !(await page.screenshot()).equals(before));
    await tell(page, 'restoreContext');
    await until('the page looks as before', async () => (await page.screenshot()).equals(before));
  });

  test('do not keep the page from being used meanwhile', async (t) => {
    const { console, page } = await signed_in(t, { complaints: [/CONTEXT_LOST_WEBGL/] });
    await tell(page, 'loseContext');
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('sk-ant-while-lost-000000');
    await tell(page, 'restoreContext');
    assert.equal(await console.field(dialog, 'API Key').inputValue(), 'sk-ant-while-lost-000000');
  });
});

test('a file that is dropped beside a field does not replace the page', async (t) => {
  const { console, page } = await signed_in(t);
  const dialog = await console.open_form();
  await console.field(dialog, 'API Key').fill('sk-ant-typed-already-000');
  const left_to_browser = await dialog.evaluate((element) => {
    const data = new DataTransfer();
    data.items.add(new File(['{}'], 'key.json'));
    return ['dragover', 'drop'].map((type) => element.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true })));
  });
  assert.deepEqual(left_to_browser, [false, false]);
  assert.equal(await console.field(dialog, 'API Key').inputValue(), 'sk-ant-typed-already-000');
  assert.ok(page.url().startsWith(fake.origin));
});

test('keys with Ctrl, Alt or Meta stay the browser\'s, also where a node wants the key', async (t) => {
  const { console, page } = await signed_in(t);
  await console.row('Production key').getByRole('button').click();
  const menu = page.getByRole('menu');
  await menu.waitFor();
  const left_to_browser = await page.evaluate(() =>
    [{}, { ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }].map((modifier) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true, ...modifier })),
    ),
  );
  assert.deepEqual(left_to_browser, [false, true, true, true, true]);
});

test('a key is copied also where the browser has no clipboard for pages, as over http', async (t) => {
  const { console, page } = await somebody(t);
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.goto(fake.link + '&/api-keys');
  await console.api_key_table.waitFor();
  const create = page.getByRole('button', { name: 'Create a new API Key', exact: true }).first();
  const form = page.getByRole('dialog', { name: 'Create API Key', exact: true });
  await create.click();
  await console.field(form, 'Name').fill('copied');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  const created = page.getByRole('dialog', { name: 'API key created', exact: true });
  await created.getByRole('button', { name: 'Copy', exact: true }).click();
  await console.announced('API key copied.');
  await created.getByRole('button', { name: 'Done', exact: true }).click();
  await create.click();
  await console.field(form, 'Name').click();
  await page.keyboard.press('ControlOrMeta+V');
  await until('the key was on the clipboard', async () => /^gw_\d+_shown_once$/.test(await console.field(form, 'Name').inputValue()));
});

describe('the program\'s memory', () => {
  test('holds nothing of a secret once its form is closed, nor of any state in which it was typed', async (t) => {
    const person = await somebody(t);
    const { console, page } = person;
    await hold_memory(page);
    await console.open(fake.link);
    const dialog = await console.open_form();
    const key = console.field(dialog, 'API Key');
    await key.click();
    await page.keyboard.type('sk-ant-forget-me-0123456789');
    assert.ok((await count_in_memory(page, 'sk-ant-forget-me-0123456789')) > 0, 'it can be found while it is typed');
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: /Discard/ }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await count_in_memory(page, 'sk-ant-forget-me'), 0);
    assert.equal(await count_in_memory(page, 'ant-forget'), 0, 'not even a part of it');
  });

  test('holds nothing of a secret that was sent, and nothing of a key that was shown once', async (t) => {
    const { console, page } = await somebody(t);
    await hold_memory(page);
    await console.open(fake.link);
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('sk-ant-api03-sent-and-gone-' + '0123456789'.repeat(8));
    await console.save(dialog);
    await dialog.waitFor({ state: 'detached' });
    await until('nothing is left of it', async () => (await count_in_memory(page, 'sent-and-gone')) === 0);
  });

  test('holds no token and no typed secret once the page is left', async (t) => {
    const { console, page } = await somebody(t);
    await hold_memory(page);
    await console.open(fake.link);
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('sk-ant-left-behind-0123456789');
    assert.ok((await count_in_memory(page, token)) > 0, 'the token is there while one is signed in');
    assert.ok((await count_in_memory(page, 'left-behind')) > 0);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    assert.equal(await count_in_memory(page, token), 0);
    assert.equal(await count_in_memory(page, 'left-behind'), 0);
    const typed = await page.locator('input, textarea').evaluateAll((fields) => fields.map((field) => /** @type {HTMLInputElement} */ (field).value));
    assert.ok(typed.every((text) => text === ''), 'no field has a text');
  });

  test('is gone altogether when the page comes back out of the back/forward cache', async (t) => {
    const { console, page } = await signed_in(t);
    const reloaded = page.waitForEvent('load');
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    await reloaded;
    await console.token_field.waitFor();
  });
});

test('the colours of native fields and scroll bars follow the theme', async (t) => {
  const { page } = await signed_in(t, { context: { colorScheme: 'light' } });
  const colours = () => page.evaluate(() => [document.documentElement.dataset.theme, getComputedStyle(document.documentElement).getPropertyValue('--text')]);
  const [light, light_text] = await colours();
  await page.emulateMedia({ colorScheme: 'dark' });
  await until('the theme is dark', async () => (await colours())[0] === 'dark');
  const [, dark_text] = await colours();
  assert.equal(light, 'light');
  assert.notEqual(light_text, dark_text);
});
