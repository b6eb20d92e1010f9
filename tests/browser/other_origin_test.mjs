// @ts-check
// The page on one origin, the API on another: that all of it works there, and what an operator reads who has not yet
// set it up right.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { FakeProvider, in_place_of_providers } from '../server/fake_provider.mjs';
import { at_end } from './at_end.mjs';
import { launch, launch_firefox, new_person } from './browser.mjs';
import { random_text } from './credentials.mjs';
import { Server } from './server.mjs';
import { SiteHost } from './site_host.mjs';
import { until } from './until.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/** What browsers say by themselves of requests that the tests are about. */
const trouble = [/Failed to load resource/, /blocked by CORS policy/, /Content.Security.Policy/, /Cross-Origin Request Blocked/, /NotSameOrigin/];

/** @param {TestContext} t @param {import('./site_host.mjs').Setup} setup */
async function site_host(t, setup) {
  const host = await SiteHost.start(setup);
  at_end(t, () => host.stop());
  return host;
}

/** An address where nobody listens. */
async function nobody() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** An API of somebody else: no CORS, and no other header that a browser asks for. @param {TestContext} t */
async function somebody_elses_api(t) {
  let asked = 0;
  const server = createServer((_, response) => {
    ++asked;
    response.writeHead(401, { 'Content-Type': 'application/json' }).end('{"error":"Unauthorized"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  at_end(t, () => { server.closeAllConnections(); server.close(); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, asked: () => asked };
}

for (const [name, launched] of /** @type {[string, () => Promise<import('playwright-core').Browser>][]} */ ([['Chromium', () => launch()], ['Firefox', launch_firefox]])) {
  describe(name, () => {
    /** @type {import('playwright-core').Browser} */
    let browser;
    /** @type {Server} does not allow any other origin */
    let closed;
    before(async () => {
      [browser, closed] = await Promise.all([launched(), Server.start()]);
    });
    after(async () => {
      await browser?.close();
      await closed?.discard();
    });

    /**
     * The sign-in page, after following a link with a token.
     * @param {TestContext} t
     * @param {SiteHost} host
     * @param {string} [api]
     * @param {string} [token]
     */
    async function refused(t, host, api, token = closed.token) {
      const person = await new_person(t, browser, { origin: host.origin, host: api, complaints: trouble });
      await person.page.goto(host.link(token));
      await person.console.token_field.waitFor();
      return person;
    }

    for (const isolated of [true, false]) {
      test(`everything works with an API that allows the page's origin${isolated ? ', on an isolated page' : ''}`, async (t) => {
        const provider = await FakeProvider.start(() => ({ status: 401, body: { error: { type: 'authentication_error' } } }));
        at_end(t, () => provider.stop());
        const host = await site_host(t, { isolated });
        const server = await Server.start('--allow-origin', 'https://console.example.com', '--allow-origin', host.origin, ...in_place_of_providers({ anthropic: provider }));
        at_end(t, () => server.discard());
        // With cookies asked for, which do not go to another origin: the token does.
        host.setup = { isolated, connect: [server.origin], config: { api_base: server.origin, session: isolated ? 'cookie' : 'token' } };
        const { console, page, requests, answers } = await new_person(t, browser, { origin: host.origin, host: server.origin });
        await console.open(host.link(server.token));
        const dialog = await console.open_form();
        await console.field(dialog, 'Name').fill('Far away');
        await console.field(dialog, 'API Key').fill('sk-ant-api03-' + random_text(95));
        await console.save(dialog);
        await console.announced('Far away was added.');
        await console.row('Far away').waitFor();

        await console.choose_action('Far away', 'Edit');
        await console.field(console.edit_dialog, 'Name').fill('Very far away');
        const edit = page.waitForRequest((request) => request.method() === 'POST' && /\/provider-keys\/[^/]+$/.test(request.url()));
        await console.save(console.edit_dialog);
        await console.announced('Changes to Very far away were saved.');
        assert.match((await (await edit).allHeaders())['if-match'] ?? '', /^"?.+/, 'the version goes to the other origin');

        await console.choose_action('Very far away', 'Test credentials');
        await until('the provider was asked', () => provider.asked.length > 0);
        await console.announced('Very far away:');

        await console.choose_action('Very far away', 'Delete');
        await page.getByRole('alertdialog', { name: 'Delete provider key', exact: true }).getByRole('button', { name: 'Delete', exact: true }).click();
        await console.announced('Very far away was deleted.');
        await console.row('Very far away').waitFor({ state: 'detached' });
        assert.deepEqual(await server.provider_keys(), []);

        assert.ok(requests.some((url) => url.startsWith(server.origin + '/v1/')));
        assert.deepEqual(answers.filter(({ url, headers }) => url.startsWith(server.origin) && headers['access-control-allow-credentials'] !== undefined), []);
        assert.equal(requests.some((url) => url.endsWith('/auth/session') && url.startsWith(host.origin)), false);
        assert.deepEqual(await page.context().cookies(), []);
      });
    }

    test('the other origin says no in its own words', async (t) => {
      const host = await site_host(t, {});
      const server = await Server.start('--allow-origin', host.origin);
      at_end(t, () => server.discard());
      host.setup = { config: { api_base: server.origin } };
      const { console } = await refused(t, host, server.origin, 'wrong');
      await console.announced('That console token is wrong or has expired.');
    });

    test('an API by http that is not on this machine is named before anything is sent', async (t) => {
      const host = await site_host(t, { config: { api_base: 'http://api.example.com' } });
      const { page, requests } = await new_person(t, browser, { origin: host.origin });
      await page.goto(host.link('any'));
      await page.getByRole('alert').getByText('"api_base" is http://api.example.com, which anybody on the way can read, and which browsers keep https pages from calling. Serve it by https:// (http:// on this machine alone).').waitFor();
      assert.equal(requests.some((url) => url.includes('api.example.com')), false);
    });

    test('a policy of the page that keeps it from asking is named, with the origin to add', async (t) => {
      for (const isolated of [true, false]) {
        const host = await site_host(t, { isolated, connect: [], config: { api_base: closed.origin } });
        const { console } = await refused(t, host, closed.origin);
        await console.announced(`This page may not call ${closed.origin}: add that to connect-src in its Content-Security-Policy.`);
      }
    });

    test('an API that does not allow the page\'s origin is told from one that is not there, with the flag that mends it', async (t) => {
      for (const isolated of [true, false]) {
        const host = await site_host(t, { isolated, connect: [closed.origin], config: { api_base: closed.origin } });
        const { console, page } = await refused(t, host, closed.origin);
        const sentence = `${closed.origin} does not allow pages of ${host.origin} (CORS). Start byok-server there with --allow-origin ${host.origin}.`;
        await console.announced(sentence);
        // Again, by hand.
        await console.token_field.fill(closed.token);
        const asked = page.waitForRequest((request) => request.url().startsWith(closed.origin));
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await asked;
        await console.says(page.getByRole('alert'), sentence);
      }
    });

    test('so is one of somebody else, which is asked no more than once for it by each sign-in', async (t) => {
      const api = await somebody_elses_api(t);
      const host = await site_host(t, { connect: [api.origin], config: { api_base: `${api.origin}/base` } });
      const { console } = await refused(t, host, api.origin);
      await console.announced(`${api.origin} does not allow pages of ${host.origin} (CORS).`);
      assert.equal(api.asked(), 2, 'a preflight, and what everybody may ask');
    });

    test('an API that is not there is named, and where its address is written', async (t) => {
      const api = await nobody();
      for (const isolated of [true, false]) {
        const host = await site_host(t, { isolated, config: { api_base: api } });
        const { console } = await refused(t, host, api);
        await console.announced(`${api} could not be reached. Check that it runs, that it allows this page (CORS), and "api_base" in config.json.`);
      }
    });

    test('a host without an API beside the page leads to the settings', async (t) => {
      const files = await site_host(t, {});
      await (await refused(t, files)).console.announced('The server lists no organizations. Check "api_base" in config.json; for an API without that list, set "organization".');
      const application = await site_host(t, { any_path: true });
      await (await refused(t, application)).console.announced('The server does not answer as the API does. Check "api_base" in config.json.');
      const opened = await site_host(t, { config: { organization: 'org_1' } });
      const { console, page } = await new_person(t, browser, { origin: opened.origin, complaints: trouble });
      await page.goto(opened.link('any'));
      await console.announced('The server has no such list. Check "api_base" and "organization" in config.json.');
      await page.getByRole('button', { name: 'Try again', exact: true }).waitFor();
    });
  });
}

test('a device without a network is told so, and goes on when it has one', async (t) => {
  // Servers on this machine are there without a network: the page has to believe that its own is elsewhere.
  const browser = await launch('--host-resolver-rules=MAP console.test 127.0.0.1');
  at_end(t, () => browser.close());
  const server = await Server.start();
  at_end(t, () => server.discard());
  const origin = `http://console.test:${server.port}`;
  // Chromium says that of every address by http which it takes to be elsewhere.
  const { console, page, context } = await new_person(t, browser, { origin, complaints: [...trouble, /Cross-Origin-Opener-Policy header has been ignored/] });
  await console.open(`${origin}/#token=${server.token}`);
  await page.getByRole('heading', { name: 'No provider keys yet', exact: true }).waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Refresh', exact: true }).click();
  await console.announced('This device is offline.');
  await context.setOffline(false);
  await page.getByRole('button', { name: /^(Retry|Try again)$/ }).click();
  await page.getByText('This device is offline.').waitFor({ state: 'detached' });
});
