// @ts-check
// Credentials tried on providers of this machine: what each is asked, what its answers come to, and what a provider that
// means harm, or a person who does, can do to the server (nothing).

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import aws4 from 'aws4';
import { jwtVerify } from 'jose';
import { at_end } from '../browser/at_end.mjs';
import { random_text, service_account } from '../browser/credentials.mjs';
import { until } from '../browser/until.mjs';
import { FakeProvider, in_place_of_providers } from './fake_provider.mjs';
import { Server, assert_error, checkout, run_to_end } from './server_process.mjs';

/** @typedef {import('./fake_provider.mjs').Behaviour} Behaviour */
/** @typedef {import('./fake_provider.mjs').Asked} Asked */

const slugs = ['anthropic', 'openai', 'mistral', 'deepseek', 'xai', 'zai', 'azure', 'bedrock', 'google_vertex_ai'];

/** @type {Record<string, FakeProvider>} */
const fakes = {};
/** @type {Server} */
let server;

before(async () => {
  for (const slug of slugs) fakes[slug] = await FakeProvider.start(() => ({ status: 500 }));
  server = await Server.start({ args: in_place_of_providers(fakes) });
});
after(async () => {
  await server?.discard();
  await Promise.all(Object.values(fakes).map((fake) => fake.stop()));
});

/**
 * Each test works in a server of its own where it would use up the tests of a minute.
 * @param {import('node:test').TestContext} t
 * @param {string[]} [args]
 */
async function own_server(t, args = []) {
  const own = await Server.start({ args: [...in_place_of_providers(fakes), ...args] });
  at_end(t, () => own.discard());
  return own;
}

/** @param {string} provider @param {unknown} credential @param {Server} [by] */
const try_new = (provider, credential, by = server) => by.ask('POST', by.path('/provider-keys/test'), {
  body: { provider, provider_key: typeof credential === 'string' ? credential : JSON.stringify(credential) },
});

/** @param {string} id @param {unknown} [credential] @param {Server} [by] */
const try_stored = (id, credential, by = server) => by.ask('POST', by.path(`/provider-keys/${id}/test`), {
  body: credential === undefined ? {} : { provider_key: typeof credential === 'string' ? credential : JSON.stringify(credential) },
});

/** @param {string} slug @param {Behaviour} behaviour */
function set(slug, behaviour) {
  fakes[slug].behaviour = behaviour;
  fakes[slug].asked.length = 0;
}

const new_key = () => 'key-' + random_text(40);
const azure = () => ({ endpoint: 'https://contoso.openai.azure.com/', api_key: new_key() });
const aws_keys = (extra = {}) => ({ access_key_id: 'AKIA' + random_text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), secret_access_key: random_text(40), ...extra });

