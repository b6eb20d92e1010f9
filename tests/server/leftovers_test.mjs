// @ts-check
// Where a secret must not be found after it was typed: the database's files, the log, any answer, the freed memory of
// the server.

import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { after, before, test } from 'node:test';
import { at_end } from '../browser/at_end.mjs';
import { service_account } from '../browser/credentials.mjs';
import { FakeProvider, in_place_of_providers } from './fake_provider.mjs';
import { Server, program, random_text, typed_secrets } from './server_process.mjs';

/** @type {Server} */
let server;
/** Everything that the server ever answered. */
let answers = '';
/** The gateway key that one answer is allowed to hold. */
let gateway_key = '';

/** @param {string} method @param {string} where @param {unknown} [body] */
async function ask(method, where, body) {
  const answer = await server.ask(method, where, { body });
  answers += answer.text + JSON.stringify([...answer.headers]);
  return answer;
}

before(async () => {
  server = await Server.start();
  const keys = server.path('/provider-keys');
  const { api_key, bedrock_secret, azure_key } = typed_secrets;
  const bedrock = JSON.stringify({ global: { access_key_id: 'AKIAMADEUPFORTESTS23', secret_access_key: bedrock_secret } });
  const azure = JSON.stringify({ endpoint: 'https://contoso.openai.azure.com/', api_key: azure_key });
  const made = [];
  for (const [provider, provider_key] of [['anthropic', api_key], ['bedrock', bedrock], ['azure', azure]]) {
    made.push((await ask('POST', keys, { provider, name: provider, provider_key, api_key_ids: [] })).body);
    // Refused for another reason, with a secret in it all the same.
    await ask('POST', keys, { provider, name: '', provider_key, api_key_ids: [] });
    await ask('POST', keys, { provider, name: 'Key', provider_key, api_key_ids: ['ak_nobody'] });
    await ask('POST', keys, { provider: 'cohere', name: 'Key', provider_key, api_key_ids: [] });
    await ask('POST', keys, `{"provider":"${provider}","provider_key":"${api_key}"`);
    // Sent where an id belongs, by mistake.
    await ask('POST', keys, { provider, name: 'Key', provider_key, api_key_ids: [api_key] });
  }
  for (const key of made) {
    await ask('POST', `${keys}/${key.id}`, { name: 'Renamed' });
    await ask('POST', `${keys}/${key.id}`, { provider_key: key.provider === 'anthropic' ? api_key : '' });
    await ask('GET', `${keys}/${key.id}`);
  }
  await ask('GET', keys);
  await ask('DELETE', `${keys}/${made[0].id}`);
  gateway_key = (await server.create_api_key('Gateway')).key;
  await ask('GET', server.path('/api_keys'));
});
after(() => server.discard());

test('no answer holds a secret', () => {
  assert.ok(answers.includes('AKIAMADEUPFORTESTS23'), 'answers were collected');
  for (const secret of [...Object.values(typed_secrets), gateway_key, server.token]) assert.ok(!answers.includes(secret));
});

test('the log holds no secret, no body and no token', () => {
  assert.ok(server.log().length > 20, 'lines were collected');
  for (const secret of [...Object.values(typed_secrets), gateway_key, server.token, 'AKIAMADEUPFORTESTS23', 'Renamed']) {
    assert.ok(!server.err.includes(secret));
  }
});

/** A text in the ways in which it might have been written down. @param {string} text */
function spellings(text) {
  const bytes = Buffer.from(text);
  // In base64 a text reads differently at each of three positions; its ends depend on what is around it.
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return Buffer.from(encoded.slice(before === 0 ? 0 : 4, -4));
  });
  const escaped = Buffer.from(JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'));
  return [bytes, Buffer.from(text, 'utf16le'), Buffer.from(bytes.toString('hex')), ...base64, escaped];
}

test('no byte of the data folder is a secret, while it runs and after', async () => {
  const look = () => {
    const files = server.files();
    assert.ok(files.some(({ name, bytes }) => name === 'byok.sqlite' && bytes.length > 0));
    for (const { name, bytes } of files) {
      for (const secret of [...Object.values(typed_secrets), gateway_key, server.token]) {
        for (const spelling of spellings(secret)) assert.ok(!bytes.includes(spelling), name);
      }
    }
  };
  look();
  await server.stop();
  look();
  await server.start();
});

