// @ts-check
// What the live demo and the element that embeds it cost, and what ten of them do to the page around (scripts/bench.mjs).

import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { launch } from '../tests/browser/browser.mjs';
import { demo_is_ready } from '../tests/browser/demo.mjs';
import { site as site_folder } from '../tests/browser/server.mjs';
import { StaticSite } from '../tests/browser/static_site.mjs';
import { until } from '../tests/browser/until.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{cpu: number, bits_per_second: number, latency_ms: number}} Limits */

const rounds = 5;

/** @param {Page} page @param {Limits} limits */
async function throttle(page, { cpu, bits_per_second, latency_ms }) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  await devtools.send('Network.enable');
  const throughput = bits_per_second / 8;
  await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: latency_ms, downloadThroughput: throughput, uploadThroughput: throughput });
}

/** @param {Page} page */
const demos = (page) => page.frames().filter((frame) => frame !== page.mainFrame() && frame.url().includes('demo.html'));

/**
 * Milliseconds from navigation until the demo's rows are painted, of a first visit and of the next one.
 * @param {string} url
 * @param {boolean} embedded
 * @param {Limits} [limits]
 */
async function visits(url, embedded, limits) {
  const browser = await launch();
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 760 } })).newPage();
  if (limits) await throttle(page, limits);
  const times = [];
  for (const _ of ['cold', 'warm']) {
    await page.goto('about:blank');
    const begin = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    const demo = embedded ? await until('there is a demo', async () => demos(page)[0]) : page;
    await demo_is_ready(demo);
    times.push(performance.now() - begin);
  }
  await browser.close();
  return times;
}

/** The memory that is a process's own and its part of what is shared, in MB. @param {number} pid */
function proportional_mb(pid) {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;  // it has just ended
  }
}

/** Of the pages alone: what draws and fetches for all of them is not counted. @param {import('playwright-core').CDPSession} devtools */
async function memory_mb(devtools) {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { id }) => sum + proportional_mb(id), 0);
}

/**
 * Ten on a page that is long, read from its top to its end.
 * @param {string} url
 * @param {(figure: string, value: string, wanted?: string) => void} note
 */
async function ten(url, note) {
  const browser = await launch();
  const devtools = await browser.newBrowserCDPSession();
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 760 } })).newPage();
  await page.goto('about:blank');
  const before = await memory_mb(devtools);
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    /** @type {number[]} */
    const tasks = [];
    Object.defineProperty(window, 'byok_tasks', { value: tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  for (let number = 0; number < 10; ++number) {
    await page.evaluate((at) => document.querySelectorAll('byok-console')[at].scrollIntoView(), number);
    await until('one more has started', async () => demos(page).length > number);
    await demo_is_ready(demos(page)[number]);
  }
  // Only tasks of 50 ms and more are told.
  const tasks = await page.evaluate(() => /** @type {any} */ (window).byok_tasks);
  note('ten embeds on one page, 4 × CPU: longest task of that page', tasks.length === 0 ? 'under 50 ms' : `${Math.max(...tasks).toFixed(0)} ms`, '< 50 ms');
  note('  memory of all pages', `${(await memory_mb(devtools) - before).toFixed(0)} MB, ${((await memory_mb(devtools) - before) / 10).toFixed(1)} MB each`);
  await browser.close();
}

/**
 * @param {(figure: string, value: string, wanted?: string) => void} note
 * @param {(values: number[]) => number} median
 * @param {(value: number) => string} ms
 * @param {string} origin of the server that serves the site
 * @param {Limits} limits
 */
export async function demo(note, median, ms, origin, limits) {
  const kb = (/** @type {string} */ file) => `${(statSync(path.join(site_folder, file)).size / 1000).toFixed(1)} KB`;
  note('demo.html, brotli', kb('demo.html.br'));
  note('embed.js, brotli', kb('embed.js.br'), '≤ 3 KB');

  const page = (/** @type {number} */ count) =>
    `<!doctype html><html lang="en"><title>Docs</title><link rel="icon" href="data:,"><script type="module" src="${origin}/embed.js"></script>
    <body><h1>Docs</h1>${'<byok-console></byok-console><div style="height: 900px"></div>'.repeat(count)}`;
  const host = await StaticSite.start(site_folder, { host: 'localhost', pages: { '/one': page(1), '/ten': page(10) } });
  for (const [what, url, embedded] of /** @type {const} */ ([['demo', `${origin}/demo.html`, false], ['embed', `${host.origin}/one`, true]])) {
    for (const [how, given] of /** @type {const} */ ([['', undefined], [', 4 × CPU, 9 Mbit/s, 150 ms', limits]])) {
      /** @type {number[][]} */
      const all = [];
      for (let round = 0; round < rounds; ++round) all.push(await visits(url, embedded, given));
      const [cold, warm] = [0, 1].map((visit) => median(all.map((times) => times[visit])));
      note(`${what} usable after${how}`, `${ms(cold)} cold, ${ms(warm)} warm`);
    }
  }
  await ten(`${host.origin}/ten`, note);
  await host.stop();
}