describe('a provider is asked what costs nothing', () => {
  /** @type {[string, string, Record<string, (key: string) => string>, unknown][]} */
  const rows = [
    ['anthropic', '/v1/models?limit=1', { 'x-api-key': (key) => key, 'anthropic-version': () => '2023-06-01' }, { data: [] }],
    ['openai', '/v1/models', { authorization: (key) => `Bearer ${key}` }, { object: 'list', data: [] }],
    ['mistral', '/v1/models', { authorization: (key) => `Bearer ${key}` }, { data: [] }],
    ['xai', '/v1/api-key', { authorization: (key) => `Bearer ${key}` }, { acls: [], api_key_blocked: false }],
    ['zai', '/api/paas/v4/models', { authorization: (key) => `Bearer ${key}` }, { data: [] }],
  ];
  for (const [slug, where, headers, body] of rows) {
    test(slug, async () => {
      set(slug, () => ({ body, headers: { 'x-request-id': 'req-of-provider' } }));
      const key = new_key();
      const { status, body: result } = await try_new(slug, key);
      assert.equal(status, 200);
      assert.equal(result.verdict, 'valid');
      assert.equal(result.request_id, 'req-of-provider');
      assert.match(result.tested_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.ok(result.latency_ms >= 0 && result.latency_ms < 10_000);
      assert.deepEqual(result.regions, []);
      const [asked, ...more] = fakes[slug].asked;
      assert.deepEqual(more, []);
      assert.equal(`${asked.method} ${asked.path}`, `GET ${where}`);
      for (const [name, value] of Object.entries(headers)) assert.equal(asked.headers[name], value(key));
    });
  }

  test('azure, with the key in its own header', async () => {
    set('azure', () => ({ body: { data: [] } }));
    const credential = azure();
    assert.equal((await try_new('azure', credential)).body.verdict, 'valid');
    assert.equal(fakes.azure.asked[0].path, '/openai/models?api-version=2024-10-21');
    assert.equal(fakes.azure.asked[0].headers['api-key'], credential.api_key);
  });

  test('deepseek, which also says whether there is a balance', async () => {
    let available = false;
    set('deepseek', ({ path: where }) => where === '/models' ? { body: { data: [] } } : { body: { is_available: available } });
    assert.deepEqual([(await try_new('deepseek', new_key())).body.reason, fakes.deepseek.asked.map((each) => each.path)],
      ['no_credit', ['/models', '/user/balance']]);
    available = true;
    assert.equal((await try_new('deepseek', new_key())).body.verdict, 'valid');
    set('deepseek', ({ path: where }) => where === '/models' ? { body: { data: [] } } : { status: 500 });
    assert.equal((await try_new('deepseek', new_key())).body.verdict, 'valid', 'the key is good whatever the second answer');
  });
});

describe('AWS', () => {
  /** What the signature says that it is for. @param {Asked} asked */
  function scope_of(asked) {
    const [, access_key_id, region, service] = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(String(asked.headers.authorization)) ?? [];
    return { access_key_id, region, service };
  }

  /**
   * Answers as AWS does, and lets only those in whose signature is right, as another implementation makes it.
   * @param {Record<string, {secret_access_key: string, session_token?: string}>} known by access key id
   * @param {(region: string, service: string) => import('./fake_provider.mjs').Said | undefined} [otherwise]
   * @returns {Behaviour}
   */
  function aws(known, otherwise = () => undefined) {
    return (asked) => {
      const { access_key_id, region, service } = scope_of(asked);
      const keys = known[access_key_id];
      const special = otherwise(region, service);
      if (special) return special;
      if (!keys) return { status: 403, body: '<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>' };
      const signed = aws4.sign({
        host: asked.headers.host, path: asked.path, method: asked.method, body: asked.body || undefined, region, service,
        headers: {
          'X-Amz-Date': String(asked.headers['x-amz-date']),
          ...(asked.headers['content-type'] ? { 'Content-Type': asked.headers['content-type'] } : {}),
        },
        ...{ extraHeadersToIgnore: { 'content-length': true } },  // which the types do not know
      }, { accessKeyId: access_key_id, secretAccessKey: keys.secret_access_key, sessionToken: keys.session_token });
      if (/** @type {any} */ (signed.headers).Authorization !== asked.headers.authorization) {
        return { status: 403, body: '<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>' };
      }
      return service === 'sts' ? { body: '<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>' } : { body: { modelSummaries: [] } };
    };
  }

  test('right keys are let in, with a session token and without; a wrong secret is not', async () => {
    const lasting = aws_keys();
    const temporary = { ...aws_keys(), access_key_id: 'ASIA' + random_text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), session_token: random_text(300) + '+/==' };
    set('bedrock', aws({ [lasting.access_key_id]: lasting, [temporary.access_key_id]: temporary }));
    const { body: result } = await try_new('bedrock', { global: lasting, 'eu-west-1': temporary, 'us-west-2': { ...lasting, secret_access_key: random_text(40) } });
    assert.deepEqual(result.regions.map((/** @type {any} */ each) => [each.region, each.verdict, each.reason]), [
      ['global', 'valid', 'accepted'], ['eu-west-1', 'valid', 'accepted'], ['us-west-2', 'invalid', 'wrong_secret'],
    ]);
    assert.equal(result.verdict, 'invalid');
    assert.match(result.message, /^us-west-2: /);
    assert.deepEqual(new Set(fakes.bedrock.asked.map((each) => scope_of(each).region)), new Set(['us-east-1', 'eu-west-1', 'us-west-2']));
  });

  test('a region that is not enabled is told from keys that do not exist', async () => {
    const keys = aws_keys();
    set('bedrock', aws({ [keys.access_key_id]: keys }, (region) => region === 'af-south-1' ? { status: 403, body: '<Code>InvalidClientTokenId</Code>' } : undefined));
    const { body: result } = await try_new('bedrock', { 'af-south-1': keys, 'eu-west-1': aws_keys() });
    assert.deepEqual(result.regions.map((/** @type {any} */ each) => [each.verdict, each.reason]), [['valid_limited', 'region_disabled'], ['invalid', 'wrong_key']]);
  });

  test('signatures are those of botocore', async () => {
    const lasting = aws_keys();
    const temporary = aws_keys({ session_token: random_text(300) + '+/==' });
    set('bedrock', aws({ [lasting.access_key_id]: lasting, [temporary.access_key_id]: temporary }));
    await try_new('bedrock', { global: lasting, 'ap-northeast-1': temporary, 'us-gov-west-1': lasting });
    const lines = fakes.bedrock.asked.map((asked) => {
      const { access_key_id, region, service } = scope_of(asked);
      const keys = access_key_id === lasting.access_key_id ? lasting : temporary;
      return { ...keys, region, service, method: asked.method, url: fakes.bedrock.url + asked.path, body: asked.body,
        session_token: String(asked.headers['x-amz-security-token'] ?? ''), content_type: asked.headers['content-type'] ?? '', date: asked.headers['x-amz-date'] };
    });
    assert.equal(lines.length, 6);
    const { stdout, stderr } = spawnSync('python3', [path.join(checkout, 'tests/server/botocore_sign.py')], { input: lines.map((line) => JSON.stringify(line)).join('\n'), encoding: 'utf8' });
    const theirs = stdout.trim().split('\n').map((line) => line && JSON.parse(line));
    assert.deepEqual(fakes.bedrock.asked.map((asked) => asked.headers.authorization), theirs, stderr);
  });

  test('all regions are asked at once', async () => {
    const keys = aws_keys();
    const regions = ['global', 'us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'ap-south-1', 'sa-east-1'];
    let under_way = 0, most = 0;
    const behaviour = aws({ [keys.access_key_id]: keys });
    set('bedrock', async (asked, response) => {
      most = Math.max(most, ++under_way);
      // None is answered before all are asked; if that never came, the server would give up.
      await until('all are asked', () => most === regions.length).catch(() => {});
      --under_way;
      return behaviour(asked, response);
    });
    const { body: result } = await try_new('bedrock', Object.fromEntries(regions.map((region) => [region, keys])));
    assert.deepEqual(result.regions.map((/** @type {any} */ each) => each.region), regions);
    assert.equal(result.verdict, 'valid');
    assert.equal(most, regions.length);
  });
});

describe('Google', () => {
  test('gets a statement that another implementation accepts, at its own address whatever the file says', async () => {
    const { file, json } = service_account();
    set('google_vertex_ai', ({ path: where }) => where === '/token' ? { body: { access_token: 'ya29.access-token', expires_in: 3599 } } : { body: { permissions: ['aiplatform.endpoints.predict'] } });
    const { body: result } = await try_new('google_vertex_ai', JSON.stringify({ ...JSON.parse(json), token_uri: 'http://169.254.169.254/token' }));
    assert.equal(result.verdict, 'valid');
    const [token, permissions] = fakes.google_vertex_ai.asked;
    const form = new URLSearchParams(token.body);
    assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer');
    const { payload, protectedHeader } = await jwtVerify(String(form.get('assertion')), createPublicKey(file.private_key), {
      audience: 'https://oauth2.googleapis.com/token', issuer: file.client_email, subject: file.client_email, algorithms: ['RS256'],
    });
    assert.equal(protectedHeader.kid, file.private_key_id);
    assert.equal(payload.scope, 'https://www.googleapis.com/auth/cloud-platform');
    assert.equal(permissions.path, `/v1/projects/${file.project_id}:testIamPermissions`);
    assert.equal(permissions.headers.authorization, 'Bearer ya29.access-token');
    assert.deepEqual(JSON.parse(permissions.body), { permissions: ['aiplatform.endpoints.predict'] });
  });

  test('a token of one file is never used for another', async () => {
    const first = service_account(), second = service_account();
    const assertion_of = (/** @type {Asked} */ asked) => new URLSearchParams(asked.body).get('assertion');
    set('google_vertex_ai', ({ path: where }) => where === '/token' ? { body: { access_token: 'ya29.' + random_text(10) } } : { body: {} });
    await try_new('google_vertex_ai', first.json);
    // The same account by name, with a key that does not belong to it.
    const forged = JSON.stringify({ ...second.file, project_id: first.file.project_id, client_email: first.file.client_email, private_key_id: first.file.private_key_id });
    set('google_vertex_ai', () => ({ status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } }));
    assert.equal((await try_new('google_vertex_ai', forged)).body.verdict, 'invalid');
    assert.ok(assertion_of(fakes.google_vertex_ai.asked[0]));
  });
});

