// @ts-check
// The start of the page on a plain host: what is asked for and when, under which paths, and while the site is updated.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { hashed, integrity_of } from '../../scripts/site_files.mjs';
import { at_end } from '../browser/at_end.mjs';
import { launch, new_person } from '../browser/browser.mjs';
import { site as built } from '../browser/server.mjs';
import { until } from '../browser/until.mjs';
import { SiteServer } from './site_server.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => { browser = await launch('--host-resolver-rules=MAP console.test 127.0.0.1'); });
after(() => browser?.close());

/** @param {TestContext} t */
function folder_of_its_own(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'byok-site-'));
  at_end(t, () => rmSync(folder, { recursive: true, force: true }));
  cpSync(built, folder, { recursive: true });
  return folder;
}

/** @param {TestContext} t @param {string} origin @param {RegExp[]} [complaints] */
async function somebody(t, origin, complaints = []) {
  // Nobody answers the console's calls here.
  const person = await new_person(t, browser, { origin, complaints: [/status of 404/, ...complaints] });
  const started = person.page.getByRole('textbox', { name: 'Console token', exact: true });
  return { ...person, page: person.page, started };
}

const page_text = readFileSync(path.join(built, 'index.html'), 'utf8');
/** The files of the site that the page names, by ending. @param {string} ending */
const built_files = (ending) => readdirSync(built).filter((name) => name.endsWith(ending) && page_text.includes(`"${name}"`));
/** @param {string} ending */
const built_file = (ending) => built_files(ending)[0] ?? assert.fail(`the page names no ${ending}`);

for (const prefix of ['/', '/tools/byok/']) {
  test(`under ${prefix} the page starts, and asks for each of its files once and for nothing else`, async (t) => {
    const site = await SiteServer.start(t, built, prefix);
    const { page, started } = await somebody(t, site.origin);
    await page.goto(site.link);
    await started.waitFor();
    const files = ['config.json', built_file('.css'), built_file('.svg'), built_file('.wasm'), 'index.html', ...built_files('.js')].sort();
    assert.equal(files.length, 7);
    await until('the icon is asked for', () => site.asked.includes(built_file('.svg')));
    const calls = site.asked.filter((name) => name === '..' || /^(v1|auth)\//.test(name));
    assert.deepEqual(site.asked.filter((name) => !calls.includes(name)).sort(), files);
  });
}

test('over plain http, where a page may not compute digests, it starts, and the browser holds the program against its digest', async (t) => {
  const folder = folder_of_its_own(t);
  const site = await SiteServer.start(t, folder);
  const link = site.link.replace('127.0.0.1', 'console.test');
  const { page, started } = await somebody(t, new URL(link).origin, [/Failed to find a valid digest/, /integrity checks failed/, /Cross-Origin-Opener-Policy.*ignored/, /is not the file that belongs/]);
  await page.goto(link);
  await started.waitFor();
  assert.equal(await page.evaluate(() => isSecureContext), false);
  assert.equal(site.asked.filter((name) => name.endsWith('.wasm')).length, 1);
  const program = path.join(folder, built_file('.wasm'));
  const content = readFileSync(program);
  content[content.length - 1] ^= 1;
  writeFileSync(program, content);
  await page.context().clearCookies();
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache');
  await page.reload();
  await page.getByText('The program could not be loaded, or is not the file that belongs to this page.').waitFor();
});

describe('while the program is on its way', () => {
  /** Sends a part of it whenever it is told to. @param {SiteServer} site */
  function in_parts(site) {
    /** @type {{content: Buffer, response: import('node:http').ServerResponse, sent: number} | undefined} */
    let answer;
    site.sends.set('.wasm', (content, response) => { answer = { content, response, sent: 0 }; response.flushHeaders(); });
    return async (/** @type {number} */ part) => {
      await until('the program is asked for', () => answer !== undefined);
      const { content, response, sent } = /** @type {NonNullable<typeof answer>} */ (answer);
      const end = Math.round(content.length * part);
      response.write(content.subarray(sent, end));
      if (part === 1) response.end();
      /** @type {NonNullable<typeof answer>} */ (answer).sent = end;
    };
  }

  test('the page says how much has arrived, and compiles what is there', async (t) => {
    const site = await SiteServer.start(t, built);
    const send = in_parts(site);
    const { page, started } = await somebody(t, site.origin);
    await page.addInitScript(() => {
      const compile = WebAssembly.compileStreaming;
      WebAssembly.compileStreaming = (/** @type {any} */ response) => {
        Object.assign(window, { byok_compiling: true });
        return compile(response);
      };
    });
    await page.goto(site.link);
    const bar = page.getByRole('progressbar', { name: 'Loaded', exact: true });
    await bar.waitFor();
    await send(0.5);
    await until('half of it is said to be there', async () =>
      Math.abs(Number(await bar.evaluate((element) => /** @type {HTMLProgressElement} */ (element).value)) - 0.5) < 0.1);
    assert.equal(await page.evaluate(() => 'byok_compiling' in window), true, 'the compiler is at work with what has arrived');
    assert.ok(site.asked.includes('config.json'), 'the settings are asked for meanwhile');
    await send(1);
    await started.waitFor();
    assert.equal(site.asked.filter((name) => name.endsWith('.wasm')).length, 1, 'the program is asked for once, by the preload');
  });

  test('a connection that breaks is told of, and trying again brings the rest', async (t) => {
    const site = await SiteServer.start(t, built);
    const send = in_parts(site);
    const { page, started } = await somebody(t, site.origin, [/./]);
    await page.goto(site.link);
    await send(0.5);
    await until('half of it is there', async () => Number(await page.locator('progress').evaluate((element) => /** @type {HTMLProgressElement} */ (element).value)) > 0.4);
    site.server.closeAllConnections();
    await page.getByText('The program could not be loaded.').waitFor();
    site.sends.clear();
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await started.waitFor();
  });
});

/** The site after the next release: another program, under another name. @param {string} folder */
function update(folder) {
  const old = built_file('.wasm');
  // A section that means nothing: id 0, three bytes, the name "ab".
  const content = Buffer.concat([readFileSync(path.join(folder, old)), Buffer.from([0, 3, 2, 0x61, 0x62])]);
  const fresh = hashed('console.wasm', content);
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const [, integrity] = /data-integrity="([^"]+)"/.exec(page) ?? [];
  writeFileSync(path.join(folder, fresh), content);
  writeFileSync(path.join(folder, 'index.html'), page.replace(old, fresh).replace(integrity, integrity_of(content)).replace(/data-bytes="\d+"/, `data-bytes="${content.length}"`));
  return { old, fresh };
}

