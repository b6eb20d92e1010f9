// @ts-check
// Bodies that are wrong: a clear error at the right field, and nothing kept.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server, assert_error } from './server_process.mjs';

/** @type {Server} */
let server;
before(async () => { server = await Server.start(); });
after(() => server.discard());

const good = { provider: 'anthropic', name: 'Key', provider_key: 'sk-test-4f9a8b7c6d5e4f3a2b1c0d9e', api_key_ids: [] };
const region = { access_key_id: 'AKIAMADEUPFORTESTS23', secret_access_key: 'madeup+secret/for/tests/opens0nothing001' };

/** @param {unknown} body */
const post = (body) => server.ask('POST', server.path('/provider-keys'), { body });

/** Checks that `body` is refused at these fields, and that nothing was kept. @param {unknown} body @param {string[]} params */
async function assert_refused(body, params) {
  const answer = await post(body);
  assert_error(answer, 400, 'invalid_request_error', params);
  assert.ok(!answer.text.includes('4f9a8b7c'), 'the answer repeats no secret');
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, []);
}

test('an empty or malformed body is refused as a whole', async () => {
  for (const body of ['', ' ', '{', '{"name":}', '[]', 'null', '"text"', '7', '{}{}', JSON.stringify(good) + 'x', "{'name':1}", '\u0000', '['.repeat(100_000)]) {
    await assert_refused(body, []);
  }
});

test('what is missing, unknown, of the wrong type or there twice is refused at its field', async () => {
  await assert_refused({}, ['provider', 'provider_key', 'name', 'api_key_ids']);
  for (const member of ['provider', 'name', 'provider_key', 'api_key_ids']) {
    await assert_refused({ ...good, [member]: undefined }, [member]);
    await assert_refused({ ...good, [member]: 7 }, [member]);
    await assert_refused({ ...good, [member]: null }, [member]);
  }
  await assert_refused({ ...good, active: true }, ['active']);
  await assert_refused(JSON.stringify(good).replace('{', '{"name":"Other",'), ['name']);
  await assert_refused(JSON.stringify(good).replace('{', '{"provider_key":"sk-test-4f9a8b7c",'), ['provider_key']);
});

test('an unknown provider is refused at its field', async () => {
  for (const provider of ['cohere', '', 'Anthropic', ' anthropic', 'anthropic\u0000', 'google']) await assert_refused({ ...good, provider }, ['provider']);
});

test('a name that is none is refused at its field', async () => {
  for (const name of ['', ' \t ', '\u200b', 'a\u0000b', 'a\nb', 'a\u007fb', 'x'.repeat(101), '🔑'.repeat(101)]) await assert_refused({ ...good, name }, ['name']);
});

test('a credential that is none is refused at its field', async () => {
  for (const provider_key of ['', ' ', 'a b', 'sk-\u200btest', 'sk\u0000test', 'x'.repeat(9000)]) await assert_refused({ ...good, provider_key }, ['provider_key']);
  for (const provider_key of ['', 'sk-test-4f9a8b7c', '{}', '[]']) {
    await assert_refused({ ...good, provider: 'google_vertex_ai', provider_key }, ['provider_key']);
    await assert_refused({ ...good, provider: 'bedrock', provider_key }, ['provider_key']);
  }
  await assert_refused({ ...good, provider: 'google_vertex_ai', provider_key: '{"type":"authorized_user"}' }, ['provider_key']);
  const azure = (/** @type {unknown} */ parts) => ({ ...good, provider: 'azure', provider_key: JSON.stringify(parts) });
  await assert_refused(azure({ endpoint: 'http://contoso.openai.azure.com', api_key: 'azure-key-of-some-length-5678' }), ['provider_key.endpoint']);
  await assert_refused(azure({ endpoint: 'https://127.0.0.1/', api_key: 'azure-key-of-some-length-5678' }), ['provider_key.endpoint']);
  await assert_refused(azure({ endpoint: 'https://contoso.openai.azure.com/', api_key: '' }), ['provider_key.api_key']);
  await assert_refused(azure({ endpoint: 'https://contoso.openai.azure.com/' }), ['provider_key.api_key']);
});

test('regions are refused one by one, and ten thousand of them at once', async () => {
  const bedrock = (/** @type {unknown} */ regions) => ({ ...good, provider: 'bedrock', provider_key: typeof regions === 'string' ? regions : JSON.stringify(regions) });
  await assert_refused(bedrock({ global: region, mars: { ...region, secret_access_key: '' } }),
    ['provider_key.regions[1].region', 'provider_key.regions[1].secret_access_key']);
  await assert_refused(bedrock({ global: 'secret' }), ['provider_key.regions[0]']);
  await assert_refused(bedrock(`{"global":${JSON.stringify(region)},"global":${JSON.stringify(region)}}`), ['provider_key']);
  const small = { access_key_id: '', secret_access_key: '' };
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`r${i}`, 0]));
  await assert_refused(bedrock(many), ['provider_key']);
  const too_many = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`us-east-${i}`, small]));
  const answer = await post(bedrock(too_many));
  assert_error(answer, 413, 'payload_too_large_error');
  const enough = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`r${i}`, 0]));
  await assert_refused(bedrock(enough), ['provider_key']);
});

test('an assignment to what is not the organization\'s own is refused at its field, in the same words', async () => {
  const { body: { data: [own] } } = await server.ask('GET', server.path('/api_keys'));
  for (const api_key_ids of [['ak_of_somebody_else'], [''], [own.id, '../x'], [own.id, own.id], [7], [null], 'all', Array(1001).fill(0).map((_, i) => `ak_${i}`)]) {
    await assert_refused({ ...good, api_key_ids }, ['api_key_ids']);
  }
});

test('text that is not UTF-8 is refused', async () => {
  const body = Buffer.from(JSON.stringify({ ...good, name: 'NAME' }));
  for (const bytes of [[0xff], [0xc3, 0x28], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80]]) {
    const at = body.indexOf('NAME');
    await assert_refused(Buffer.concat([body.subarray(0, at), Buffer.from(bytes), body.subarray(at + 4)]), []);
  }
  await assert_refused('{"name":"\\ud800","provider":"anthropic","provider_key":"sk-test-4f9a8b7c","api_key_ids":[]}', []);
});

test('ids with slashes, dots and percent signs are not found', async () => {
  const key = await server.create_provider_key();
  for (const id of [`${key.id}/`, `${key.id}%2f`, `%2e%2e%2f${key.id}`, `x%2f..%2f${key.id}`, `${key.id}%00`, `${key.id}.`, '%', '%zz', '..%2fapi_keys', 'a/b/c', '🔑']) {
    for (const method of ['GET', 'DELETE']) {
      assert_error(await server.ask(method, server.path(`/provider-keys/${id}`)), 404, 'not_found_error');
    }
  }
  const dots = await server.send_raw(`GET ${server.path(`/provider-keys/../provider-keys/${key.id}`)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  assert.match(dots, /^HTTP\/1\.1 404 /);
  assert.equal((await server.ask('DELETE', server.path(`/provider-keys/${key.id}`))).status, 200);
});

test('a body of 256 KiB is read, one byte more is too large', async () => {
  const padded = (/** @type {number} */ size) => {
    const body = JSON.stringify(good);
    return body + ' '.repeat(size - body.length);
  };
  assert_error(await post(padded(256 * 1024 + 1)), 413, 'payload_too_large_error');
  const kept = await post(padded(256 * 1024));
  assert.equal(kept.status, 201);
  await server.ask('DELETE', server.path(`/provider-keys/${kept.body.id}`));
});