describe('what a provider does', () => {
  /** @type {[string, Behaviour, string][]} */
  const rows = [
    ['that cuts the connection', (_, response) => { response.destroy(); }, 'network'],
    ['that sends garbage', (_, response) => { response.socket?.end('\x00\x01 not HTTP \xff'); }, 'network'],
    ['that cuts off its answer', (_, response) => { response.writeHead(200, { 'content-length': 1000 }); response.write('{"data":['); setTimeout(() => response.destroy(), 50); }, 'network'],
    ['that sends a gigabyte', (_, response) => {
      const chunk = Buffer.alloc(1 << 16, 32);
      response.writeHead(200, { 'content-length': 2 ** 30 });
      const more = () => { while (!response.destroyed && response.write(chunk)); };
      response.on('drain', more);
      more();
    }, 'unexpected_answer'],
    ['that sends elsewhere', () => ({ status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } }), 'redirected'],
    ['that is down', () => ({ status: 503, body: '<html>' }), 'provider_down'],
    ['that answers with a page to sign in', () => ({ body: '<html>Sign in to the wireless network</html>' }), 'unexpected_answer'],
    ['that never answers', () => {}, 'timeout'],
    ['that answers byte by byte', (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => (response.destroyed ? clearInterval(timer) : response.write(' ')), 500);
    }, 'timeout'],
  ];
  describe('decides nothing about a key', { concurrency: true }, () => {
    for (const [name, behaviour, reason] of rows) {
      test(name, async (t) => {
        const fake = await FakeProvider.start(behaviour);
        const own = await Server.start({ args: in_place_of_providers({ anthropic: fake }) });
        at_end(t, async () => { await own.discard(); await fake.stop(); });
        const { status, body } = await try_new('anthropic', new_key(), own);
        assert.deepEqual([status, body.verdict, body.reason], [200, 'unknown', reason]);
      });
    }
  });

  test('is told in our own words alone', async () => {
    set('openai', (asked) => ({ status: 401, body: { error: { code: 'invalid_api_key', message: `Incorrect API key provided: ${asked.headers.authorization}` } } }));
    const key = new_key();
    const { text } = await try_new('openai', key);
    assert.ok(!text.includes(key) && !text.includes('Incorrect API key'));
  });

  test('while one is slow, lists and other tests are as fast as ever', async () => {
    set('mistral', () => {});
    set('openai', () => ({ body: { object: 'list' } }));
    const slow = new AbortController();
    const waiting = fetch(server.origin + server.path('/provider-keys/test'), {
      method: 'POST', signal: slow.signal, headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'mistral', provider_key: new_key() }),
    }).catch(() => undefined);
    await until('it is asked', async () => fakes.mistral.asked.length === 1);
    const begun = performance.now();
    assert.equal((await server.ask('GET', server.path('/provider-keys'))).status, 200);
    assert.equal((await try_new('openai', new_key())).body.verdict, 'valid');
    assert.ok(performance.now() - begun < 5_000);
    slow.abort();
    await waiting;
  });
});

