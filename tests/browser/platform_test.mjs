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

describe('a page that cannot start says why, and tries again in the same page', () => {
  /** @param {Page} page @param {string} file @param {Parameters<import('playwright-core').Route['fulfill']>[0]} answer */
  const answer = (page, file, answer) => page.route(`**/${file}`, (route) => route.fulfill(answer));
  const html = { contentType: 'text/html', body: '<!doctype html><title>Not found</title>' };

  /** @type {{what: string, says: RegExp, spoil: (page: Page) => Promise<unknown>, reloads?: boolean}[]} */
  const troubles = [
    { what: 'config.json is not JSON', says: /config\.json/, spoil: (page) => answer(page, 'config.json', { body: '{"title": ' }) },
    { what: 'a setting has a wrong type', says: /config\.json.*"title"/, spoil: (page) => answer(page, 'config.json', { body: '{"title": 5}' }) },
    { what: 'config.json cannot be had', says: /config\.json.*500/, spoil: (page) => answer(page, 'config.json', { status: 500 }) },
    {
      what: 'there is no config.json',
      says: /config\.json was not found beside the page \(http:.*\/config\.json\)\. Please put it there; \{\} is enough/,
      spoil: (page) => answer(page, 'config.json', { status: 404 }),
    },
    {
      what: 'the host answers with a page in the place of config.json',
      says: /config\.json was not found beside the page/,
      spoil: (page) => answer(page, 'config.json', html),
    },
    { what: 'config.json does not arrive', says: /The settings in config\.json could not be loaded.*connection/, spoil: (page) => page.route('**/config.json', (route) => route.abort()) },
    { what: 'the program does not arrive', says: /The program could not be loaded.*connection/, spoil: (page) => page.route('**/*.wasm', (route) => route.abort()) },
    { what: 'the program cannot be had', says: /status 503/, spoil: (page) => answer(page, '*.wasm', { status: 503 }) },
    {
      what: 'the program is broken',
      says: /console-[0-9a-f]+\.wasm is not the file that belongs to this page, so it was not run/,
      spoil: (page) => answer(page, '*.wasm', { contentType: 'application/wasm', body: 'no program' }),
    },
    {
      what: 'one byte of the program was changed on the way',
      says: /is not the file that belongs to this page, so it was not run/,
      spoil: (page) => page.route('**/*.wasm', async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[body.length - 1] ^= 1;
        await route.fulfill({ response, body });
      }),
    },
    { what: 'the program is gone, as after an update', says: /\.wasm is not on the server any more.*updated/, spoil: (page) => answer(page, '*.wasm', { status: 404 }), reloads: true },
    { what: 'the host answers with a page in the place of the program', says: /\.wasm is not on the server any more/, spoil: (page) => answer(page, '*.wasm', html), reloads: true },
    { what: 'the styles do not arrive', says: /styles/, spoil: (page) => page.route('**/*.css', (route) => route.abort()), reloads: true },
    { what: 'the script does not arrive', says: /console-[0-9a-f]+\.js did not arrive/, spoil: (page) => page.route('**/console-*.js', (route) => route.abort()), reloads: true },
    {
      what: 'the script was changed on the way',
      says: /console-[0-9a-f]+\.js did not arrive, or is not the file that belongs to this page/,
      spoil: (page) => page.route('**/console-*.js', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()) + '\n' });
      }),
      reloads: true,
    },
  ];
  for (const { what, says, spoil, reloads = false } of troubles) {
    test(what, async (t) => {
      const { console, page } = await somebody(t, { complaints: [/./] });
      await spoil(page);
      await page.goto(fake.link);
      const alert = page.getByRole('alert');
      await alert.getByRole('button').waitFor();
      assert.match((await alert.innerText()).replaceAll('\n', ' '), says);
      assert.ok(await page.getByText('Loading the console').isHidden(), 'nothing is said to be loading');
      // Again while it is as it was, and then when it is mended: signed in with the token of the link, which is known to nobody else.
      await page.evaluate(() => Object.assign(window, { byok_same_page: true }));
      if (!reloads) {
        assert.ok(!page.url().includes(token), 'the token is out of the address all the same');
        await alert.getByRole('button', { name: 'Try again', exact: true }).click();
        await until('it has failed again', () => alert.getByRole('button').isVisible());
        assert.match((await alert.innerText()).replaceAll('\n', ' '), says);
      }
      await page.unrouteAll();
      await alert.getByRole('button', { name: 'Try again', exact: true }).click();
      await console.row('Production key').waitFor();
      assert.equal(await page.evaluate(() => 'byok_same_page' in window), !reloads);
      assert.ok(!page.url().includes(token), 'the token is out of the address');
    });
  }

  test('the program stops arriving', async (t) => {
    const { console, page } = await somebody(t, { complaints: [/./] });
    // The page's clock stands still but for what is said here, however long the machine takes.
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
    const asked = page.waitForRequest('**/*.wasm');
    await page.route('**/*.wasm', () => {});
    await page.goto(fake.link);
    await page.getByText('Loading the console').waitFor();
    await asked;
    await page.clock.fastForward(19_000);
    assert.ok(await page.getByRole('alert').isHidden(), 'nobody is hurried');
    await page.clock.fastForward(2_000);
    await page.getByText('Loading the program has come to a halt').waitFor();
    await page.clock.resume();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await console.row('Production key').waitFor();
  });

  /** @type {{what: string, says: RegExp, take_away: () => void, runs_no_module?: boolean}[]} */
  const lacks = [
    { what: 'WebAssembly', says: /no WebAssembly/, take_away: () => delete (/** @type {any} */ (globalThis).WebAssembly) },
    { what: 'the newer parts of WebAssembly', says: /too old.*WebAssembly/, take_away: () => { WebAssembly.validate = () => false; } },
    { what: 'the inert attribute', says: /too old.*inert/, take_away: () => delete (/** @type {any} */ (HTMLElement.prototype).inert) },
    { what: 'modules', says: /too old/, take_away: () => delete (/** @type {any} */ (HTMLScriptElement.prototype).noModule), runs_no_module: true },
    { what: 'something that its script needs', says: /cannot run the console/, take_away: () => delete (/** @type {any} */ (Intl).DateTimeFormat) },
  ];
  for (const { what, says, take_away, runs_no_module } of lacks) {
    test(`the browser lacks ${what}`, async (t) => {
      const { page } = await somebody(t, { complaints: [/./] });
      await page.addInitScript(take_away);
      if (runs_no_module) await answer(page, 'console-*.js', { contentType: 'text/javascript', body: '' });
      await page.goto(fake.link);
      const alert = page.getByRole('alert');
      await alert.getByRole('button', { name: 'Try again', exact: true }).waitFor();
      assert.match((await alert.innerText()).replaceAll('\n', ' '), says);
    });
  }

  test('there is no script at all', async (t) => {
    const { page } = await somebody(t, { context: { javaScriptEnabled: false }, complaints: [/preloaded using link preload but not used/] });
    await page.goto(fake.origin);
    await page.locator('noscript p').waitFor();
    // Nothing will ever be loaded there.
    await page.getByText('Loading the console').waitFor({ state: 'hidden' });
  });
});

test('a server that names no type for the program is told of in the console, and the page starts', async (t) => {
  const person = await somebody(t, { complaints: [/was compiled only when all of it was there.*Content-Type: application\/wasm/] });
  await person.page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  const warned = person.page.waitForEvent('console', (message) => message.type() === 'warning' && message.text().includes('application/wasm'));
  await person.page.goto(fake.link);
  await person.console.row('Production key').waitFor();
  await warned;
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