test('an open page goes on working when the site is updated behind it', async (t) => {
  const folder = folder_of_its_own(t);
  const site = await SiteServer.start(t, folder);
  const { page, started } = await somebody(t, site.origin);
  await page.goto(site.link);
  await started.waitFor();
  await until('the icon is asked for', () => site.asked.includes(built_file('.svg')));
  update(folder);
  for (const name of readdirSync(folder)) if (name !== 'index.html') renameSync(path.join(folder, name), path.join(folder, `gone-${name}`));
  site.asked.length = 0;
  await started.fill('some-console-token');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await until('it has asked the API', () => site.asked.some((name) => name.startsWith('v1/')));
  assert.deepEqual(site.asked.filter((name) => !/^(v1|auth)\//.test(name)), [], 'no file was asked for');
});

test('a page that was half loaded while the site was updated says so, and trying again brings the new one', async (t) => {
  const folder = folder_of_its_own(t);
  const site = await SiteServer.start(t, folder);
  const { page } = await somebody(t, site.origin, [/is not on the server any more/]);
  /** @type {ReturnType<typeof update> | undefined} */
  let updated;
  site.sends.set('.html', (content, response) => {
    response.end(content);
    if (!updated) {
      updated = update(folder);
      unlinkSync(path.join(folder, updated.old));
    }
  });
  await page.goto(site.link + '#token=fake-console-token&/api-keys');
  await page.getByText(/\.wasm is not on the server any more: the console was updated meanwhile/).waitFor();
  await page.getByRole('button', { name: 'Try again', exact: true }).click();
  await page.waitForLoadState();
  await until('the new program was asked for', () => site.asked.includes(updated?.fresh ?? ''));
  await until('it is signed in with the token of the link', () => site.asked.some((name) => name.startsWith('v1/')));
  assert.equal(new URL(page.url()).hash, '#/api-keys');
});