/** How often `text` is in the memory of the process, in any spelling; none when it may not be read. @param {number} pid @param {string} text */
function count_in_memory(pid, text) {
  const needles = [...new Map(spellings(text).map((each) => [each.toString('latin1'), each])).values()];
  let memory;
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return undefined;
  }
  let count = 0;
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const range = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line);
    if (!range) continue;
    const [begin, end] = [parseInt(range[1], 16), parseInt(range[2], 16)];
    const bytes = Buffer.alloc(end - begin);
    try {
      readSync(memory, bytes, 0, bytes.length, begin);
    } catch {
      continue;  // guard pages and the kernel's own
    }
    for (const needle of needles) {
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) ++count;
    }
  }
  closeSync(memory);
  return count;
}

const is_root = process.getuid?.() === 0;
const keeps_what_is_freed = readFileSync(program).includes('__asan_init');

test('the memory of the server is closed to other programs of the same user', { skip: is_root && 'root may read everything' }, () => {
  assert.equal(count_in_memory(server.pid ?? 0, 'x'), undefined);
});

test('nothing of a credential that was tried stays in the server\'s memory',
  { skip: !is_root ? 'only root may look' : keeps_what_is_freed && 'a sanitizer keeps what is freed' }, async (t) => {
    const provider = await FakeProvider.start(({ path: where }) => (where === '/token' ? { body: { access_token: `ya29.${tried.token}` } } : { body: {} }));
    at_end(t, () => provider.stop());
    const own = await Server.start({ args: in_place_of_providers({ openai: provider, bedrock: provider, google_vertex_ai: provider }) });
    at_end(t, () => own.discard());
    const { json, secrets } = service_account();
    const token = random_text(24);
    const tried = { openai: `sk-tried-${random_text(20)}`, bedrock: `triedSecretAccessKey/${random_text(19)}`, token };
    const access_key_id = 'AKIAQ7NP5TESTONLY234';
    await Promise.all([
      ['openai', tried.openai], ['google_vertex_ai', json],
      ['bedrock', JSON.stringify({ global: { access_key_id, secret_access_key: tried.bedrock } })],
    ].map(([slug, provider_key]) => own.ask('POST', own.path('/provider-keys/test'), { body: { provider: slug, provider_key } })));
    assert.ok(provider.asked.length >= 4, 'all were tried');
    const pid = own.pid ?? 0;
    const all = [...Object.values(tried), ...secrets];
    const left = () => all.filter((secret) => count_in_memory(pid, secret));
    const deadline = Date.now() + 5000;
    while (Date.now() < deadline && left().length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(left(), []);
  });

test('nothing of a request stays in the server\'s memory, not even while its connection is open',
  { skip: !is_root ? 'only root may look' : keeps_what_is_freed && 'a sanitizer keeps what is freed' }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const secret = `sk-ant-only-here-${random_text(20)}`;
    const body = JSON.stringify({ provider: 'anthropic', name: 'Key', provider_key: secret, api_key_ids: [], allow_duplicate: true });
    for (let i = 0; i < 3; ++i) {
      const status = await new Promise((resolve, reject) => {
        const call = request(server.origin + server.path('/provider-keys'), {
          agent, method: 'POST', headers: { Authorization: `Bearer ${server.token}`, 'Content-Type': 'application/json' },
        }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)));
        call.on('error', reject).end(body);
      });
      assert.equal(status, 201);
    }
    const pid = server.pid ?? 0;
    const deadline = Date.now() + 5000;
    while (Date.now() < deadline && (count_in_memory(pid, secret) || count_in_memory(pid, server.token))) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.ok((count_in_memory(pid, 'application/json') ?? 0) > 0, 'memory was read');
    assert.equal(count_in_memory(pid, secret), 0);
    assert.equal(count_in_memory(pid, server.token), 0);
    agent.destroy();
  });

test('nothing of a session stays in the server\'s memory, its database or its log',
  { skip: !is_root ? 'only root may look' : keeps_what_is_freed && 'a sanitizer keeps what is freed' }, async () => {
    const opened = await server.ask('POST', '/auth/session', { body: {} });
    const [cookie] = /** @type {string} */ (opened.headers.get('set-cookie')).split(';');
    const [, value] = cookie.split('=');
    for (let i = 0; i < 3; ++i) assert.equal((await server.ask('GET', server.path('/provider-keys'), { token: null, headers: { cookie } })).status, 200);
    const pid = server.pid ?? 0;
    const deadline = Date.now() + 5000;
    while (Date.now() < deadline && count_in_memory(pid, value)) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(count_in_memory(pid, value), 0);
    assert.ok(!server.err.includes(value));
    for (const { name, bytes } of server.files()) {
      for (const spelling of spellings(value)) assert.ok(!bytes.includes(spelling), name);
    }
  });
