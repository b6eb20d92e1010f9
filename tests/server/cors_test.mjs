// @ts-check
// The API for pages of other origins (--allow-origin): what a browser is told, whatever the answer is, and what nobody
// is told. What a browser makes of it is tests/browser/other_origin_test.mjs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Server, assert_error, run_to_end } from './server_process.mjs';

const allowed = 'https://console.example.com';
const also_allowed = 'http://localhost:3000';

/** Origins that are alike, and not the same. */
const others = [
  'null', '*', 'https://console.example.com/', 'https://console.example.com:443', 'https://CONSOLE.EXAMPLE.COM',
  'http://console.example.com', 'https://console.example.com:8443', 'https://console.example.com.evil.example',
  'https://evilconsole.example.com', 'https://a.console.example.com', 'https://example.com', 'console.example.com',
  `${allowed}, ${also_allowed}`, `${allowed} ${also_allowed}`, 'http://localhost', 'http://localhost:3001', 'http://127.0.0.1:3000',
  'https://localhost:3000', 'https://console.example.co', 'https://console.example.comm', `${allowed}\0`.slice(0, -1) + '%00',
];

/** @type {Server} */
let server;
before(async () => { server = await Server.start({ args: ['--allow-origin', allowed, `--allow-origin=${also_allowed}`] }); });
after(() => server.discard());

/** What an answer says of CORS. @param {Headers} headers */
const cors_of = (headers) => Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'));

const readable = (/** @type {string} */ origin) => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers': 'allow, etag, idempotency-replayed, retry-after, x-request-id',
  vary: 'origin',
});

const preflight = (/** @type {string} */ method, headers = {}) =>
  ({ token: null, headers: { 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'authorization,content-type', ...headers } });

