// @ts-check
// assets/openapi.yaml against the running server: every path, method and status that it names can be had, every answer
// fits its schema, and nothing is served that it does not name.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { until } from '../browser/until.mjs';
import { FakeProvider, in_place_of_providers } from './fake_provider.mjs';
import { Server, checkout, run_to_end } from './server_process.mjs';

const text = readFileSync(path.join(checkout, 'assets/openapi.yaml'), 'utf8');
/** @type {any} */
const document = parse(text);

const ajv = new Ajv2020({ strict: false, allErrors: true });
/** @type {any} */ (formats)(ajv);
ajv.addSchema(document, 'openapi');

/** What `$ref` names, or the value itself. @param {any} value @returns {any} */
function resolved(value) {
  if (!value?.$ref || !value.$ref.startsWith('#/components/responses/') && !value.$ref.startsWith('#/components/headers/')) return value;
  return value.$ref.slice(2).split('/').reduce((/** @type {any} */ at, /** @type {string} */ part) => at[part], document);
}

/** @param {unknown} value @param {{$ref: string}} schema @param {string} what */
function assert_valid(value, schema, what) {
  const valid = ajv.validate({ $ref: 'openapi' + schema.$ref }, value);
  assert.ok(valid, `${what}: ${ajv.errorsText()}\n${JSON.stringify(value)}`);
}

/** @type {Server} */
let server;
/** @type {FakeProvider} */
let provider;
/** @type {Record<string, any>} */
const made = {};
/** "METHOD path status" of everything that has been had. */
const had = new Set();

/**
 * Asks, and holds the answer against the document.
 * @param {string} method @param {string} template @param {number} status
 * @param {{ids?: Record<string, string>, body?: unknown, token?: string | null, headers?: Record<string, string>}} [options]
 */
async function expect(method, template, status, options = {}) {
  /** @type {Record<string, string>} */
  const ids = { organization_id: server.organization_id, ...options.ids };
  const where = template.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? assert.fail(`no ${name}`));
  const answer = await server.ask(method, where, options);
  const what = `${method} ${template} ${status}`;
  assert.equal(answer.status, status, `${what}: ${answer.text}`);
  had.add(what);
  // A method that the path does not know is described by those that it knows.
  const operation = document.paths[template][method.toLowerCase()] ?? document.paths[template].get ?? document.paths[template].post;
  const described = resolved(operation.responses[String(status)]);
  assert.ok(described, `${what} is described`);
  assert_valid(answer.body, described.content['application/json'].schema, what);
  for (const [name, header] of Object.entries(described.headers ?? {})) {
    const { schema } = resolved(header);
    const value = answer.headers.get(name);
    assert.ok(value !== null && ajv.validate(schema, value), `${what}: header ${name}: ${value}`);
  }
  return answer.body;
}

const keys = '/v1/organizations/{organization_id}/provider-keys';
const key = `${keys}/{provider_key_id}`;
const api_keys = '/v1/organizations/{organization_id}/api_keys';
const api_key = `${api_keys}/{api_key_id}`;
const reveal = `${api_key}/reveal`;
const test_new = `${keys}/test`;
const test_stored = `${key}/test`;
const nobody = { provider_key_id: 'pk_nobody', api_key_id: 'ak_nobody' };
const session = '/auth/session';
const audit = '/v1/organizations/{organization_id}/audit';
const foreign = { ...nobody, organization_id: 'org_nobody' };
const new_key = { provider: 'anthropic', name: 'Key', provider_key: 'sk-ant-example-not-a-key', api_key_ids: [] };

before(async () => {
  provider = await FakeProvider.start(() => ({ status: 401, headers: { 'request-id': 'req_of_provider' } }));
  server = await Server.start({ args: in_place_of_providers({ anthropic: provider }) });
  made.key = await server.create_provider_key();
  made.api_key = await server.create_api_key('API key');
  made.viewer = run_to_end(['token', 'create', '--name', 'Vi', '--role', 'viewer', '--data', server.data]).out.trim();
});
after(async () => {
  await server.discard();
  await provider.stop();
});

test('the document is one, and its examples fit its schemas', () => {
  assert.equal(document.openapi, '3.1.0');
  let examples = 0;
  for (const [where, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(/** @type {any} */ (item))) {
      if (method === 'parameters') continue;
      const media = [operation.requestBody, ...Object.values(operation.responses)].map((each) => resolved(each)?.content?.['application/json']);
      for (const each of media.filter(Boolean)) {
        const values = [each.example, ...Object.values(each.examples ?? {}).map((/** @type {any} */ example) => example.value)];
        for (const value of values.filter((value) => value !== undefined)) ++examples, assert_valid(value, each.schema, `example of ${method} ${where}`);
      }
    }
  }
  assert.ok(examples > 20, `${examples} examples were looked at`);
});

test('the shapes of credentials that are texts fit what the examples hold', () => {
  const { examples } = document.paths[keys].post.requestBody.content['application/json'];
  assert_valid(JSON.parse(examples.bedrock.value.provider_key), { $ref: '#/components/schemas/BedrockCredential' }, 'bedrock');
  assert_valid(JSON.parse(examples.azure.value.provider_key), { $ref: '#/components/schemas/AzureCredential' }, 'azure');
});

