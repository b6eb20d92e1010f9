// @ts-check
// The page looks as it did when its pictures were kept (tests/browser/pictures/). They depend on the fonts of the dev
// environment, Inter first of all: elsewhere letters are as wide as that machine's fonts make them, and this fails.
//
// A picture that is meant to be different now: look at build/test-logs/browser/NAME-seen.png, then
// `scripts/screenshots --tests [NAME…]`.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch } from './browser.mjs';
import { compare, difference } from './picture_compare.mjs';
import { read_png, write_small_png } from './png.mjs';
import { at_screen, picture_file, picture_of, screens } from './screens.mjs';
import { checkout } from './server.mjs';

/** @typedef {import('./png.mjs').Picture} Picture */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const bytes_max = 60 * 1024;
const all_bytes_max = 400 * 1024;

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {string} name */
const kept = (name) => read_png(readFileSync(picture_file(name)));

/**
 * What there is to look at when a picture differs.
 * @param {string} name
 * @param {Picture} wanted
 * @param {Buffer} png
 */
function leave(name, wanted, png) {
  const folder = path.join(checkout, 'build/test-logs/browser');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}-seen.png`), png);
  const seen = read_png(png);
  if (seen.width !== wanted.width || seen.height !== wanted.height) return;
  writeFileSync(path.join(folder, `${name}-difference.png`), write_small_png(difference(wanted, seen)));
}

describe('each screen looks as it did', () => {
  for (const screen of screens) {
    test(screen.name, async () => {
      assert.ok(existsSync(picture_file(screen.name)), `no picture is kept: scripts/screenshots --tests ${screen.name}`);
      const wanted = kept(screen.name);
      const png = await at_screen(browser, screen, picture_of);
      // Of the same few colours as the kept one: a rare colour became the nearest of them.
      const { same, sentence } = compare(wanted, read_png(write_small_png(read_png(png))));
      if (!same) leave(screen.name, wanted, png);
      assert.ok(same, `${screen.name}: ${sentence}. See build/test-logs/browser/${screen.name}-difference.png`);
    });
  }
});

test('the kept pictures are small', () => {
  const sizes = screens.map(({ name }) => statSync(picture_file(name)).size);
  for (const [at, size] of sizes.entries()) assert.ok(size <= bytes_max, `${screens[at].name} has ${size} bytes`);
  const sum = sizes.reduce((a, b) => a + b);
  assert.ok(sum <= all_bytes_max, `all have ${sum} bytes`);
});

describe('what counts as different', () => {
  /** @type {Picture} */
  let list;
  /** @type {Box} */
  let purple;
  /** @type {Box} */
  let neutral;
  before(async () => {
    const screen = screens.find(({ name }) => name === 'list-light') ?? assert.fail();
    [list, purple, neutral] = await at_screen(browser, screen, async (person) => {
      /** @param {string} text @returns {Promise<Box>} */
      const box = async (text) => {
        const found = await person.console.table.getByText(text, { exact: true }).first().boundingBox();
        assert.ok(found, text);
        return { x: Math.floor(found.x), y: Math.floor(found.y), width: Math.ceil(found.width), height: Math.ceil(found.height) };
      };
      return /** @type {const} */ ([read_png(await picture_of(person)), await box('Organization (all keys)'), await box('Mistral')]);
    });
  });

  /**
   * A copy whose pixels are what `change` makes of them.
   * @param {(x: number, y: number, pixel: number) => number} change
   * @returns {Picture}
   */
  const changed = (change) => ({ ...list, pixels: list.pixels.map((pixel, at) => change(at % list.width, Math.floor(at / list.width), pixel)) });
  /** @param {number} x @param {number} y */
  const pixel_at = (x, y) => list.pixels[Math.min(list.height - 1, Math.max(0, y)) * list.width + Math.min(list.width - 1, Math.max(0, x))];
  /** @param {Box} box @param {number} x @param {number} y */
  const inside = ({ x: left, y: top, width, height }, x, y) => x >= left && x < left + width && y >= top && y < top + height;
  /** @param {(channel: number) => number} of shift → level @returns {number} */
  const of_channels = (of) => [16, 8, 0].reduce((pixel, shift) => pixel | (Math.min(255, Math.max(0, Math.round(of(shift)))) << shift), 0);

  /** @param {Box} box @param {number} right @param {number} down */
  const moved = (box, right, down) => changed((x, y, pixel) => {
    if (inside(box, x - right, y - down)) return pixel_at(x - right, y - down);
    return inside(box, x, y) ? 0xffffff : pixel;
  });

  test('nothing that is the same', () => {
    assert.deepEqual(compare(list, list).levels.map(({ worst }) => worst), [0, 0]);
  });

  test('a badge that has moved by 4 pixels, in any direction', () => {
    for (const box of [purple, neutral]) {
      for (const [right, down] of [[4, 0], [-4, 0], [0, 4], [0, -4]]) {
        const { same, sentence } = compare(list, moved(box, right, down));
        assert.ok(!same, `moved by ${right}, ${down}: ${sentence}`);
      }
    }
  });

  test('a badge of another colour', () => {
    const blue = changed((x, y, pixel) => {
      if (!inside(purple, x, y)) return pixel;
      // As much of blue as there was of purple, by how far green is from white.
      const share = (255 - ((pixel >> 8) & 0xff)) / (255 - 0x3a);
      return of_channels((shift) => 255 - share * (255 - ((0x3762e3 >> shift) & 0xff)));
    });
    const { same, sentence } = compare(list, blue);
    assert.ok(!same, sentence);
  });

  test('a badge that is gone', () => {
    assert.ok(!compare(list, changed((x, y, pixel) => (inside(neutral, x, y) ? 0xffffff : pixel))).same);
  });

  test('not a picture that is a little softer', () => {
    const soft = changed((x, y, pixel) => of_channels((shift) => {
      let sum = 0.6 * ((pixel >> shift) & 0xff);
      for (const [right, down] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) sum += 0.1 * ((pixel_at(x + right, y + down) >> shift) & 0xff);
      return sum;
    }));
    const { same, sentence } = compare(list, soft);
    assert.ok(same, sentence);
  });

  test('not letters that are smoothed to a little lighter or darker shades', () => {
    for (const gamma of [0.85, 1.18]) {
      const other = changed((x, y, pixel) => {
        // What lies between the ground and the ink; surfaces and gradients keep their colours.
        const steep = [pixel_at(x - 1, y), pixel_at(x + 1, y)].some((beside) => Math.abs(((beside >> 8) & 0xff) - ((pixel >> 8) & 0xff)) > 16);
        return !steep ? pixel : of_channels((shift) => 255 * (((pixel >> shift) & 0xff) / 255) ** gamma);
      });
      const { same, sentence } = compare(list, other);
      assert.ok(same, `${gamma}: ${sentence}`);
    }
  });

  test('not edges whose pixels are smoothed otherwise, one here, one there', () => {
    const other = changed((x, y, pixel) => {
      const edge = pixel_at(x + 1, y) !== pixel || pixel_at(x, y + 1) !== pixel;
      if (!edge || (x * 7 + y * 3) % 5 !== 0) return pixel;
      return of_channels((shift) => (((pixel >> shift) & 0xff) + ((pixel_at(x + 1, y) >> shift) & 0xff)) / 2);
    });
    const { same, sentence } = compare(list, other);
    assert.ok(same, sentence);
  });
});
