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
const ten = 10;

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
 * A page that is long, read from its top to its end: its longest task while it does so, 0 where none takes 50 ms, for only
 * those are told; and what all pages take of memory beside that of an empty one.
 * @param {string} url
 * @param {number} embeds that are on it
 */
async function reading(url, embeds) {
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
  for (let number = 0; number < ten; ++number) {
    await page.evaluate((at) => document.querySelectorAll('section')[at].scrollIntoView(), number);
    if (number >= embeds) continue;
    await until('one more has started', async () => demos(page).length > number);
    await demo_is_ready(demos(page)[number]);
  }
  const tasks = await page.evaluate(() => /** @type {number[]} */ (/** @type {any} */ (window).byok_tasks));
  const taken_mb = await memory_mb(devtools) - before;
  await browser.close();
  return { longest_ms: Math.max(0, ...tasks), taken_mb };
}

/**
 * Ten embeds on one page, beside the same page without any: what a page's first layout costs a browser that has just been
 * started is in both.
 * @param {(what: string) => string} url
 * @param {(figure: string, value: string, wanted?: string) => void} note
 * @param {(values: number[]) => number} median
 */
async function many(url, note, median) {
  const [with_ten, without] = [[], []].map(() => /** @type {Awaited<ReturnType<typeof reading>>[]} */ ([]));
  for (let round = 0; round < rounds; ++round) {
    with_ten.push(await reading(url('ten'), ten));
    without.push(await reading(url('none'), 0));
  }
  const longest = (/** @type {typeof without} */ all) => {
    const ms = median(all.map(({ longest_ms }) => longest_ms));
    return `${ms === 0 ? 'under 50 ms' : `${ms.toFixed(0)} ms`}  (${all.map(({ longest_ms }) => (longest_ms === 0 ? '<50' : longest_ms.toFixed(0))).join(' ')})`;
  };
  note('ten embeds on one page, 4 × CPU: longest task of that page', longest(with_ten), '< 50 ms');
  note('  of the same page without them', longest(without));
  const taken_mb = median(with_ten.map((each) => each.taken_mb));
  note('  memory of all pages', `${taken_mb.toFixed(0)} MB, ${(taken_mb / ten).toFixed(1)} MB each`);
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
    `<!doctype html><html lang="en"><title>Docs</title><link rel="icon" href="data:,">
    ${count > 0 ? `<script type="module" src="${origin}/embed.js"></script>` : ''}
    <body><h1>Docs</h1>${[...Array(ten).keys()].map((at) => `<section>${at < count ? '<byok-console></byok-console>' : ''}<div style="height: 900px">Text</div></section>`).join('')}`;
  const host = await StaticSite.start(site_folder, { host: 'localhost', pages: { '/none': page(0), '/one': page(1), '/ten': page(ten) } });
  for (const [what, url, embedded] of /** @type {const} */ ([['demo', `${origin}/demo.html`, false], ['embed', `${host.origin}/one`, true]])) {
    for (const [how, given] of /** @type {const} */ ([['', undefined], [', 4 × CPU, 9 Mbit/s, 150 ms', limits]])) {
      /** @type {number[][]} */
      const all = [];
      for (let round = 0; round < rounds; ++round) all.push(await visits(url, embedded, given));
      const [cold, warm] = [0, 1].map((visit) => median(all.map((times) => times[visit])));
      note(`${what} usable after${how}`, `${ms(cold)} cold, ${ms(warm)} warm`);
    }
  }
  await many((what) => `${host.origin}/${what}`, note, median);
  await host.stop();
}