test('the example requests are accepted', async () => {
  const { examples } = document.paths[keys].post.requestBody.content['application/json'];
  for (const each of /** @type {any[]} */ (Object.values(examples))) await expect('POST', keys, 201, { body: each.value });
});

test('every provider of the schema is accepted, and no other', async () => {
  const service_account = { ...new_key, provider: 'google_vertex_ai', provider_key: '{}' };
  const refused = await expect('POST', keys, 400, { body: service_account });
  assert.deepEqual(refused.error.params.map((/** @type {any} */ each) => each.param), ['provider_key'], 'the provider is known');
  for (const provider of document.components.schemas.Provider.enum) {
    const answer = await server.ask('POST', server.path('/provider-keys'), { body: { ...new_key, provider, provider_key: '' } });
    assert.deepEqual(answer.body.error.params.map((/** @type {any} */ each) => each.param), ['provider_key'], provider);
  }
  const unknown = await expect('POST', keys, 400, { body: { ...new_key, provider: 'cohere' } });
  assert.deepEqual(unknown.error.params.map((/** @type {any} */ each) => each.param), ['provider']);
});

test('every call does what its description says', async () => {
  await expect('GET', '/healthz', 200, { token: null });
  await expect('GET', '/v1/organizations', 200);
  await expect('GET', '/v1/organizations/{organization_id}', 200);
  await expect('GET', session, 200);
  await expect('POST', session, 201, { body: {} });
  await expect('DELETE', session, 200);
  await expect('GET', audit, 200);

  const ids = { provider_key_id: made.key.id, api_key_id: made.api_key.id };
  await expect('GET', keys, 200);
  await expect('GET', key, 200, { ids });
  await expect('POST', key, 200, { ids, body: { name: 'Renamed' } });
  const { provider: slug, provider_key } = new_key;
  assert.equal((await expect('POST', test_new, 200, { body: { provider: slug, provider_key } })).verdict, 'invalid');
  await expect('POST', test_stored, 200, { ids, body: { provider_key } });
  const result = await expect('POST', test_stored, 200, { ids, body: {} });
  assert.deepEqual((await expect('GET', key, 200, { ids })).last_test, result);
  await expect('POST', keys, 201, { body: { ...new_key, allow_duplicate: true } });
  await expect('POST', keys, 409, { body: new_key });
  await expect('GET', api_keys, 200);
  await expect('POST', api_keys, 201, { body: { name: 'New', type: 'api', models: [], max_usage: null, email: '' } });
  await expect('GET', api_key, 200, { ids });
  await expect('GET', reveal, 200, { ids });
  await expect('POST', api_key, 200, { ids, body: { active: false } });

  await expect('POST', key, 200, { ids, body: { api_key_ids: [made.api_key.id] } });
  await expect('DELETE', api_key, 409, { ids });
  await expect('DELETE', key, 200, { ids });
  await expect('DELETE', api_key, 200, { ids });
});

test('a request is sent again safely, and tells when it cannot be', async () => {
  const made_by_key = await create_twice(keys, new_key, { ...new_key, name: 'Other' });
  await server.ask('DELETE', server.path(`/provider-keys/${made_by_key.id}`));
  await expect('POST', keys, 409, { body: { ...new_key, allow_duplicate: true }, headers: { 'idempotency-key': `"${keys}"` } });
  const made_api_key = await create_twice(api_keys, { name: 'Once', type: 'api' }, { name: 'Other', type: 'api' });
  await server.ask('DELETE', server.path(`/api_keys/${made_api_key.id}`));
  await expect('POST', api_keys, 409, { body: { name: 'Once', type: 'api' }, headers: { 'idempotency-key': `"${api_keys}"` } });
});

/** @param {string} template @param {Record<string, unknown>} body @param {unknown} other */
async function create_twice(template, body, other) {
  const headers = { 'idempotency-key': `"${template}"` };
  const whole = template === keys ? { ...body, allow_duplicate: true } : body;
  const first = await expect('POST', template, 201, { body: whole, headers });
  assert.deepEqual(await expect('POST', template, 201, { body: whole, headers }), first);
  await expect('POST', template, 422, { body: other, headers });
  return first;
}

test('a version that was overtaken is refused', async () => {
  const ids = { provider_key_id: (await server.create_provider_key()).id, api_key_id: (await server.create_api_key('K')).id };
  const headers = { 'if-match': '"0"' };
  for (const template of [key, api_key]) {
    await expect('POST', template, 412, { ids, body: { name: 'X' }, headers });
    await expect('DELETE', template, 412, { ids, headers });
  }
});


/** A body that is right, for that path. @param {string} template */
function body_for(template) {
  const { provider: slug, provider_key } = new_key;
  if (template === test_new) return { provider: slug, provider_key };
  if (template === test_stored) return { provider_key };
  return template.startsWith(api_keys) ? { name: 'X', type: 'api' } : new_key;
}

