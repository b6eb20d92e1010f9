// @ts-check
// What it costs from a key or a tap to changed pixels, on a slow machine (scripts/bench.mjs).

import { launch, Person } from '../tests/browser/browser.mjs';
import { FakeApi, provider_key } from '../tests/browser/fake_api.mjs';
import { service_account } from '../tests/browser/credentials.mjs';
import { count_work, take_frame_times } from '../tests/browser/work.mjs';
import { until } from '../tests/browser/until.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ms: number, frames: number}} Reaction from the event to the begin of the frame after the one that drew */
/** @typedef {{own_ms: number, browser_ms: number}} MirrorFrame */

const slow_down = 4;
const repetitions = 24;
const file_bytes = 16_384 - 4 * repetitions;  // what is typed still has to fit

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

/**
 * Notes for every frame that changes something in the mirror how long that takes: in its own code, and in the calls in
 * which a browser computes at once the style and layout of the page, which else it would do right after the frame.
 * @param {Page} page
 */
function watch_mirror(page) {
  return page.addInitScript(() => {
    /** @type {MirrorFrame[]} */
    const frames = [];
    let browser_ms = 0;
    /** @param {any} owner @param {string} name */
    const clock = (owner, name) => {
      const original = owner[name];
      owner[name] = function (/** @type {any[]} */ ...args) {
        const [begin, before] = [performance.now(), browser_ms];
        try {
          return original.apply(this, args);
        } finally {
          browser_ms = before + performance.now() - begin;  // one inside another counts once
        }
      };
    };
    clock(HTMLElement.prototype, 'focus');
    for (const name of ['remove', 'scrollTo', 'scrollBy', 'getBoundingClientRect']) clock(Element.prototype, name);
    Object.defineProperty(window, 'byok_mirror', { value: frames });
    // The page keeps its mirror under this name (web/page.js).
    Object.defineProperty(Object.prototype, 'semantics', {
      configurable: true,
      set(mirror) {
        Object.defineProperty(this, 'semantics', { value: mirror });
        const { apply } = mirror;
        mirror.apply = (/** @type {Uint32Array} */ words) => {
          browser_ms = 0;
          const begin = performance.now();
          apply.call(mirror, words);
          const all_ms = performance.now() - begin;
          frames.push({ own_ms: all_ms - browser_ms, browser_ms });
        };
      },
    });
  });
}

/**
 * What the mirror's JavaScript costs when `act` changes something: the frame that costs most of each time. Wants
 * watch_mirror().
 * @param {Page} page
 * @param {() => Promise<unknown>} act
 * @returns {Promise<MirrorFrame[]>} none where nothing changes
 */
async function mirror_frames(page, act) {
  const take = () => page.evaluate(() => /** @type {MirrorFrame[]} */ (/** @type {any} */ (window).byok_mirror.splice(0)));
  await act();
  await take();
  const all = [];
  for (let time = 0; time < repetitions; ++time) {
    await act();
    const frames = await take();
    if (frames.length > 0) all.push(frames.reduce((a, b) => (b.own_ms > a.own_ms ? b : a)));
  }
  return all;
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
  await watch_mirror(page);
  await byok.open(fake.link);
  await byok.row('Key 20').waitFor();
  const devtools = await page.context().newCDPSession(page);
  /** @param {number} rate */
  const throttle = (rate) => devtools.send('Emulation.setCPUThrottlingRate', { rate });
  await throttle(slow_down);
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
    const frames = await mirror_frames(page, act);
    if (frames.length === 0) return note("  the mirror's JavaScript in a frame of that", 'nothing to change', '≤ 1 ms');
    note("  the mirror's JavaScript in a frame of that", ms(median(frames.map(({ own_ms }) => own_ms))), '≤ 1 ms');
    note('    and style and layout for the focus', ms(median(frames.map(({ browser_ms }) => browser_ms))));
    // A slow processor is emulated by stopping the program for longer than all this takes: some frames are hit, some not.
    await throttle(1);
    note('    on a processor as it is', ms(median((await mirror_frames(page, act)).map(({ own_ms }) => own_ms))), `≤ 1 ms / ${slow_down}`);
    await throttle(slow_down);
  };
  await note_mirror(open_menu);
  const arrow = () => page.keyboard.press('ArrowDown');
  say('key to changed pixels, in a menu', await reactions_to(page, arrow));
  await note_mirror(arrow);
  await page.keyboard.press('Escape');
  const dialog = byok.add_dialog;
  const open_form = async () => {
    await until('the form is closed', async () => {
      if (await dialog.count() === 0) return true;
      await page.keyboard.press('Escape');
      return undefined;
    });
    await page.evaluate(() => /** @type {any} */ (window).byok_reactions.splice(0));
    await byok.open_form();
  };
  say('tap to opened form', await reactions_to(page, open_form));
  await note_mirror(open_form);
  await byok.field(dialog, 'Name').click();
  await take_frame_times(page);
  const letter = () => page.keyboard.press('a');
  say('key to changed pixels, in a field', await reactions_to(page, letter));
  await note_mirror(letter);
  note('  our code in such a frame', ms(median(await take_frame_times(page))));

  await byok.choose(dialog, 'Provider', 'vertex', 'Google Vertex AI');
  const { file } = service_account();
  const padding = 'x'.repeat(file_bytes - JSON.stringify({ ...file, note: '' }, null, 2).length);
  const json = byok.field(dialog, 'Service account JSON');
  await json.fill(JSON.stringify({ ...file, note: padding }, null, 2));
  await json.click();
  await page.keyboard.press('End');
  const space_key = () => page.keyboard.press('Space');
  await reactions_to(page, space_key);
  await take_frame_times(page);
  say('key to changed pixels, in a service account of 16 KB', await reactions_to(page, space_key));
  note('  our code in such a frame, the file checked', ms(median(await take_frame_times(page))), '≤ 1 ms and what a field costs');
  await browser.close();
  await fake.stop();
}
