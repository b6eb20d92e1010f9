// @ts-check
// What it costs from a key or a tap to changed pixels, on a slow machine (scripts/bench.mjs).

import { launch, Person } from '../tests/browser/browser.mjs';
import { service_account } from '../tests/browser/credentials.mjs';
import { FakeApi, provider_key } from '../tests/browser/fake_api.mjs';
import { count_work, take_frame_times, work_done } from '../tests/browser/work.mjs';
import { until } from '../tests/browser/until.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').CDPSession} Devtools */
/** @typedef {{ms: number, frames: number}} Reaction from the event to the begin of the frame after the one that drew */

const slow_down = 4;
const repetitions = 24;

/**
 * Notes for every key and tap how long it takes until the canvas was drawn and handed on. Wants count_work().
 * @param {Page} page
 */
function watch_reactions(page) {
  return page.addInitScript(() => {
    /** @type {Reaction[]} */
    const reactions = [];
    Object.defineProperty(window, 'byok_reactions', { value: reactions });
    const { requestAnimationFrame: next_frame } = window;
    for (const type of ['keydown', 'click']) {
      window.addEventListener(type, (event) => {
        const { draws } = /** @type {any} */ (window).byok_work;
        let frames = 0;
        // Asked for before the program asks: in each frame this comes first, so it sees a drawing one frame later.
        const look = () => {
          if (/** @type {any} */ (window).byok_work.draws > draws) reactions.push({ ms: performance.now() - event.timeStamp, frames });
          else if (++frames < 60) next_frame(look);
        };
        next_frame(look);
      }, { capture: true });
    }
  });
}

/**
 * Does something again and again, and returns the reaction to each time.
 * @param {Page} page
 * @param {() => Promise<unknown>} act
 * @returns {Promise<Reaction[]>}
 */
async function reactions_to(page, act) {
  const take = () => page.evaluate(() => /** @type {any} */ (window).byok_reactions.splice(0));
  await act();
  await take();
  const all = [];
  for (let time = 0; time < repetitions; ++time) {
    await act();
    const [last] = await until('it was drawn', async () => {
      const some = await take();
      return some.length > 0 ? some.slice(-1) : undefined;
    });
    all.push(last);
  }
  return all;
}

/** What makes the browser compute the style of the page at once, which else it would do right after the frame. */
const computes_style = new Set(['focus', 'remove', 'scrollTo', 'scrollBy']);

/**
 * Milliseconds that the main thread spends in the mirror's JavaScript for each frame in which `act` changes something:
 * in its own code, and in what the browser does at once when it moves the focus.
 * @param {Page} page
 * @param {Devtools} devtools
 * @param {() => Promise<unknown>} act
 */
async function mirror_ms(page, devtools, act) {
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: 100 });
  const { frames } = await work_done(page);
  await devtools.send('Profiler.start');
  for (let time = 0; time < repetitions; ++time) await act();
  const { profile } = await devtools.send('Profiler.stop');
  const drawn = (await work_done(page)).frames - frames;
  const by_id = new Map(profile.nodes.map((node) => [node.id, node]));
  /** @type {Set<number>} */
  const inside = new Set();
  /** @param {number} id */
  const take = (id) => {
    inside.add(id);
    for (const child of by_id.get(id)?.children ?? []) take(child);
  };
  for (const { id, callFrame } of profile.nodes) if (callFrame.functionName === 'apply' && callFrame.url.endsWith('/boot.js')) take(id);
  const spent_us = { own: 0, style: 0 };
  (profile.samples ?? []).forEach((id, index) => {
    if (!inside.has(id)) return;
    const { functionName: name, url } = by_id.get(id)?.callFrame ?? { functionName: '', url: '' };
    spent_us[url === '' && computes_style.has(name) ? 'style' : 'own'] += profile.timeDeltas?.[index] ?? 0;
  });
  const per_frame = (/** @type {number} */ us) => us / 1000 / Math.max(1, drawn);
  return { own: per_frame(spent_us.own), style: per_frame(spent_us.style) };
}

/**
 * @param {(figure: string, value: string, wanted?: string) => void} note
 * @param {(values: number[]) => number} median
 * @param {(value: number) => string} ms
 */
export async function input(note, median, ms) {
  const fake = await FakeApi.start({ provider_keys: Array.from({ length: 20 }, (_, index) => provider_key(index + 1)) });
  const browser = await launch();
  const { page, console: byok } = await Person.begin(await browser.newContext());
  await count_work(page);
  await watch_reactions(page);
  await byok.open(fake.link);
  await byok.row('Key 20').waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow_down });
  /** @param {string} what @param {Reaction[]} all */
  const say = (what, all) => note(`${what}, ${slow_down} × CPU`, `${ms(median(all.map((each) => each.ms)))}, drawn in frame ${median(all.map((each) => each.frames))}`, '< 2 frames');

  const opener = page.getByRole('button', { name: 'Actions for Key 18', exact: true });
  const open_menu = async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.evaluate(() => /** @type {any} */ (window).byok_reactions.splice(0));
    await opener.click();
  };
  say('tap to opened menu', await reactions_to(page, open_menu));
  /** @param {() => Promise<unknown>} act */
  const note_mirror = async (act) => {
    const { own, style } = await mirror_ms(page, devtools, act);
    note('  the mirror in a frame of that', ms(own), '≤ 1 ms');
    note('    and style and layout for the focus', ms(style));
  };
  await note_mirror(open_menu);
  const arrow = () => page.keyboard.press('ArrowDown');
  say('key to changed pixels, in a menu', await reactions_to(page, arrow));
  await note_mirror(arrow);
  await page.keyboard.press('Escape');
  const dialog = await byok.open_form();
  await byok.field(dialog, 'Name').click();
  await take_frame_times(page);
  const letter = () => page.keyboard.press('a');
  say('key to changed pixels, in a field', await reactions_to(page, letter));
  await note_mirror(letter);
  note('  our code in such a frame', ms(median(await take_frame_times(page))));
  await byok.choose(dialog, 'Provider', 'vertex', 'Google Vertex AI');
  await dialog.getByRole('button', { name: 'Show Service account JSON', exact: true }).click();
  const { file } = service_account();
  const file_field = byok.field(dialog, 'Service account JSON');
  await file_field.fill(JSON.stringify({ ...file, note: 'x'.repeat(16_000 - JSON.stringify(file).length) }, null, 2));
  await file_field.press('End');
  await take_frame_times(page);
  for (let time = 0; time < repetitions; ++time) await page.keyboard.press('Space');
  note(`key in a service account of 16 KB, ${slow_down} × CPU: our code in a frame`, ms(median(await take_frame_times(page))), '≤ 1 ms');
  await browser.close();
  await fake.stop();
}