async function expect_bad_page() {
  const answer = await server.ask('GET', server.path('/audit?limit=0'));
  assert.equal(answer.status, 400);
  assert_valid(answer.body, { $ref: '#/components/schemas/Error' }, 'a page of no entries');
}

/** With a Host that `fetch` does not send. */
async function assert_no_session_over_http() {
  const answer = await server.send_raw(`POST ${session} HTTP/1.1\r\nHost: byok.example.com\r\nAuthorization: Bearer ${server.token}\r\n` +
    'Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}');
  assert.match(answer, /^HTTP\/1\.1 403 /);
  assert_valid(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)), { $ref: '#/components/schemas/Error' }, 'no session over http');
}

test('every refusal can be had, and is described', async () => {
  for (const [template, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(/** @type {any} */ (item))) {
      if (method === 'parameters') continue;
      const verb = method.toUpperCase();
      const body = operation.requestBody && { body: body_for(template) };
      await expect('PUT', template, 405, { ids: nobody, token: null });
      had.add(`${verb} ${template} 405`);
      if (operation.responses['401']) await expect(verb, template, 401, { ids: nobody, ...body, token: 'wrong' });
      if (operation.responses['403']) {
        // A viewer may open a session, but not where its cookie can be read.
        if (template === session) had.add(`${verb} ${template} 403`), await assert_no_session_over_http();
        else await expect(verb, template, 403, { ids: nobody, ...body, token: made.viewer });
      }
      if (operation.responses['404']) await expect(verb, template, 404, { ids: foreign, ...body });
      if (operation.responses['404'] && /_key_id\}/.test(template)) await expect(verb, template, 404, { ids: nobody, ...body });
      if (template === audit) had.add(`GET ${audit} 400`), await expect_bad_page();
      if (!operation.requestBody) continue;
      const own = { provider_key_id: (await server.create_provider_key()).id, api_key_id: (await server.create_api_key('K')).id };
      await expect(verb, template, 400, { ids: own, body: { name: 7 } });
      await expect(verb, template, 413, { ids: own, body: 'x'.repeat(300_000) });
      await expect(verb, template, 415, { ids: own, body: '{}', headers: { 'Content-Type': 'text/plain' } });
    }
  }
});

/** Each minute begins to count anew: what is to be told within one begins while much of it is left. */
const early_in_a_minute = () => until('a minute is young', () => new Date().getSeconds() < 40);

test('who tries too many credentials is told to wait', async () => {
  const { provider: slug, provider_key } = new_key;
  const ids = { provider_key_id: (await server.create_provider_key()).id };
  await early_in_a_minute();
  for (let tries = 0; tries < 70; ++tries) await server.ask('POST', server.path('/provider-keys/test'), { body: { provider: slug, provider_key } });
  await expect('POST', test_new, 429, { body: { provider: slug, provider_key } });
  await expect('POST', test_stored, 429, { ids, body: { provider_key } });
});

test('who reads API keys again too often is told to wait', async () => {
  const ids = { api_key_id: (await server.create_api_key('K')).id };
  await early_in_a_minute();
  for (let tries = 0; tries < 60; ++tries) await server.ask('GET', server.path(`/api_keys/${ids.api_key_id}/reveal`));
  await expect('GET', reveal, 429, { ids });
  await early_in_a_minute();
  for (let tries = 0; tries < 60; ++tries) await server.ask('POST', session, { body: {} });
  await expect('POST', session, 429, { body: {} });
});

test('what cannot be had at will is all that is left', () => {
  const left = [];
  for (const [template, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(/** @type {any} */ (item))) {
      if (method === 'parameters') continue;
      for (const status of Object.keys(operation.responses)) {
        if (!had.has(`${method.toUpperCase()} ${template} ${status}`)) left.push(`${method} ${template} ${status}`);
      }
    }
  }
  // A full disk (start_test.mjs), a key that cannot be opened and a change at the same moment (tests/service/), a
  // database that is gone.
  const elsewhere = /^(\w+ \S+ 500|get \/healthz 503|post \S+\/\{provider_key_id\}(\/test)? 409)$/;
  assert.deepEqual(left.filter((each) => !elsewhere.test(each)), []);
});

test('the paths of the document and of the server are the same', () => {
  const source = readFileSync(path.join(checkout, 'src/service/api_routes.cpp'), 'utf8');
  const served = [...source.matchAll(/^ *\{"(\w+)", "(\/(?:v1|auth)\/[^"]+)", \w+[,}]/gm)].map(([, method, pattern]) => `${method} ${pattern}`);
  const described = Object.entries(document.paths).flatMap(([template, item]) =>
    Object.keys(/** @type {any} */ (item)).filter((name) => name !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${template.replace('{organization_id}', '{org}').replace(/\{\w+_key_id\}/, '{id}')}`));
  assert.ok(served.length > 10, 'routes were found');
  assert.deepEqual(described.filter((each) => !each.endsWith('/healthz')).sort(), served.sort());
});
