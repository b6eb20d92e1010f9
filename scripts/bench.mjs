// @ts-check
// What the console and the server cost (see scripts/bench). Every figure is measured here, on the built site and the
// built server; what is wanted of it stands beside it.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Person, launch } from '../tests/browser/browser.mjs';
import { random_text } from '../tests/browser/credentials.mjs';
import { FakeApi, provider_key } from '../tests/browser/fake_api.mjs';
import { Server, site } from '../tests/browser/server.mjs';
import { count_work, take_frame_times, work_done } from '../tests/browser/work.mjs';
import { without_webgl } from '../tests/browser/without_webgl.mjs';
import { until } from '../tests/browser/until.mjs';
import { demo } from './bench_demo.mjs';
import { input } from './bench_input.mjs';
import { vault } from './bench_vault.mjs';
import { testing } from './bench_verify.mjs';

/** @typedef {import('playwright-core').Page} Page */

const rounds = 5;
const rest_s = 10;
const throttled = { cpu: 4, bits_per_second: 9_000_000, latency_ms: 150 };

/** @type {[string, string, string][]} figure, value, wanted */
const table = [];

/** @param {string} figure @param {string} value @param {string} [wanted] */
function note(figure, value, wanted = '') {
  table.push([figure, value, wanted]);
  process.stderr.write(`${figure}: ${value}\n`);
}

/** @param {number[]} values @param {number} part */
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
/** @param {number[]} values */
const median = (values) => quantile(values, 0.5);
/** @param {number} bytes */
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
/** @param {number} value */
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** @param {Server} server @param {number} number */
async function create_key(server, number) {
  await server.call('POST', `${organization}/provider-keys`, { provider: 'openai', name: `Key ${number}`, provider_key: 'sk-' + random_text(40), api_key_ids: [] });
}

/** Milliseconds from navigation until the rows are painted. @param {Page} page */
async function time_to_rows(page) {
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelectorAll('[role=row]').length < 2) return;
      seen.disconnect();
      // The frame that holds the rows is on screen when the one after it begins.
      requestAnimationFrame(() => requestAnimationFrame(() => Object.defineProperty(window, 'byok_usable_ms', { value: performance.now() })));
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await page.goto(server.link);
  return until('the rows are painted', () => page.evaluate(() => /** @type {any} */ (window).byok_usable_ms));
}

/** The compressed body and the headers of every answer until the list is usable. */
async function bytes_over_the_wire() {
  const browser = await launch();
  const { page } = await Person.begin(await browser.newContext());
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  /** @type {Map<string, string>} */
  const paths = new Map();
  /** @type {[string, number][]} */
  const parts = [];
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? 'as it is';
    const where = new URL(response.url).pathname.replace(/\/v1\/organizations\/[^/]+/, '/v1/organizations/…');
    paths.set(requestId, `${where} (${encoding})`);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => void parts.push([paths.get(requestId) ?? '?', encodedDataLength]));
  await time_to_rows(page);
  await browser.close();
  parts.sort((a, b) => b[1] - a[1]);
  note('over the wire, everything', kb(parts.reduce((sum, [, bytes]) => sum + bytes, 0)), '≤ 200 KB');
  for (const [where, bytes] of parts) note(`  ${where}`, kb(bytes));
}

/** A page, every file of the site that it names, and every file that those name: what a first visit brings, compressed. @param {string} entry */
function brotli_bytes(entry) {
  const names = readdirSync(site).filter((name) => !name.endsWith('.br'));
  const wanted = new Set([entry]);
  for (const name of wanted) {
    // What other people's pages load refers to a page, which is a visit of its own.
    if (/\.(html|js|css)$/.test(name)) for (const other of names) if (!other.endsWith('.html') && readFileSync(path.join(site, name), 'utf8').includes(other)) wanted.add(other);
  }
  const size = (/** @type {string} */ name) => statSync(path.join(site, existsSync(path.join(site, `${name}.br`)) ? `${name}.br` : name)).size;
  return [...wanted].reduce((sum, name) => sum + size(name), 0);
}

function bytes_of_the_site() {
  for (const [what, entry] of [['console', 'index.html'], ['demo', 'demo.html'], ['embed', 'embed.js']]) {
    if (existsSync(path.join(site, entry))) note(`${what}, brotli, bodies alone`, kb(brotli_bytes(entry)), what === 'console' ? '≤ 200 KB' : '');
  }
}

/**
 * @param {typeof throttled | undefined} limits
 * @param {boolean} [warm] in a browser that has been there before
 */
