// @ts-check
// The contract over real HTTP: every call, every error, and what every answer says to browsers and caches.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, assert_error } from './server_process.mjs';

/** @type {Server} */
let server;
before(async () => { server = await Server.start(); });
after(() => server.discard());

const unknown_id = 'pk_aaaaaaaaaaaaaaaaaaaaaaaaaa';

test('a provider key is created, listed, read, changed and deleted', async () => {
  const key = await server.create_provider_key({ name: '  Production  ' });
  assert.equal(key.name, 'Production');
  assert.equal(key.active, true);
  assert.equal(key.created_by, 'admin');
  assert.deepEqual(key.credential, { kind: 'api_key', last4: '0d9e' });
  const where = server.path(`/provider-keys/${key.id}`);

  const list = await server.ask('GET', server.path('/provider-keys'));
  assert.deepEqual(list.body.find((/** @type {any} */ each) => each.id === key.id), key);
  assert.deepEqual((await server.ask('GET', where)).body, key);

  const renamed = await server.ask('POST', where, { body: { name: 'Renamed', active: false, provider_key: '' } });
  assert.equal(renamed.status, 200);
  assert.deepEqual({ ...renamed.body, updated_at: '' }, { ...key, name: 'Renamed', active: false, updated_at: '', etag: '"2"' });

  const replaced = await server.ask('POST', where, { body: { provider_key: 'sk-test-another-key-1234' } });
  assert.equal(replaced.body.credential.last4, '1234');

  const deleted = await server.ask('DELETE', where);
  assert.equal(deleted.status, 200);
  assert.deepEqual(deleted.body, { object: 'provider_key', id: key.id, deleted: true });
  for (const method of ['GET', 'DELETE']) assert_error(await server.ask(method, where), 404, 'not_found_error');
  assert_error(await server.ask('POST', where, { body: {} }), 404, 'not_found_error');
});

test('credentials of every kind are taken, and shown as hints alone', async () => {
  const azure = { endpoint: 'https://contoso.openai.azure.com/', api_key: 'azure-key-of-some-length-5678' };
  const bedrock = {
    global: { access_key_id: 'AKIAMADEUPFORTESTS23', secret_access_key: 'madeup+secret/for/tests/opens0nothing001' },
    'us-east-1': { access_key_id: 'AKIAMADEUPFORTESTS45', secret_access_key: 'madeup+secret/for/tests/opens0nothing002' },
  };
  assert.deepEqual((await server.create_provider_key({ provider: 'azure', provider_key: JSON.stringify(azure) })).credential,
    { kind: 'azure', endpoint: azure.endpoint, last4: '5678' });
  assert.deepEqual((await server.create_provider_key({ provider: 'bedrock', provider_key: JSON.stringify(bedrock) })).credential, {
    kind: 'bedrock',
    regions: [{ region: 'global', access_key_id: 'AKIAMADEUPFORTESTS23' }, { region: 'us-east-1', access_key_id: 'AKIAMADEUPFORTESTS45' }],
  });
  for (const provider of ['anthropic', 'openai', 'mistral', 'deepseek', 'xai', 'zai']) {
    assert.equal((await server.create_provider_key({ provider, name: provider })).provider, provider);
  }
});

test('names of every script come back as they were sent', async () => {
  for (const name of ['🔑 prod 👩‍💻', 'مفتاح الإنتاج', '日本語', '<script>alert(1)</script>', '"quoted" \\', 'n'.repeat(100), '🔑'.repeat(100)]) {
    assert.equal((await server.create_provider_key({ name })).name, name);
  }
});

test('an API key is created, listed, read, revealed, changed and deleted', async () => {
  const { key, ...shown } = await server.create_api_key(' CI ');
  assert.equal(shown.name, 'CI');
  assert.match(key, /^byok_gateway_[A-Za-z0-9_-]{43}$/);
  const where = server.path(`/api_keys/${shown.id}`);

  const list = await server.ask('GET', server.path('/api_keys'));
  assert.equal(list.body.data[0].name, 'my first key');
  assert.deepEqual(list.body.data.find((/** @type {any} */ each) => each.id === shown.id), shown);
  assert.deepEqual((await server.ask('GET', where)).body, shown);
  assert.deepEqual((await server.ask('GET', where + '/reveal')).body, { ...shown, key });
  assert.deepEqual((await server.ask('POST', where, { body: { name: 'New', active: false } })).body, { ...shown, name: 'New', active: false, etag: '"2"' });

  assert.deepEqual((await server.ask('DELETE', where)).body, { object: 'ai_gateway_api_key', id: shown.id, deleted: true });
  assert_error(await server.ask('GET', where + '/reveal'), 404, 'not_found_error');
});

