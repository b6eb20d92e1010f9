// @ts-check
// Sessions, roles, versions, requests sent again and the audit trail, over real HTTP.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, assert_error, run_to_end } from './server_process.mjs';

/** @type {Server} */
let server;
before(async () => { server = await Server.start({ args: ['--behind-proxy'] }); });
after(() => server.discard());

/** @param {string} role */
function token_for(role) {
  const { code, out, err } = run_to_end(['token', 'create', '--name', role, '--role', role, '--data', server.data]);
  assert.equal(code, 0, err);
  return out.trim();
}

/** Signs in as a browser does. @param {Record<string, string>} [headers] */
async function sign_in(headers = {}) {
  const answer = await server.ask('POST', '/auth/session', { body: {}, headers });
  assert.equal(answer.status, 201, answer.text);
  return /** @type {string} */ (answer.headers.get('set-cookie'));
}

const same_origin = { 'sec-fetch-site': 'same-origin' };

test('a session is a cookie that scripts and other sites do not get', async () => {
  assert.match(await sign_in(), /^byok_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.match(await sign_in({ 'x-forwarded-proto': 'https' }), /^__Host-byok_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
});

test('a cookie asks, writes from the server\'s own pages alone, and ends', async () => {
  const cookie = (await sign_in()).split(';')[0];
  const as = (/** @type {Record<string, string>} */ headers = {}) => ({ token: null, headers: { cookie, ...headers } });
  const who = await server.ask('GET', '/auth/session', as());
  assert.deepEqual([who.body.object, who.body.name, who.body.role, who.body.kind, who.body.idle_timeout_s], ['session', 'admin', 'admin', 'cookie', 1800]);
  const body = { name: 'By cookie', type: 'api' };
  const foreign = /** @type {Record<string, string>[]} */ ([{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.example' }, { origin: 'null' }]);
  for (const headers of foreign) {
    assert_error(await server.ask('POST', server.path('/api_keys'), { ...as(headers), body }), 403, 'forbidden_error');
  }
  assert_error(await server.ask('POST', server.path('/api_keys'), { ...as({ ...same_origin, 'content-type': 'text/plain' }), body: '{}' }), 415, 'unsupported_media_type_error');
  assert.equal((await server.ask('POST', server.path('/api_keys'), { ...as(same_origin), body })).status, 201);
  assert.equal((await server.ask('POST', server.path('/api_keys'), { ...as({ origin: server.origin }), body })).status, 201);
  const ended = await server.ask('DELETE', '/auth/session', as(same_origin));
  assert.equal(ended.status, 200);
  assert.match(/** @type {string} */ (ended.headers.get('set-cookie')), /^byok_session=; .*Max-Age=0$/);
  assert.equal(ended.headers.get('clear-site-data'), '"cache", "storage"');
  assert_error(await server.ask('GET', server.path('/api_keys'), as()), 401, 'authentication_error');
});

test('a session that came by https is not one by http, nor the other way round', async () => {
  const secure = (await sign_in({ 'x-forwarded-proto': 'https' })).split(';')[0];
  assert.equal((await server.ask('GET', '/auth/session', { token: null, headers: { cookie: secure, 'x-forwarded-proto': 'https' } })).status, 200);
  assert.equal((await server.ask('GET', '/auth/session', { token: null, headers: { cookie: secure } })).status, 401);
});

test('no session is opened over plain http from another machine', async () => {
  const raw = (/** @type {string} */ host) => server.send_raw(`POST /auth/session HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${server.token}\r\n` +
    'Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}');
  assert.match(await raw('byok.example.com'), /^HTTP\/1\.1 403 [^]*A session needs https/);
  assert.doesNotMatch(await raw('byok.example.com'), /set-cookie/i);
  assert.match(await raw('localhost:8080'), /^HTTP\/1\.1 201 [^]*set-cookie: byok_session=/);
});

test('a session survives a restart, and not its token', async () => {
  const other = await Server.start();
  try {
    const { out } = run_to_end(['token', 'create', '--name', 'Ann', '--role', 'admin', '--data', other.data]);
    const opened = await other.ask('POST', '/auth/session', { body: {}, token: out.trim() });
    const cookie = /** @type {string} */ (opened.headers.get('set-cookie')).split(';')[0];
    await other.end('SIGKILL');
    await other.start();
    assert.equal((await other.ask('GET', '/auth/session', { token: null, headers: { cookie } })).body.name, 'Ann');
    const list = run_to_end(['token', 'list', '--data', other.data]).out;
    const id = /** @type {string} */ (list.split('\n').find((line) => line.endsWith(' Ann'))).split(' ')[0];
    run_to_end(['token', 'revoke', id, '--data', other.data]);
    assert_error(await other.ask('GET', '/auth/session', { token: null, headers: { cookie } }), 401, 'authentication_error');
  } finally {
    await other.discard();
  }
});

test('viewers read, editors write, admins see who did what', async () => {
  const [viewer, editor] = ['viewer', 'editor'].map(token_for);
  const { id } = await server.create_provider_key();
  const where = server.path(`/provider-keys/${id}`);
  assert.equal((await server.ask('GET', where, { token: viewer })).status, 200);
  for (const [method, rest, body] of /** @type {[string, string, unknown][]} */ ([
    ['POST', '', { name: 'x' }], ['POST', '/test', {}], ['DELETE', '', undefined],
  ])) assert_error(await server.ask(method, where + rest, { token: viewer, body }), 403, 'forbidden_error');
  assert.equal((await server.ask('POST', where, { token: editor, body: { name: 'Edited' } })).body.updated_by, 'editor');
  for (const token of [viewer, editor]) assert_error(await server.ask('GET', server.path('/audit'), { token }), 403, 'forbidden_error');
  const { body } = await server.ask('GET', server.path('/audit?limit=4'), { headers: { 'x-forwarded-for': '203.0.113.9' } });
  assert.deepEqual(body.data.map((/** @type {any} */ each) => [each.action, each.actor.name, each.result, each.target.id === id]), [
    ['provider_key.updated', 'editor', 'done', true], ['provider_key.deleted', 'viewer', 'refused', true],
    ['provider_key.tested', 'viewer', 'refused', true], ['provider_key.updated', 'viewer', 'refused', true],
  ]);
  assert.equal(body.has_more, true);
  assert.match(body.data[0].request_id, /^req_/);
});

test('who asks is the last that the proxy names, and no word of the client\'s', async () => {
  for (const [forwarded, ip] of [['203.0.113.9', '203.0.113.9'], ['6.6.6.6, 2001:db8::1', '2001:db8::1'], ['203.0.113.9, nonsense', '127.0.0.1'], ['', '127.0.0.1']]) {
    const answer = await server.ask('POST', server.path('/api_keys'), { body: { name: 'n', type: 'api' }, headers: { 'x-forwarded-for': forwarded } });
    assert.equal(answer.status, 201);
    assert.equal((await server.ask('GET', server.path('/audit?limit=1'))).body.data[0].ip, ip);
  }
  const direct = await Server.start();
  try {
    await direct.ask('POST', direct.path('/api_keys'), { body: { name: 'n', type: 'api' }, headers: { 'x-forwarded-for': '203.0.113.9' } });
    assert.equal((await direct.ask('GET', direct.path('/audit?limit=1'))).body.data[0].ip, '127.0.0.1');
  } finally {
    await direct.discard();
  }
});

test('a version that was overtaken is refused, and each answer says its own', async () => {
  const { id, etag } = await server.create_provider_key();
  const where = server.path(`/provider-keys/${id}`);
  const read = await server.ask('GET', where);
  assert.equal(read.headers.get('etag'), etag);
  const changed = await server.ask('POST', where, { body: { name: 'Theirs' }, headers: { 'if-match': etag } });
  assert.equal(changed.headers.get('etag'), changed.body.etag);
  assert.notEqual(changed.body.etag, etag);
  assert_error(await server.ask('POST', where, { body: { name: 'Mine' }, headers: { 'if-match': etag } }), 412, 'precondition_failed_error');
  assert_error(await server.ask('DELETE', where, { headers: { 'if-match': etag } }), 412, 'precondition_failed_error');
  assert_error(await server.ask('DELETE', where, { headers: { 'if-match': 'x' } }), 400, 'invalid_request_error');
  assert.equal((await server.ask('GET', where)).body.name, 'Theirs');
  assert.equal((await server.ask('DELETE', where, { headers: { 'if-match': `"0", ${changed.body.etag}` } })).status, 200);
});

test('a create whose answer was lost in a crash is sent again and makes nothing twice', async () => {
  const other = await Server.start();
  try {
    const body = { provider: 'anthropic', name: 'Once', provider_key: 'sk-test-4f9a8b7c6d5e4f3a2b1c0d9e', api_key_ids: [] };
    const headers = { 'idempotency-key': '"8e03978e-40d5-43dd-bc93-6894a57f9324"' };
    const first = await other.ask('POST', other.path('/provider-keys'), { body, headers });
    assert.equal(first.headers.get('idempotency-replayed'), null);
    await other.end('SIGKILL');
    await other.start();
    const again = await other.ask('POST', other.path('/provider-keys'), { body, headers });
    assert.equal(again.status, 201);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual(again.body, first.body);
    assert.equal((await other.ask('GET', other.path('/provider-keys'))).body.length, 1);
    assert_error(await other.ask('POST', other.path('/provider-keys'), { body: { ...body, name: 'Other' }, headers }), 422, 'idempotency_error');
  } finally {
    await other.discard();
  }
});

test('many wrong tokens are told to wait, and a right one passes all the same', async () => {
  const other = await Server.start();
  try {
    const token = `byok_console_${'x'.repeat(43)}`;
    const statuses = [];
    for (let i = 0; i < 31; ++i) statuses.push((await other.ask('GET', other.path('/api_keys'), { token })).status);
    const limited = await other.ask('GET', other.path('/api_keys'), { token });
    if (!statuses.includes(429)) assert.equal(limited.status, 429, 'unless a minute began meanwhile');
    if (limited.status === 429) assert.ok(Number(limited.headers.get('retry-after')) > 0);
    assert.equal((await other.ask('GET', other.path('/api_keys'))).status, 200);
  } finally {
    await other.discard();
  }
});