describe('a preflight', () => {
  test('of an allowed origin is answered for every call of the API, and may be kept', async () => {
    for (const origin of [allowed, also_allowed]) {
      for (const where of ['/v1/organizations', server.path('/provider-keys/pk_1'), '/auth/session', '/v1/nothing']) {
        const answer = await server.ask('OPTIONS', where, preflight('DELETE', { Origin: origin }));
        assert.equal(answer.status, 204);
        assert.equal(answer.text, '');
        assert.equal(answer.headers.get('content-length'), null, 'RFC 9110 8.6');
        assert.deepEqual(cors_of(answer.headers), {
          ...readable(origin),
          'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
          'access-control-allow-headers': 'authorization, content-type, idempotency-key, if-match',
          'access-control-max-age': '7200',
        });
      }
    }
  });

  test('of any other origin is refused as if there were no CORS', async () => {
    for (const origin of others) {
      const answer = await server.ask('OPTIONS', '/v1/organizations', preflight('POST', { Origin: origin }));
      assert_error(answer, 405, 'method_not_allowed_error');
      assert.deepEqual(cors_of(answer.headers), { vary: 'origin' }, origin);
    }
    const none = await server.ask('OPTIONS', '/v1/organizations', preflight('POST'));
    assert.deepEqual([none.status, cors_of(none.headers)], [405, { vary: 'origin' }]);
  });

  test('is OPTIONS with a method that is asked for: anything less is a request like others', async () => {
    const options = await server.ask('OPTIONS', '/v1/organizations', { token: null, headers: { Origin: allowed } });
    assert.deepEqual([options.status, cors_of(options.headers)], [405, readable(allowed)]);
    const get = await server.ask('GET', '/v1/organizations', preflight('GET', { Origin: allowed }));
    assert.deepEqual([get.status, cors_of(get.headers)], [401, readable(allowed)]);
  });

  test('opens no private network: that is for the person to allow', async () => {
    const answer = await server.ask('OPTIONS', '/v1/organizations', preflight('GET', { Origin: allowed, 'Access-Control-Request-Private-Network': 'true' }));
    assert.equal(answer.headers.get('access-control-allow-private-network'), null);
  });

  test('with two origins or two methods is no valid request', async () => {
    for (const twice of [`Origin: ${allowed}\r\nOrigin: https://evil.example`, `Origin: ${allowed}\r\nAccess-Control-Request-Method: GET`]) {
      const answer = await server.send_raw(`OPTIONS /v1/organizations HTTP/1.1\r\nHost: x\r\nAccess-Control-Request-Method: POST\r\n${twice}\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 400 /);
      assert.doesNotMatch(answer, /access-control-allow-methods/i);
    }
  });
});

describe('an answer', () => {
  /** @type {[string, (headers: Record<string, string>) => Promise<import('./server_process.mjs').Answer>, number][]} */
  const asked = [
    ['what was asked for', (headers) => server.ask('GET', server.path('/provider-keys'), { headers }), 200],
    ['a new thing', (headers) => server.ask('POST', server.path('/api_keys'), { headers, body: { name: `key of ${headers.Origin ?? 'nobody'}`, type: 'api' } }), 201],
    ['a body that is refused', (headers) => server.ask('POST', server.path('/api_keys'), { headers, body: '{' }), 400],
    ['nobody', (headers) => server.ask('GET', '/v1/organizations', { headers, token: null }), 401],
    ['a wrong token', (headers) => server.ask('GET', '/v1/organizations', { headers, token: 'wrong' }), 401],
    ['nothing there', (headers) => server.ask('GET', '/v1/nothing', { headers }), 404],
    ['a method that is not known', (headers) => server.ask('PUT', '/v1/organizations', { headers }), 405],
    ['a version that is past', (headers) => server.ask('DELETE', server.path('/api_keys/ak_1'), { headers: { ...headers, 'If-Match': '"none"' } }), 404],
    ['another kind of body', (headers) => server.ask('POST', server.path('/api_keys'), { headers: { ...headers, 'Content-Type': 'text/plain' }, body: '{}' }), 415],
  ];
  for (const [what, ask, status] of asked) {
    test(`can be read by an allowed origin and by no other: ${what}`, async () => {
      const answer = await ask({ Origin: allowed });
      assert.equal(answer.status, status, answer.text);
      assert.deepEqual(cors_of(answer.headers), readable(allowed));
      for (const origin of ['https://evil.example', 'null']) {
        const other = await ask({ Origin: origin });
        assert.equal(other.status, status, other.text);
        assert.deepEqual(cors_of(other.headers), { vary: 'origin' });
      }
      assert.deepEqual(cors_of((await ask({})).headers), { vary: 'origin' });
    });
  }

  test('is not for origins that are alike', async () => {
    for (const origin of others) {
      const answer = await server.ask('GET', '/v1/organizations', { headers: { Origin: origin } });
      assert.equal(answer.status, 200);
      assert.deepEqual(cors_of(answer.headers), { vary: 'origin' }, origin);
    }
  });

  test('can be read also where the request was refused before it was read', async () => {
    const head = `POST /v1/organizations HTTP/1.1\r\nHost: x\r\nOrigin: ${allowed}\r\n`;
    for (const [rest, status] of /** @type {[string, number][]} */ ([
      ['Content-Length: 300000\r\n\r\n', 413], ['Transfer-Encoding: chunked\r\n\r\nfffff\r\n', 413], ['Expect: tea\r\n\r\n', 417],
      ['Transfer-Encoding: gzip\r\n\r\n', 501]])) {
      const answer = await server.send_raw(head + rest);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.match(answer, new RegExp(`^access-control-allow-origin: ${allowed}\r$`, 'im'));
      assert.match(answer, /^vary: origin\r$/im);
    }
    const other = await server.send_raw(head.replace(allowed, 'https://evil.example') + 'Content-Length: 300000\r\n\r\n');
    assert.doesNotMatch(other, /access-control/i);
  });

  test('is never for cookies of other origins', async () => {
    for (const origin of [allowed, 'https://evil.example']) {
      for (const answer of [await server.ask('OPTIONS', '/auth/session', preflight('POST', { Origin: origin })),
        await server.ask('GET', '/auth/session', { headers: { Origin: origin } })]) {
        assert.equal(answer.headers.get('access-control-allow-credentials'), null);
      }
    }
    const session = await server.ask('POST', '/auth/session', { body: {}, headers: { 'Sec-Fetch-Site': 'same-origin' } });
    const cookie = session.headers.getSetCookie()[0].split(';')[0];
    for (const site of ['cross-site', 'same-site']) {
      const write = await server.ask('POST', server.path('/api_keys'), {
        token: null, body: { name: 'by cookie', type: 'api' }, headers: { Cookie: cookie, Origin: allowed, 'Sec-Fetch-Site': site } });
      assert_error(write, 403, 'forbidden_error');
    }
  });

  test('that refuses somebody unknown may be loaded unread, and no other may', async () => {
    const policy = async (/** @type {string | null | undefined} */ token, where = '/v1/organizations') =>
      (await server.ask('GET', where, { token })).headers.get('cross-origin-resource-policy');
    assert.equal(await policy(null), 'cross-origin');
    assert.equal(await policy(undefined), 'same-origin');
    assert.equal(await policy(undefined, '/v1/nothing'), 'same-origin');
    assert.equal(await policy(null, '/'), 'same-origin');
  });

  test('of the site, or of its health, is for its own origin alone', async () => {
    for (const where of ['/', '/config.json', '/console.js', '/healthz', '/v2', '/v1x', '/authx', '/nothing']) {
      const answer = await server.ask('GET', where, { token: null, headers: { Origin: allowed } });
      assert.deepEqual(Object.keys(cors_of(answer.headers)).filter((name) => name !== 'vary'), [], where);
      const options = await server.ask('OPTIONS', where, preflight('GET', { Origin: allowed }));
      assert.deepEqual([options.status, cors_of(options.headers)], [405, {}], where);
    }
  });
});

test('too many wrong tokens are told to the page as well', async () => {
  const busy = await Server.start({ args: ['--allow-origin', allowed] });
  try {
    let answer = await busy.ask('GET', '/v1/organizations', { token: 'wrong', headers: { Origin: allowed } });
    for (let i = 0; i < 60 && answer.status === 401; ++i) answer = await busy.ask('GET', '/v1/organizations', { token: 'wrong', headers: { Origin: allowed } });
    assert.equal(answer.status, 429);
    assert.deepEqual(cors_of(answer.headers), readable(allowed));
  } finally {
    await busy.discard();
  }
});

test('without the flag nothing is said of CORS', async () => {
  const plain = await Server.start();
  try {
    for (const origin of [allowed, plain.origin, 'null']) {
      const answer = await plain.ask('GET', '/v1/organizations', { headers: { Origin: origin } });
      assert.deepEqual([answer.status, cors_of(answer.headers)], [200, {}]);
      const asked = await plain.ask('OPTIONS', '/v1/organizations', preflight('GET', { Origin: origin }));
      assert.deepEqual([asked.status, cors_of(asked.headers)], [405, {}]);
    }
  } finally {
    await plain.discard();
  }
});

test('an origin that no browser would name ends the start with a sentence', () => {
  for (const origin of ['*', 'null', '', 'console.example.com', 'http://console.example.com', `${allowed}/`, `${allowed}/app`, 'https://Console.example.com',
    'https://*.example.com', `${allowed}:443`, `${allowed},https://b.example`, `${allowed} https://b.example`, 'https://user@console.example.com', 'ftp://localhost']) {
    const { code, out, err } = run_to_end(['--port', '0', '--data', '/nonexistent', '--allow-origin', allowed, '--allow-origin', origin]);
    assert.equal(code, 2, origin);
    assert.equal(out, '');
    assert.match(err, /^byok-server: --allow-origin needs one origin as browsers write it, such as https:\/\/console\.example\.com: .*\.\n/);
  }
});
