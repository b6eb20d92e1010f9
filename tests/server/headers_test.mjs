// @ts-check
// What two well-known judges say of the headers that are really served: Google's csp_evaluator of the policy, and
// Mozilla's HTTP Observatory of all of them. Neither asks anybody; both run on answers fetched here.

import assert from 'node:assert/strict';
import fs, { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, mock, test } from 'node:test';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity, Type } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { CookieJar } from 'tough-cookie';
import { Server, checkout } from './server_process.mjs';

// The list of sites that browsers know as https alone is fetched when the package is installed, which is not allowed to
// run anything here. An empty one: this server is not in it either way.
const read_file = fs.readFileSync;
mock.method(fs, 'readFileSync', (/** @type {any[]} */ ...args) =>
  String(args[0]).endsWith('hsts-preload.json') ? '{}' : Reflect.apply(read_file, fs, args));

/** @param {string} file in Mozilla's package, which has no types @returns {Promise<any>} */
const observatory = (file) => import(`@mdn/mdn-http-observatory/src/${file}`);

/** @type {Server} */
let server;
before(async () => { server = await Server.start(); });
after(() => server.discard());

/** As a proxy asks that browsers reach by https. */
const headers = { 'X-Forwarded-Proto': 'https', Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** Of every kind, what the server answers. @returns {Promise<[string, import('./server_process.mjs').Answer][]>} */
async function answers() {
  const ask = server.ask.bind(server);
  return [
    ['the page', await ask('GET', '/', { headers, token: null })],
    ['an asset', await ask('GET', '/console-0123abcd.wasm', { headers, token: null })],
    ['an answer of the API', await ask('GET', server.path('/provider-keys'), { headers })],
    ['a refusal', await ask('GET', '/v1/organizations', { headers, token: null })],
    ['what is not there', await ask('GET', '/nothing', { headers, token: null })],
    ['a method that is not known', await ask('DELETE', '/', { headers, token: null })],
  ];
}

test('csp_evaluator finds one thing in the policy, which is known and without consequence here', async () => {
  for (const [name, answer] of await answers()) {
    const policy = answer.headers.get('content-security-policy') ?? '';
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate().filter(({ severity }) => severity < Severity.INFO);
    // 'self' would be dangerous where an origin serves what others upload, JSONP or AngularJS. This one serves the files
    // of the build and JSON with nosniff. Every stricter way needs a nonce or hash in a page that is made for each request.
    assert.deepEqual(findings.map(({ type, severity, directive, value }) => ({ type, severity, directive, value })),
      [{ type: Type.SCRIPT_ALLOWLIST_BYPASS, severity: Severity.MEDIUM_MAYBE, directive: 'script-src', value: "'self'" }], name);
  }
});

/** As axios has them: a header is a member, and there is get(). @param {Headers} from */
const members_of = (from) => Object.assign(Object.create({ get(/** @type {string} */ name) { return Reflect.get(this, name.toLowerCase()); } }), Object.fromEntries(from));

/**
 * Mozilla's verdict. The part of the proxy is taken to be done right: nothing is served without TLS.
 * @param {import('./server_process.mjs').Answer} answer @param {string} text of the page
 * @returns {Promise<{grade: string, score: number, failed: string[]}>}
 */
async function grade_of(answer, text) {
  const { ALL_TESTS } = await observatory('constants.js');
  const { Requests } = await observatory('types.js');
  const { getGradeForScore, getScoreModifier } = await observatory('grader/grader.js');
  const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await observatory('grader/charts.js');
  const { parseHttpEquivHeaders } = await observatory('retriever/utils.js');

  const url = new URL('https://console.example.com/');
  const requests = new Requests(url.hostname);
  const response = { status: answer.status, headers: members_of(answer.headers), verified: true, httpEquiv: parseHttpEquivHeaders(text, url.href) };
  const preflight = await server.ask('OPTIONS', '/', { token: null, headers: { ...headers, Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'GET' } });
  const jar = new CookieJar();
  for (const cookie of answer.headers.getSetCookie()) jar.setCookieSync(cookie, url.href);
  requests.session = { url, jar };
  requests.resources.path = text;
  requests.responses = { auto: response, https: response, http: null, httpRedirects: [], httpsRedirects: [],
    cors: { ...response, status: preflight.status, headers: members_of(preflight.headers) } };

  const results = ALL_TESTS.map((/** @type {any} */ run) => run(requests));
  const modifiers = results.map((/** @type {any} */ { result }) => (result ? getScoreModifier(result) : 0));
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => a + b, 0);
  const uncurved = 100 + sum(modifiers.filter((/** @type {number} */ each) => each < 0));
  const { grade, score } = getGradeForScore(uncurved >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? 100 + sum(modifiers) : uncurved);
  return { grade, score, failed: results.filter((/** @type {any} */ each) => !each.pass).map((/** @type {any} */ each) => each.result) };
}

test('Mozilla\'s Observatory gives everything that is served an A+', async (context) => {
  // With its own policy, which browsers take together with that of the headers.
  const page = readFileSync(path.join(checkout, 'build/web/site/index.html'), 'utf8');
  for (const [name, answer] of await answers()) {
    const { grade, score, failed } = await grade_of(answer, name === 'the page' ? page : answer.text);
    context.diagnostic(`${name}: ${grade}, ${score}`);
    assert.deepEqual(failed, [], name);
    assert.equal(grade, 'A+', name);
  }
});

test('the judges would see a header that is missing', async () => {
  const [[, page]] = await answers();
  const without = new Headers(page.headers);
  without.delete('content-security-policy');
  const { grade, failed } = await grade_of({ ...page, headers: without }, page.text);
  assert.notEqual(grade, 'A+');
  assert.ok(failed.includes('csp-not-implemented'), failed.join());
});

test('https is demanded only of those who came by it', async () => {
  const plain = await server.ask('GET', '/', { token: null });
  assert.equal(plain.headers.get('strict-transport-security'), null);
});