test('an API key that a provider key depends on is not deleted, and the answer says what to do', async () => {
  const only = await server.create_api_key('Only');
  const key = await server.create_provider_key({ name: 'Depends', api_key_ids: [only.id] });
  const refused = await server.ask('DELETE', server.path(`/api_keys/${only.id}`));
  assert_error(refused, 409, 'conflict_error', []);
  assert.match(refused.body.error.message, /"Depends"/);
  const other = await server.create_api_key('Other');
  await server.ask('POST', server.path(`/provider-keys/${key.id}`), { body: { api_key_ids: [only.id, other.id] } });
  assert.equal((await server.ask('DELETE', server.path(`/api_keys/${only.id}`))).status, 200);
  assert.deepEqual((await server.ask('GET', server.path(`/provider-keys/${key.id}`))).body.api_key_ids, [other.id]);
});

test('organizations are the caller\'s own', async () => {
  const list = await server.ask('GET', '/v1/organizations');
  assert.deepEqual(list.body, { data: [{ id: server.organization_id, name: 'My organization', slug: 'my-organization' }] });
  assert.deepEqual((await server.ask('GET', server.path())).body, list.body.data[0]);
  for (const rest of ['', '/provider-keys', '/api_keys', `/provider-keys/${unknown_id}`]) {
    assert_error(await server.ask('GET', '/v1/organizations/org_of_somebody_else' + rest), 404, 'not_found_error');
  }
});

test('without a good console token nothing is answered', async () => {
  const { key } = await server.create_api_key('Not for the console');
  const wrong = [null, 'wrong', server.token + 'x', server.token.slice(1), key];
  for (const token of wrong) {
    const refused = await server.ask('GET', server.path('/provider-keys'), { token });
    assert_error(refused, 401, 'authentication_error');
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer');
  }
  const basic = await server.ask('GET', '/v1/organizations', { token: null, headers: { Authorization: `Basic ${server.token}` } });
  assert_error(basic, 401, 'authentication_error');
  const gateway = await server.ask('GET', '/v1/organizations', { token: key });
  assert.match(gateway.body.error.message, /gateway API key/);
  const lower_case = await server.ask('GET', '/v1/organizations', { token: null, headers: { Authorization: `bearer ${server.token}` } });
  assert.equal(lower_case.status, 200);
  const in_the_query = await server.ask('GET', `/v1/organizations?token=${server.token}`, { token: null });
  assert_error(in_the_query, 401, 'authentication_error');
});

test('a path that is not there is not found, and a wrong method is told the right ones', async () => {
  for (const path of ['/v1', '/v1/', '/v1/nothing', server.path('/provider-keys/'), server.path('/provider_keys'),
    server.path(`/provider-keys/${unknown_id}/tests`), server.path('/api_keys/x/reveal/y'), '/nothing', '/v1/%6frganizations']) {
    assert_error(await server.ask('GET', path), 404, 'not_found_error');
  }
  assert_error(await server.ask('POST', server.path(`/provider-keys/${unknown_id}/test`), { body: {} }), 404, 'not_found_error');
  /** @type {[string, string, string][]} */
  const rows = [
    ['POST', '/v1/organizations', 'GET, HEAD'],
    ['PUT', server.path('/provider-keys'), 'GET, HEAD, POST'],
    ['PATCH', server.path(`/provider-keys/${unknown_id}`), 'GET, HEAD, POST, DELETE'],
    ['OPTIONS', server.path('/provider-keys'), 'GET, HEAD, POST'],
    ['DELETE', server.path('/api_keys'), 'GET, HEAD, POST'],
    ['POST', server.path('/api_keys/ak_x/reveal'), 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/healthz', 'GET, HEAD'],
    ['OPTIONS', '/', 'GET, HEAD'],
  ];
  for (const [method, path, allow] of rows) {
    const refused = await server.ask(method, path, { token: null });
    assert_error(refused, 405, 'method_not_allowed_error');
    assert.equal(refused.headers.get('allow'), allow);
  }
  assert_error(await server.ask('OPTIONS', '/*', { token: null }), 404, 'not_found_error');
});

test('HEAD says what GET says, without a body', async () => {
  for (const path of ['/v1/organizations', '/', '/console.js', '/healthz', '/nothing', server.path('/provider-keys')]) {
    const get = await server.ask('GET', path);
    const head = await server.ask('HEAD', path);
    assert.equal(head.status, get.status, path);
    assert.equal(head.text, '');
    for (const name of ['content-length', 'content-type', 'etag', 'cache-control']) assert.equal(head.headers.get(name), get.headers.get(name), name);
  }
});

test('a body has to say that it is JSON', async () => {
  const body = JSON.stringify({ name: 'Key', type: 'api' });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx', '']) {
    assert_error(await server.ask('POST', server.path('/api_keys'), { body, headers: { 'Content-Type': type } }), 415, 'unsupported_media_type_error');
  }
  for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/json ;charset=utf-8']) {
    assert.equal((await server.ask('POST', server.path('/api_keys'), { body, headers: { 'Content-Type': type } })).status, 201, type);
  }
});

