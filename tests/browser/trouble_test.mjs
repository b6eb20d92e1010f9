// @ts-check
// What goes wrong outside of the page: refusals, servers that die, are slow, answer nonsense, or know only the
// documented part of the API; lists and names that are larger or odder than usual. Nothing typed is ever lost.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { at_end } from './at_end.mjs';
import { launch, new_person } from './browser.mjs';
import { random_text } from './credentials.mjs';
import { FakeApi, dies, held, json, organization, provider_key, text, token } from './fake_api.mjs';
import { Server } from './server.mjs';
import { until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What Chromium itself says of an answer outside 2xx, or of none: the tests are about those. */
const network_trouble = [/Failed to load resource/];

/**
 * A person signed in to a fake.
 * @param {TestContext} t
 * @param {ConstructorParameters<typeof FakeApi>[0]} [world]
 */
async function with_fake(t, world) {
  const fake = await FakeApi.start(world);
  at_end(t, () => fake.stop());
  const person = await new_person(t, browser, { origin: fake.origin, complaints: network_trouble });
  await person.console.open(fake.link);
  return { ...person, console: person.console, page: person.page, fake };
}

/**
 * The form for a new key, filled in.
 * @param {import('./console.mjs').Console} console
 */
async function filled_form(console) {
  const dialog = await console.open_form();
  const key = 'sk-ant-api03-' + random_text(95);
  await console.field(dialog, 'Name').fill('Kept as typed');
  await console.field(dialog, 'API Key').fill(key);
  return {
    dialog,
    key,
    /** Fails unless the form is open and holds all that was typed. */
    async is_kept() {
      await until('the form can be saved again', async () =>
        (await dialog.getByRole('button', { name: 'Save', exact: true }).getAttribute('aria-busy')) !== 'true');
      assert.equal(await console.field(dialog, 'Name').inputValue(), 'Kept as typed');
      assert.equal(await console.field(dialog, 'API Key').inputValue(), key);
    },
  };
}

describe('a save that fails keeps all that was typed, and says why', () => {
  const refusals = /** @type {{what: string, behaviour: import('./fake_api.mjs').Behaviour, says: string}[]} */ ([
    { what: 'our shape', behaviour: json(409, { error: { type: 'conflict_error', message: 'There is a key of that name.' } }), says: 'There is a key of that name.' },
    { what: 'a text and a message', behaviour: json(403, { error: 'Forbidden', message: 'You may not add keys.' }), says: 'You may not add keys.' },
    { what: 'a code and a message', behaviour: json(400, { error: { code: 'quota', message: 'The quota is used up.' } }), says: 'The quota is used up.' },
    { what: 'an HTML page', behaviour: text(502, '<html><body><h1>502 Bad Gateway</h1></body></html>'), says: 'server' },
    { what: 'an empty body', behaviour: text(500, '', 'text/plain'), says: 'server' },
    { what: 'something that is not JSON', behaviour: text(200, 'OK', 'text/plain'), says: 'Saving again is safe: it is not made twice.' },
    { what: 'JSON of another kind', behaviour: json(201, [1, 2, 3]), says: 'Saving again is safe: it is not made twice.' },
    { what: 'an answer that breaks off', behaviour: dies, says: 'Saving again is safe: it is not made twice.' },
    { what: 'too many requests', behaviour: json(429, { error: { type: 'rate_limit_error', message: 'Slow down, please.' } }, { 'Retry-After': '1' }), says: 'Slow down, please.' },
  ]);
  for (const { what, behaviour, says } of refusals) {
    test(`when the answer is ${what}`, async (t) => {
      const { console, fake } = await with_fake(t);
      const form = await filled_form(console);
      fake.next('POST', '/provider-keys', behaviour);
      await console.save(form.dialog);
      await console.says(form.dialog.getByRole('alert'), says);
      await form.is_kept();
      assert.equal(fake.count('POST', '/provider-keys'), 1, 'a write is never sent twice by itself');
      await console.save(form.dialog);
      await console.announced('Kept as typed was added.');
      assert.ok(!(await console.page.content()).includes('Bad Gateway'));
    });
  }

  test('a message that belongs to a field is shown at that field', async (t) => {
    const { console, fake } = await with_fake(t);
    const form = await filled_form(console);
    fake.next('POST', '/provider-keys', json(400, {
      error: {
        type: 'invalid_request_error',
        message: 'Two fields are wrong.',
        params: [
          { param: 'name', message: 'This name is taken.' },
          { param: 'provider_key', message: 'This key was revoked.' },
        ],
      },
    }));
    await console.save(form.dialog);
    await console.complains(console.field(form.dialog, 'Name'), 'This name is taken.');
    await console.complains(console.field(form.dialog, 'API Key'), 'This key was revoked.');
    await form.is_kept();
    await console.field(form.dialog, 'Name').fill('Another name');
    await until('the message goes with its cause', async () =>
      (await console.field(form.dialog, 'Name').getAttribute('aria-invalid')) !== 'true');
  });

  test('a token that was revoked meanwhile leads to the sign-in page', async (t) => {
    const { console, fake, page } = await with_fake(t);
    const form = await filled_form(console);
    fake.next('POST', '/provider-keys', json(401, { error: { type: 'authentication_error', message: 'The token has expired.' } }));
    await console.save(form.dialog);
    await console.announced('Your session has ended. The token has expired.');
    await console.token_field.fill(token);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await until('the console is back', async () => (await console.heading.count()) + (await console.add_dialog.count()) > 0);
    assert.ok(!(await page.content()).includes(form.key));
  });
});

describe('the real server', () => {
  test('one that dies in the middle and comes back costs nothing but a second click', async (t) => {
    const server = await Server.start();
    at_end(t, () => server.discard());
    const { console, page } = await new_person(t, browser, { origin: server.origin, complaints: network_trouble });
    await console.open(server.link);
    const form = await filled_form(console);
    await server.kill();
    await console.save(form.dialog);
    await console.says(form.dialog.getByRole('alert'), 'Saving again is safe: it is not made twice.');
    await form.is_kept();
    await server.start();
    await console.save(form.dialog);
    await console.announced('Kept as typed was added.');
    await server.kill();
    await server.start();
    assert.equal((await server.provider_keys()).length, 1, 'what was saved survives');
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await console.row('Kept as typed').waitFor();
    await server.stop();
  });

  test('one that refuses a field says so at the field', async (t) => {
    const server = await Server.start();
    at_end(t, () => server.discard());
    const { console } = await new_person(t, browser, { origin: server.origin, complaints: network_trouble });
    await console.open(server.link);
    const { data: [{ id }] } = await server.call('GET', (await server.organization()) + '/api_keys');
    const dialog = await console.open_form();
    await console.field(dialog, 'Name').fill('For a key that goes');
    await console.field(dialog, 'API Key').fill('sk-ant-api03-' + random_text(95));
    await console.assign_to(dialog, 'my first', 'my first key');
    await server.call('DELETE', `${await server.organization()}/api_keys/${id}`);
    await console.save(dialog);
    await console.complains(dialog.getByRole('combobox', { name: 'API keys', exact: true }), /./);
    assert.equal(await console.field(dialog, 'Name').inputValue(), 'For a key that goes');
  });
});

describe('a slow server', () => {
  test('the page says that it is loading, and is used as soon as the list is there', async (t) => {
    const fake = await FakeApi.start({ provider_keys: [provider_key(1)] });
    at_end(t, () => fake.stop());
    const { console, page } = await new_person(t, browser, { origin: fake.origin });
    const list = held();
    fake.next('GET', '/provider-keys', async (response, call) => {
      await list.released;
      return json(200, fake.provider_keys)(response, call);
    });
    await console.open(fake.link);
    await console.announced('Loading provider keys…');
    assert.equal(await console.table.count(), 0);
    list.release();
    await console.row('Key 1').waitFor();
    await page.getByText('Loading provider keys…').waitFor({ state: 'detached' });
  });

  test('a save that takes its time is sent once, however often one clicks', async (t) => {
    const { console, fake, page } = await with_fake(t);
    const form = await filled_form(console);
    const save = held();
    fake.next('POST', '/provider-keys', async (response) => {
      await save.released;
      fake.provider_keys.push(provider_key(7, { name: 'Kept as typed' }));
      return json(201, fake.provider_keys[0])(response, { method: '', path: '', body: '' });
    });
    const button = form.dialog.getByRole('button', { name: 'Save', exact: true });
    await button.click();
    await until('it is busy', async () => (await button.getAttribute('aria-busy')) === 'true');
    await button.click({ force: true });
    await button.press('Enter');
    await console.field(form.dialog, 'Name').press('Enter');
    save.release();
    await console.announced('Kept as typed was added.');
    await console.row('Kept as typed').waitFor();
    assert.equal(fake.count('POST', '/provider-keys'), 1);
    assert.equal(await page.getByRole('row').count(), 2, 'heading and one row');
  });

  test('an answer to a form that was left meanwhile is told, and changes the list', async (t) => {
    const { console, fake, page } = await with_fake(t);
    const form = await filled_form(console);
    const save = held();
    fake.next('POST', '/provider-keys', async (response) => {
      await save.released;
      return json(201, provider_key(7, { name: 'Kept as typed' }))(response, { method: '', path: '', body: '' });
    });
    await console.save(form.dialog);
    await form.dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click();
    await form.dialog.waitFor({ state: 'detached' });
    save.release();
    await console.announced('Kept as typed was added.');
    await console.row('Kept as typed').waitFor();
  });
});

describe('a list that cannot be had', () => {
  test('a refresh that fails keeps the rows, says so and offers to try again', async (t) => {
    const { console, fake, page } = await with_fake(t, { provider_keys: [provider_key(1), provider_key(2)] });
    await console.row('Key 2').waitFor();
    fake.next('GET', '/provider-keys', json(403, { error: { type: 'forbidden_error', message: 'Not today.' } }));
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await console.announced('This is the list as it was before: it could not be refreshed. Not today.');
    assert.equal(await console.row('Key 1').count() + await console.row('Key 2').count(), 2);
    fake.provider_keys.push(provider_key(3));
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await console.row('Key 3').waitFor();
    await page.getByRole('button', { name: 'Retry', exact: true }).waitFor({ state: 'detached' });
  });

  test('a list that never came says why, and offers to try again', async (t) => {
    const fake = await FakeApi.start({ provider_keys: [provider_key(1)] });
    at_end(t, () => fake.stop());
    const { console, page } = await new_person(t, browser, { origin: fake.origin, complaints: network_trouble });
    fake.next('GET', '/provider-keys', json(403, { error: 'Forbidden', message: 'Not for you.' }));
    await console.open(fake.link);
    await console.announced('Not for you.');
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await console.row('Key 1').waitFor();
  });

  test('a read is tried again after a broken gateway and as Retry-After asks', async (t) => {
    const { console, fake, page } = await with_fake(t);
    await page.getByRole('heading', { name: 'No provider keys yet', exact: true }).waitFor();
    fake.provider_keys.push(provider_key(1));
    const before = fake.count('GET', '/provider-keys');
    fake.next('GET', '/provider-keys', text(503, '<h1>503</h1>'), json(429, { error: { type: 'rate_limit_error', message: 'Wait.' } }, { 'Retry-After': '1' }));
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await console.row('Key 1').waitFor();
    assert.equal(fake.count('GET', '/provider-keys') - before, 3);
  });

  test('an organization without keys is told how to begin', async (t) => {
    const { console, page } = await with_fake(t);
    await page.getByRole('heading', { name: 'No provider keys yet', exact: true }).waitFor();
    await console.create_button.waitFor();
  });
});

test('a page that was hidden for long reads its lists again when it is seen, and leaves alone what one is at', async (t) => {
  const fake = await FakeApi.start({ provider_keys: [provider_key(1)] });
  at_end(t, () => fake.stop());
  const { console: byok, page } = await new_person(t, browser, { origin: fake.origin });
  const lists = fake.lists_asked_for();
  await byok.open(fake.link);
  await byok.row('Key 1').waitFor();
  await lists();
  const dialog = await byok.open_form();
  await byok.field(dialog, 'Name').fill('Half a na');
  const asked = () => fake.count('GET', '/provider-keys') + fake.count('GET', '/api_keys');
  /** A tab in the background, by the page's own clock. @param {number} minutes */
  const look_away = (minutes) => page.evaluate((away_ms) => {
    const show = (/** @type {boolean} */ hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const { now } = Date;
    show(true);
    Date.now = () => now() + away_ms;
    show(false);
    Date.now = now;
  }, minutes * 60_000);
  const before = asked();
  await look_away(4);
  fake.provider_keys.push(provider_key(2));
  const lists_again = fake.lists_asked_for();
  await look_away(6);
  await page.getByText('Key 2', { exact: true }).waitFor({ state: 'attached' });
  await lists_again();
  assert.equal(asked(), before + 2, 'four minutes are not long');
  assert.equal(await byok.field(dialog, 'Name').inputValue(), 'Half a na');
  assert.equal(await byok.field(dialog, 'Name').evaluate((field) => field === document.activeElement), true);
});

test('a server that knows only the documented part is used as far as it goes', async (t) => {
  const documented = [1, 2].map((number) => {
    const { id, provider, name, created_at, created_by } = provider_key(number);
    return { id, provider, name, created_at, created_by };
  });
  const { console, fake, page } = await with_fake(t, { documented_only: true, config: { organization }, provider_keys: documented });
  await console.row('Key 1').waitFor();
  const [provider, name, assigned, status] = await console.cells('Key 1');
  assert.deepEqual([provider, name, assigned, status], ['OpenAI', 'Key 1', 'Not reported', '']);

  await console.choose_action('Key 1', 'Edit');
  await console.field(console.edit_dialog, 'Name').fill('Renamed');
  await console.save(console.edit_dialog);
  await console.says(console.edit_dialog.getByRole('alert'), 'This server does not offer changing provider keys.');
  assert.equal(await console.field(console.edit_dialog, 'Name').inputValue(), 'Renamed');
  await console.edit_dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click();

  await console.choose_action('Key 2', 'Delete');
  const confirm = page.getByRole('alertdialog', { name: 'Delete provider key', exact: true });
  await confirm.getByRole('button', { name: 'Delete', exact: true }).click();
  await console.announced('This server does not offer deleting provider keys.');
  await confirm.getByRole('button', { name: 'Cancel', exact: true }).click();
  await console.row('Key 2').waitFor();

  const form = await filled_form(console);
  await console.save(form.dialog);
  await console.announced('Kept as typed was added.');
  await console.row('Kept as typed').waitFor();
  assert.equal(fake.count('POST', '/provider-keys'), 1);
});

test('2,000 keys: only the rows in view exist, and scrolling reaches the last', async (t) => {
  const keys = Array.from({ length: 2000 }, (_, index) => provider_key(index + 1));
  const { console, page } = await with_fake(t, { provider_keys: keys });
  await console.row('Key 2000').waitFor();
  assert.equal(await console.table.getAttribute('aria-rowcount'), '2001');
  assert.ok((await page.getByRole('row').count()) < 60);
  await page.mouse.move(550, 500);
  await until('the last row is in view', async () => {
    await page.mouse.wheel(0, 20_000);
    return (await console.row('Key 1').count()) === 1;
  });
  assert.equal(await console.row('Key 1').getAttribute('aria-rowindex'), '2001');
  await console.choose_action('Key 1', 'Disable');
  await console.announced('Key 1 was disabled.');
  assert.equal((await console.cells('Key 1'))[3], 'Disabled');
});

test('a provider that the console does not know is shown by its slug, and its name can be changed', async (t) => {
  const { console, fake } = await with_fake(t, { provider_keys: [provider_key(1, { provider: 'quantum_llm', credential: { kind: 'entangled' } }), provider_key(2)] });
  await console.row('Key 2').waitFor();
  assert.equal((await console.cells('Key 1'))[0], 'quantum_llm');
  await console.choose_action('Key 1', 'Edit');
  await console.field(console.edit_dialog, 'Name').fill('Cat');
  await console.save(console.edit_dialog);
  await console.announced('Changes to Cat were saved.');
  assert.equal((await console.cells('Cat'))[0], 'quantum_llm');
  assert.deepEqual(JSON.parse(fake.calls.findLast((call) => call.method === 'POST')?.body ?? ''), { name: 'Cat' });
});

describe('names that are odder than most', () => {
  const names = {
    emoji: 'Production 🔑👩‍👩‍👧‍👦 key',
    Arabic: 'مفتاح الإنتاج',
    'mixed directions': 'key مفتاح 42 日本語',
    'one hundred characters': 'x'.repeat(60) + 'é日🔑б'.repeat(10),
    HTML: '<img src=x onerror="document.title=\'owned\'"><b>bold</b>&amp;',
  };
  /** @type {Server} */
  let server;
  before(async () => {
    server = await Server.start();
  });
  after(() => server?.discard());

  for (const [what, name] of Object.entries(names)) {
    test(what, async (t) => {
      assert.ok([...name].length <= 100);
      const { console, page } = await new_person(t, browser, { origin: server.origin });
      await console.open(server.link);
      const dialog = await console.open_form();
      await console.field(dialog, 'Name').fill(name);
      await console.field(dialog, 'API Key').fill('sk-ant-api03-' + random_text(95));
      await console.save(dialog);
      await console.announced(`${name} was added.`);
      assert.equal((await console.cells(name))[1], name);
      await server.provider_key(name);
      assert.equal(await page.locator('img, b').count(), 0);
      assert.notEqual(await page.title(), 'owned');
    });
  }

  test('101 characters are refused at the field', async (t) => {
    const { console, fake } = await with_fake(t);
    const form = await filled_form(console);
    await console.field(form.dialog, 'Name').fill('é'.repeat(101));
    await console.save(form.dialog);
    await console.complains(console.field(form.dialog, 'Name'), 'Shorten the name to 100 characters.');
    assert.equal(fake.count('POST', '/provider-keys'), 0);
  });
});