test('who goes away leaves nothing running', async (t) => {
  const own = await own_server(t);
  set('mistral', () => {});
  const gone = new AbortController();
  const before_it = fakes.mistral.ended;
  const asking = fetch(own.origin + own.path('/provider-keys/test'), {
    method: 'POST', signal: gone.signal, headers: { authorization: `Bearer ${own.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'mistral', provider_key: new_key() }),
  }).catch(() => 'gone');
  await until('it is asked', async () => fakes.mistral.asked.length === 1);
  gone.abort();
  assert.equal(await asking, 'gone');
  await until('the provider is let go', async () => fakes.mistral.ended > before_it);
  await until('it is noted', async () => own.log().some((line) => line.event === 'credential_test' && line.reason === 'cancelled'));
});

test('a server that stops does not wait for a provider', async () => {
  set('mistral', () => {});
  const own = await Server.start({ args: in_place_of_providers(fakes) });
  const asking = try_new('mistral', new_key(), own).catch(() => 'cut off');
  await until('it is asked', async () => fakes.mistral.asked.length === 1);
  const begun = performance.now();
  await own.stop();
  assert.ok(performance.now() - begun < 8_000);
  await asking;
  await own.discard();
});

describe('a stored credential', () => {
  test('keeps what its last test said, also over a restart, until it is another one', async (t) => {
    const own = await own_server(t);
    set('openai', () => ({ status: 401, body: { error: { code: 'invalid_api_key' } } }));
    const { id, last_test } = await own.create_provider_key({ provider: 'openai', provider_key: new_key() });
    assert.equal(last_test, null);
    const { body: result } = await try_stored(id, undefined, own);
    assert.equal(result.verdict, 'invalid');
    const kept = async () => (await own.ask('GET', own.path(`/provider-keys/${id}`))).body.last_test;
    assert.deepEqual(await kept(), result);
    await own.stop();
    await own.start({ args: in_place_of_providers(fakes) });
    assert.deepEqual(await kept(), result);
    await own.ask('POST', own.path(`/provider-keys/${id}`), { body: { name: 'Renamed' } });
    assert.deepEqual(await kept(), result);
    await own.ask('POST', own.path(`/provider-keys/${id}`), { body: { provider_key: new_key() } });
    assert.equal(await kept(), null);
  });

  test('is tried with what was entered in place of its parts, and is not changed by that', async (t) => {
    const own = await own_server(t);
    const stored = new_key(), entered = new_key();
    set('openai', (asked) => asked.headers.authorization === `Bearer ${entered}` ? { status: 401, body: { error: { code: 'invalid_api_key' } } } : { body: { object: 'list' } });
    const { id } = await own.create_provider_key({ provider: 'openai', provider_key: stored });
    assert.equal((await try_stored(id, entered, own)).body.verdict, 'invalid');
    assert.equal((await own.ask('GET', own.path(`/provider-keys/${id}`))).body.last_test, null);
    assert.equal((await try_stored(id, '', own)).body.verdict, 'valid');
  });

  test('is sent to no new endpoint', async (t) => {
    const own = await own_server(t);
    const credential = azure();
    set('azure', () => ({ body: { data: [] } }));
    const { id } = await own.create_provider_key({ provider: 'azure', provider_key: JSON.stringify(credential) });
    const elsewhere = { endpoint: 'https://attacker.openai.azure.com/', api_key: '' };
    assert_error(await try_stored(id, elsewhere, own), 400, 'invalid_request_error', ['provider_key.api_key']);
    assert_error(await own.ask('POST', own.path(`/provider-keys/${id}`), { body: { provider_key: JSON.stringify(elsewhere) } }), 400, 'invalid_request_error', ['provider_key.api_key']);
    assert.equal(fakes.azure.asked.length, 0);
  });

  test('that is there already is a duplicate, unless that is meant', async (t) => {
    const own = await own_server(t);
    const body = { provider: 'openai', name: 'Twin', provider_key: new_key(), api_key_ids: [] };
    await own.create_provider_key({ ...body, name: 'First' });
    const refused = await own.ask('POST', own.path('/provider-keys'), { body });
    assert_error(refused, 409, 'conflict_error', ['provider_key']);
    assert.match(refused.body.error.message, /"First"/);
    assert.equal((await own.ask('POST', own.path('/provider-keys'), { body: { ...body, allow_duplicate: true } })).status, 201);
  });
});

describe('nobody', () => {
  test('tries endpoints that are not Azure\'s', async () => {
    for (const endpoint of ['http://contoso.openai.azure.com/', 'https://127.0.0.1/', 'https://169.254.169.254/', 'https://contoso.openai.azure.com.evil.example/',
      'https://evil.example/contoso.openai.azure.com', 'https://user@contoso.openai.azure.com/', 'https://contoso.openai.azure.com:8443/', 'https://2130706433/']) {
      const answer = await try_new('azure', { endpoint, api_key: new_key() });
      assert_error(answer, 400, 'invalid_request_error', ['provider_key.endpoint']);
    }
  });

  test('tries what is not a credential, is not theirs, or without a token', async () => {
    assert_error(await try_new('anthropic', ''), 400, 'invalid_request_error', ['provider_key']);
    assert_error(await try_new('anthropic', '••••••••••••••••'), 400, 'invalid_request_error', ['provider_key']);
    assert_error(await try_new('nobody', 'key'), 400, 'invalid_request_error', ['provider']);
    assert_error(await try_stored('pk_none'), 404, 'not_found_error');
    assert_error(await server.ask('POST', server.path('/provider-keys/test'), { token: null, body: {} }), 401, 'authentication_error');
    assert_error(await server.ask('POST', '/v1/organizations/org_other/provider-keys/test', { body: {} }), 404, 'not_found_error');
    assert_error(await server.ask('GET', server.path('/provider-keys/pk_1/test')), 405, 'method_not_allowed_error');
  });

  test('uses the server as a checker for keys that were stolen', async (t) => {
    const own = await own_server(t);
    set('openai', () => ({ status: 401, body: { error: { code: 'invalid_api_key' } } }));
    const answers = await Promise.all(Array.from({ length: 32 }, () => try_new('openai', new_key(), own)));
    // A minute may begin in between, which begins to count anew.
    /** @type {import('./server_process.mjs').Answer[]} */
    const more = [];
    for (let i = 0; i < 32 && !more.some((answer) => answer.status === 429); ++i) more.push(await try_new('openai', new_key(), own));
    const refused = [...answers, ...more].find((answer) => answer.status === 429);
    assert.ok(refused);
    assert_error(refused, 429, 'rate_limit_error');
    const wait_s = Number(refused.headers.get('retry-after'));
    assert.ok(wait_s >= 1 && wait_s <= 60);
  });

  test('starts a server that sends credentials elsewhere without meaning to', () => {
    const refuse = (/** @type {string[]} */ ...args) => run_to_end(args);
    assert.match(refuse('--provider-base', 'anthropic=http://127.0.0.1:9').err, /--allow-loopback-providers/);
    assert.match(refuse('--allow-loopback-providers', '--provider-base', 'anthropic=http://10.0.0.1:9').err, /this machine alone/);
    assert.match(refuse('--allow-loopback-providers', '--provider-base', 'anthropic=https://api.example').err, /this machine alone/);
    assert.match(refuse('--allow-loopback-providers', '--provider-base', 'nobody=http://127.0.0.1:9').err, /slug of a provider/);
    for (const value of ['0', 'x', '-1', '70000']) assert.equal(refuse('--tests-under-way', value).code, 2);
  });
});

test('every test leaves a line in the log, without the credential', async (t) => {
  const own = await own_server(t);
  set('openai', () => ({ body: { object: 'list' } }));
  set('azure', () => ({ status: 401 }));
  const key = new_key(), credential = azure(), { json, secrets } = service_account();
  set('google_vertex_ai', () => ({ body: { access_token: 'ya29.access-token-canary' } }));
  const { id } = await own.create_provider_key({ provider: 'openai', provider_key: key });
  await try_stored(id, undefined, own);
  await try_new('azure', credential, own);
  await try_new('google_vertex_ai', json, own);
  const lines = own.log().filter((line) => line.event === 'credential_test');
  assert.deepEqual(lines.map(({ provider, provider_key_id, verdict, reason, caller }) => [provider, provider_key_id, verdict, reason, caller]), [
    ['openai', id, 'valid', 'accepted', 'admin'], ['azure', '', 'invalid', 'wrong_key', 'admin'], ['google_vertex_ai', '', 'valid_limited', 'no_permission', 'admin'],
  ]);
  assert.ok(lines.every((line) => line.organization_id === own.organization_id && typeof line.latency_ms === 'number'));
  for (const secret of [key, credential.api_key, 'access-token-canary', ...secrets]) assert.ok(!own.err.includes(secret));
  await own.stop();
  for (const { name, bytes } of own.files()) for (const secret of [key, credential.api_key, 'access-token-canary', ...secrets]) assert.ok(!bytes.includes(secret), name);
});