async function usable_after(limits, warm = false) {
  const times = [];
  for (let round = 0; round < rounds; ++round) {
    const browser = await launch();
    const context = await browser.newContext();
    if (warm) {
      const { page } = await Person.begin(context);
      await time_to_rows(page);
      // What the browser keeps of compiled code it writes down when there is time.
      await new Promise((resume) => setTimeout(resume, 1000));
      await page.close();
    }
    const { page } = await Person.begin(context);
    if (limits) {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: limits.cpu });
      await devtools.send('Network.enable');
      const throughput = limits.bits_per_second / 8;
      await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: limits.latency_ms, downloadThroughput: throughput, uploadThroughput: throughput });
    }
    times.push(await time_to_rows(page));
    await browser.close();
  }
  return `${ms(median(times))}  (${times.map((time) => time.toFixed(0)).join(' ')})`;
}

/** Seconds of processor time that the page's main thread has taken. @param {import('playwright-core').CDPSession} devtools */
async function worked_s(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}

async function at_rest() {
  const browser = await launch();
  const { page } = await Person.begin(await browser.newContext());
  await count_work(page);
  await time_to_rows(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await new Promise((resume) => setTimeout(resume, 1000));
  const [before, work] = [await work_done(page), await worked_s(devtools)];
  await new Promise((resume) => setTimeout(resume, rest_s * 1000));
  const after = await work_done(page);
  note(`frames drawn in ${rest_s} s at rest`, String(after.frames - before.frames), '0');
  note(`  draw calls, timers`, `${after.draws - before.draws}, ${after.timers - before.timers}`, '0, 0');
  note(`  main thread`, ms((await worked_s(devtools) - work) * 1000));
  await browser.close();
}

/** @param {string} where @param {(page: Page) => Promise<unknown>} [prepare] */
async function scrolling(where = '', prepare) {
  const fake = await FakeApi.start({ provider_keys: Array.from({ length: 2000 }, (_, index) => provider_key(index + 1)) });
  const browser = await launch();
  const { page, console: byok } = await Person.begin(await browser.newContext());
  await count_work(page);
  await prepare?.(page);
  await byok.open(fake.link);
  await byok.row('Key 2000').waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.mouse.move(550, 500);
  await page.mouse.wheel(0, 100);
  await until('it scrolls', async () => (await take_frame_times(page)).length > 0);
  const [frames, work] = [(await work_done(page)).frames, await worked_s(devtools)];
  for (let step = 0; step < 200; ++step) await page.mouse.wheel(0, 160);
  const times = await take_frame_times(page);
  const drawn = (await work_done(page)).frames - frames;
  note(`2,000 rows, scrolling${where}: our code in a frame`, `${ms(median(times))} median, ${ms(quantile(times, 0.95))} p95, ${times.length} frames`, where ? '' : '≤ 4 ms');
  note('  main thread, everything, for each frame', ms((await worked_s(devtools) - work) * 1000 / drawn), where ? '' : '≤ 4 ms');
  await browser.close();
  await fake.stop();
}

async function server_speed() {
  note('server, resident at rest', `${(server.resident_kb() / 1024).toFixed(0)} MB`, '≤ 64 MB');
  let number = 10;
  const begin = performance.now();
  while (number < 510) await create_key(server, ++number);
  note('creates a second, durable, one after the other', ((500 * 1000) / (performance.now() - begin)).toFixed(0));
  const begin_together = performance.now();
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (number < 1000) await create_key(server, ++number);
  }));
  note('  eight at a time', ((490 * 1000) / (performance.now() - begin_together)).toFixed(0));
  const times = [];
  for (let round = 0; round < 200; ++round) {
    const start = performance.now();
    const keys = await server.call('GET', `${organization}/provider-keys`);
    times.push(performance.now() - start);
    if (keys.length !== 1000) throw new Error(`1,000 keys were made, ${keys.length} are listed`);
  }
  note('list of 1,000 keys', `${ms(median(times))} median, ${ms(quantile(times, 0.99))} p99`);
  note('server, resident after that', `${(server.resident_kb() / 1024).toFixed(0)} MB`);
}

const [, , part] = process.argv;
const server = await Server.start();
const organization = await server.organization();
try {
  if (part === 'start') await start();
  else if (part === 'input') await input(note, median, ms);
  else if (part === 'demo') await demo(note, median, ms, server.origin, throttled);
  else if (part !== 'vault') await everything_else();
  if (part === undefined || part === 'vault') await vault(note, quantile, ms);
} finally {
  await server.discard();
}

async function start() {
  for (let number = 1; number <= 10; ++number) await create_key(server, number);
  await bytes_over_the_wire();
  bytes_of_the_site();
  for (const [how, limits] of /** @type {const} */ ([['on localhost', undefined], ['4 × CPU, 9 Mbit/s, 150 ms', throttled]])) {
    note(`usable list after, ${how}`, await usable_after(limits));
    note('  on the second visit', await usable_after(limits, true));
  }
}

async function everything_else() {
  await start();
  await at_rest();
  await scrolling();
  await scrolling(', without WebGL', without_webgl);
  await input(note, median, ms);
  await demo(note, median, ms, server.origin, throttled);
  await server_speed();
  await testing(note, quantile, ms);
}
const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column].length)));
for (const [figure, value, wanted] of table) console.log(`${figure.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${wanted}`.trimEnd());