test('every answer tells browsers what the page may do', async () => {
  const paths = ['/', '/console.js', '/nothing', '/healthz', '/v1/organizations', '/v1/nothing'];
  const answers = await Promise.all(paths.map((path) => server.ask('GET', path)));
  answers.push(await server.ask('PUT', '/v1/organizations'), await server.ask('GET', '/v1/organizations', { token: null }));
  for (const answer of answers) {
    const header = (/** @type {string} */ name) => answer.headers.get(name);
    assert.match(header('content-security-policy') ?? '', /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; /);
    assert.match(header('content-security-policy') ?? '', /frame-ancestors 'none'.*require-trusted-types-for 'script'/);
    assert.equal(header('cross-origin-opener-policy'), 'same-origin');
    assert.equal(header('cross-origin-embedder-policy'), 'require-corp');
    // That somebody is not signed in is no secret, and a page of another origin that may not ask has to be told from one
    // that finds nobody (src/server/cors.h).
    assert.equal(header('cross-origin-resource-policy'), answer.status === 401 ? 'cross-origin' : 'same-origin');
    assert.equal(answers.some(({ status }) => status === 401), true);
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('referrer-policy'), 'no-referrer');
    assert.match(header('permissions-policy') ?? '', /clipboard-read=\(\)/);
    assert.match(header('x-request-id') ?? '', /^req_/);
    assert.equal(header('strict-transport-security'), null, 'over plain http it means nothing');
    assert.equal(header('access-control-allow-origin'), null);
    assert.equal(header('server'), null);
    assert.equal(header('set-cookie'), null);
  }
  const behind_a_proxy = await server.ask('GET', '/', { headers: { 'X-Forwarded-Proto': 'https' } });
  assert.equal(behind_a_proxy.headers.get('strict-transport-security'), 'max-age=63072000');
});

test('no answer of the API may be stored', async () => {
  for (const path of ['/v1/organizations', server.path('/api_keys'), '/v1/nothing', '/healthz']) {
    assert.equal((await server.ask('GET', path)).headers.get('cache-control'), 'no-store', path);
  }
});

test('the site is served with types, brotli and validators', async () => {
  const index = await server.ask('GET', '/');
  assert.equal(index.status, 200);
  assert.equal(index.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(index.headers.get('cache-control'), 'no-cache');
  assert.equal((await server.ask('GET', '/config.json')).headers.get('cache-control'), 'no-cache');

  const wasm = await server.ask('GET', '/console-0123abcd.wasm');
  assert.equal(wasm.headers.get('content-type'), 'application/wasm');
  assert.match(wasm.headers.get('cache-control') ?? '', /immutable/);

  const plain = await server.ask('GET', '/console.js', { headers: { 'Accept-Encoding': 'identity' } });
  assert.equal(plain.text, 'alert()');
  assert.equal(plain.headers.get('content-type'), 'text/javascript; charset=utf-8');
  const etag = plain.headers.get('etag') ?? '';
  const again = await server.ask('GET', '/console.js', { headers: { 'Accept-Encoding': 'identity', 'If-None-Match': etag } });
  assert.equal(again.status, 304);
  assert.equal(again.text, '');

  const raw = await server.send_raw('GET /console.js HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n');
  assert.match(raw, /content-encoding: br\r\n/);
  assert.match(raw, /vary: accept-encoding\r\n/);
  assert.match(raw, /\r\n\r\nbrotli$/);
});

test('no path leads out of the site\'s folder', async () => {
  for (const path of ['/../data/master.key', '/..%2fdata%2fmaster.key', '/%2e%2e/data/master.key', '//etc/passwd', '/./index.html',
    '/..\\data', '/%00', '/index.html%00.js', '/.%2e/x']) {
    const answer = await server.send_raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 404 Not Found\r\n/, path);
  }
});

test('the server says that it is well', async () => {
  const answer = await server.ask('GET', '/healthz', { token: null });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { status: 'ok' });
});

test('each request is one line of the log, under the id that its answer has', async () => {
  const answer = await server.ask('GET', server.path('/provider-keys?secret=in-the-query'));
  const id = answer.headers.get('x-request-id');
  const lines = server.log().filter((line) => line.request_id === id);
  assert.equal(lines.length, 1);
  const [line] = lines;
  assert.equal(line.event, 'request');
  assert.equal(line.method, 'GET');
  assert.equal(line.path, server.path('/provider-keys'));
  assert.equal(line.status, 200);
  assert.equal(line.bytes, Buffer.byteLength(answer.text));
  assert.ok(line.duration_us >= 0);
  assert.match(line.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.ok(!server.err.includes('in-the-query'));
});

test('many requests at once are all answered, each with its own', async () => {
  const names = Array.from({ length: 60 }, (_, i) => `Parallel ${i}`);
  const keys = await Promise.all(names.map((name) => server.create_provider_key({ name })));
  assert.deepEqual(keys.map((key) => key.name), names);
  assert.equal(new Set(keys.map((key) => key.id)).size, names.length);
});
