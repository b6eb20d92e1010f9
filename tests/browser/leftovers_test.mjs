// @ts-check
// What is left behind after a person has registered a key with every provider: nothing in the browser, and no trace of
// a secret in any answer, address, log line, database file, or file of the browser's profile.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Person, launch_with_profile } from './browser.mjs';
import { leftovers, providers, random_text, traces_of } from './credentials.mjs';
import { Server } from './server.mjs';
import { until } from './until.mjs';

/** @type {Server} */
let server;
/** @type {Person} */
let person;
/** @type {string} */
let profile;
/** Everything secret that was typed, and the token. @type {string[]} */
const secrets = [];

before(async () => {
  server = await Server.start();
  profile = mkdtempSync(path.join(tmpdir(), 'byok-profile-'));
  person = await Person.begin(await launch_with_profile(profile));
});
after(async () => {
  await person?.context.close();
  await server?.discard();
  if (profile) rmSync(profile, { recursive: true, force: true });
});

/** Everything that was said in the browser's console. @type {string[]} */
const said = [];

test('a person registers a key with every provider, replaces one, and throws a refused one away', async () => {
  const { console, page } = person;
  page.on('console', (message) => said.push(message.text()));
  // By hand: a browser writes the address of a link into its own history before any page can take it back.
  await page.goto(server.origin + '/');
  await console.token_field.fill(server.token);
  secrets.push(server.token);
  await page.keyboard.press('Enter');
  await console.heading.waitFor();
  await page.evaluate(() => globalThis.console.log('heard'));
  for (const { typed, name, credential } of providers) {
    const add = await console.open_form();
    await console.choose(add, 'Provider', typed, name);
    await console.field(add, 'Name').fill(`Left by ${name}`);
    await credential.enter(console, add);
    secrets.push(...credential.secrets);
    await console.save(add);
    await console.announced(`Left by ${name} was added.`);
  }

  const replaced = 'sk-ant-api03-' + random_text(95);
  secrets.push(replaced);
  await console.choose_action('Left by Anthropic', 'Edit');
  await console.field(console.edit_dialog, 'API Key').fill(replaced);
  await console.save(console.edit_dialog);
  await console.announced('Changes to Left by Anthropic were saved.');

  const refused = 'sk-ant-admin01-' + random_text(93);
  secrets.push(refused);
  const add = await console.open_form();
  await console.field(add, 'API Key').fill(refused);
  await console.save(add);
  await console.complains(console.field(add, 'API Key'), 'Admin API key');
  await add.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click();
  await add.waitFor({ state: 'detached' });

  // Forms were filled by pasting as well; from here on the person copies nothing.
  await page.evaluate(() => navigator.clipboard.writeText('what was copied last'));
  const typed = 'sk-ant-api03-' + random_text(93) + 'AA';
  secrets.push(typed);
  const last = await console.open_form();
  await console.field(last, 'API Key').fill(typed);
  await console.save(last);
  await last.waitFor({ state: 'detached' });
});

test('the search for traces finds a secret in every disguise, and nothing where there is none', () => {
  const secret = 'Zk3/' + random_text(60) + '+/q';
  const disguises = [
    secret,
    `{"key":"${secret.replaceAll('/', '\\/')}"}`,
    Buffer.from(secret).toString('base64'),
    Buffer.from('1' + secret).toString('base64'),
    Buffer.from('12' + secret).toString('base64url'),
    `?key=${encodeURIComponent(secret)}`,
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret).toString('hex').toUpperCase(),
    Buffer.from(secret, 'utf16le'),
  ];
  for (const disguise of disguises) {
    assert.equal(leftovers([secret], [{ place: 'here', bytes: Buffer.from(disguise) }]).length, 1, 'a disguise is seen through');
  }
  assert.deepEqual(leftovers([secret], [{ place: 'here', bytes: Buffer.from(random_text(10_000)) }]), []);
  assert.ok(traces_of(secret).every((trace) => trace.length >= 16), 'no trace is so short that chance makes one');
});

test('the browser stores nothing: no storage, no database, no cookie, no cache, no worker', async () => {
  const { page, context } = person;
  await until('the form is out of the history', () => page.evaluate(() => history.state === null));
  const stored = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
    history: JSON.stringify(history.state),
  }));
  assert.deepEqual(stored, { local: 0, session: 0, databases: 0, caches: 0, cookies: '', workers: 0, name: '', history: 'null' });
  assert.deepEqual(await context.cookies(), []);
  const devtools = await context.newCDPSession(page);
  assert.equal((await devtools.send('Storage.getUsageAndQuota', { origin: server.origin })).usage, 0, 'not a byte of storage is used');
});

