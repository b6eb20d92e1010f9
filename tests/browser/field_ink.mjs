// @ts-check
// Whether a field's own text lies where the canvas draws it: by the ink in pictures of both.

import assert from 'node:assert/strict';
import { read_png } from './png.mjs';
import { stays_the_same } from './until.mjs';

/** Of 255: how far a pixel has to stand out for an edge of the ink. */
const ink_min = 90;

/**
 * What stands out from its ground inside of a box: its rectangle, and the height in which its weight lies, which moves
 * by one when the ink does, whatever the letters' edges look like. Device pixels from the box's corner.
 * @param {import('./png.mjs').Picture} picture
 * @param {{x: number, y: number, width: number, height: number}} box CSS pixels
 * @param {number} scale
 */
function ink_in({ width, pixels }, box, scale) {
  const [left, top] = [Math.round(box.x * scale), Math.round(box.y * scale)];
  const [right, bottom] = [Math.round((box.x + box.width) * scale), Math.round((box.y + box.height) * scale)];
  const ground = pixels[top * width + left] >> 16;
  const ink = { left: Infinity, top: Infinity, right: -1, bottom: -1, middle: 0 };
  let weight = 0;
  for (let y = top; y < bottom; ++y) {
    for (let x = left; x < right; ++x) {
      const strength = Math.abs((pixels[y * width + x] >> 16) - ground);
      weight += strength;
      ink.middle += strength * (y - top);
      if (strength < ink_min) continue;
      ink.left = Math.min(ink.left, x - left);
      ink.right = Math.max(ink.right, x - left);
      ink.top = Math.min(ink.top, y - top);
      ink.bottom = Math.max(ink.bottom, y - top);
    }
  }
  ink.middle /= weight;
  return ink;
}

/**
 * Types into two fields of the form for a new key, and fails where a text moves when its field gets the focus.
 * @param {import('playwright-core').Page} page
 * @param {import('./console.mjs').Console} console
 * @param {number} scale device pixels a CSS pixel
 */
export async function text_stays(page, console, scale) {
  const dialog = await console.open_form();
  const fields = { Name: 'Mxgy production key', 'API Key': 'sk-ant-0123456789012345' };
  for (const [label, text] of Object.entries(fields)) await console.field(dialog, label).fill(text);
  for (const [label, other] of [['Name', 'API Key'], ['API Key', 'Name']]) {
    const field = console.field(dialog, label);
    // A dialog finds its place after it has opened, on a busy machine even after a first look.
    const seen = async () => {
      const picture = await stays_the_same('the form', () => page.screenshot({ caret: 'hide' }));
      const box = await field.boundingBox();
      assert.ok(box);
      return ink_in(read_png(picture), { x: box.x + 6, y: box.y + 6, width: box.width - 60, height: box.height - 12 }, scale);
    };
    await field.focus();
    const native = await seen();
    await console.field(dialog, other).focus();
    const drawn = await seen();
    assert.ok(native.right > native.left, `${label} shows a text`);
    assert.ok(Math.abs(drawn.middle - native.middle) < 0.1, `${label}: not a tenth of a pixel up or down: ${drawn.middle}, ${native.middle}`);
    for (const edge of /** @type {const} */ (['top', 'bottom'])) {
      assert.ok(Math.abs(drawn[edge] - native[edge]) <= 1, `${label} is as high: ${edge} ${drawn[edge]}, ${native[edge]}`);
    }
    assert.ok(Math.abs(drawn.left - native.left) <= 1, `${label} begins at the same place: ${drawn.left}, ${native.left}`);
    // Dear ImGui sets each letter on a whole pixel.
    assert.ok(Math.abs(drawn.right - native.right) <= 4, `${label} ends at the same place: ${drawn.right}, ${native.right}`);
  }
}