test('nothing secret was said in the console, and nothing was put on the clipboard', async () => {
  const { console, page } = person;
  assert.ok(said.length >= 1, 'what is said is heard');
  assert.deepEqual(leftovers(secrets, said.map((text) => ({ place: 'the console', bytes: Buffer.from(text) }))), []);
  const form = await console.open_form();
  await console.field(form, 'Name').fill('');
  await page.keyboard.press('ControlOrMeta+V');
  await until('it is what the person copied', async () => (await console.field(form, 'Name').inputValue()) === 'what was copied last');
  await form.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard', exact: true }).click();
});

test('no secret is left in the document', async () => {
  const { page } = person;
  const fields = await page.evaluate(() => [...document.querySelectorAll('input, textarea')].map((field) => /** @type {HTMLInputElement} */ (field).value));
  const places = [
    { place: 'the document', bytes: Buffer.from(await page.content()) },
    { place: 'the fields', bytes: Buffer.from(fields.join('\n')) },
    { place: 'the address', bytes: Buffer.from(page.url()) },
  ];
  assert.ok(places[0].bytes.includes('Left by Mistral'), 'the search would find something');
  assert.deepEqual(leftovers(secrets, places), []);
});

test('no answer and no address holds a secret', async () => {
  const places = [];
  for (const [index, answer] of person.answers.entries()) {
    const headers = JSON.stringify(answer.headers);
    places.push({ place: `answer ${index} (${answer.method} ${new URL(answer.url).pathname})`, bytes: Buffer.concat([await answer.body, Buffer.from(headers)]) });
  }
  assert.ok(places.filter(({ place }) => place.includes('POST')).length >= providers.length, 'the answers to all saves were kept');
  assert.ok(places.some(({ bytes }) => bytes.includes('Left by Mistral')), 'the search would find something');
  assert.deepEqual(leftovers(secrets, places), []);
  assert.deepEqual(leftovers(secrets, person.requests.map((url) => ({ place: new URL(url).pathname, bytes: Buffer.from(url) }))), []);
});

test('every answer has the strict headers', async () => {
  const wanted = {
    'content-security-policy': /default-src 'none'.*script-src 'self' 'wasm-unsafe-eval'.*frame-ancestors 'none'/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^no-referrer$/,
    'cache-control': /no-store|no-cache|immutable/,
  };
  assert.ok(person.answers.length > providers.length, 'the answers were kept');
  for (const answer of person.answers) {
    for (const [name, pattern] of Object.entries(wanted)) {
      assert.match(answer.headers[name] ?? '', pattern, `${name} of ${answer.method} ${new URL(answer.url).pathname}`);
    }
    if (new URL(answer.url).pathname.startsWith('/v1/')) assert.match(answer.headers['cache-control'], /no-store/);
  }
});

test('nobody but the server was called, and the browser had nothing to complain about', () => {
  assert.deepEqual(person.complaints, []);
  assert.deepEqual(person.requests.filter((url) => new URL(url).origin !== server.origin), []);
});

test('no log line and no byte of the data folder holds a secret, while the server runs and after it', async () => {
  const own = { place: 'the log', bytes: Buffer.from(server.output.replaceAll(server.link, '')) };
  assert.ok(own.bytes.includes('provider-keys'), 'requests are logged');
  assert.deepEqual(leftovers(secrets, [own]), []);
  for (const when of ['running', 'stopped']) {
    if (when === 'stopped') await server.stop();
    const places = server.files().map(({ file, bytes }) => ({ place: `${file} (${when})`, bytes }));
    assert.ok(places.some(({ bytes }) => bytes.includes('Left by Mistral')), 'the search would find something');
    assert.deepEqual(leftovers(secrets, places), []);
  }
});

test('no file of the browser\'s profile holds a secret once it is closed', async () => {
  await person.context.close();
  const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.ok(files.length > 5, 'the profile was written');
  const places = files.map((entry) => path.join(entry.parentPath, entry.name)).flatMap((file) => {
    try {
      return [{ place: path.relative(profile, file), bytes: readFileSync(file) }];
    } catch (error) {
      // A process of the browser that ends last may still take one of its files with it.
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return [];
      throw error;
    }
  });
  assert.deepEqual(leftovers(secrets, places), []);
});
