// @ts-check
// Whether two pictures of the page show the same, in the eyes of a person: what has moved, changed its colour or is gone
// counts; how exactly the edges of letters and lines are smoothed does not.
//
// Both are averaged over square cells, small ones and large ones, and the averages compared. In a small cell a thing that
// moved by its width makes a great difference, and another smoothing a middling one; in a large cell smoothing averages
// away, and a colour that is a little different everywhere remains.

/** @typedef {import('./png.mjs').Picture} Picture */
/** @typedef {{size: number, tolerance: number, worst: number, x: number, y: number}} Level the worst cell of one size, and where */

/** Sizes in pixels; tolerances in steps of 255, of the one of red, green and blue that differs most. */
const LEVELS = [
  { size: 4, tolerance: 32 },
  { size: 16, tolerance: 9 },
];

/**
 * @param {Picture} wanted
 * @param {Picture} seen
 * @returns {{same: boolean, levels: Level[], sentence: string}}
 */
export function compare(wanted, seen) {
  if (wanted.width !== seen.width || wanted.height !== seen.height) {
    return { same: false, levels: [], sentence: `it is ${seen.width} × ${seen.height} pixels instead of ${wanted.width} × ${wanted.height}` };
  }
  const levels = LEVELS.map(({ size, tolerance }) => ({ size, tolerance, ...worst_cell(wanted, seen, size) }));
  const bad = levels.filter(({ worst, tolerance }) => worst > tolerance);
  const sentence = (bad.length > 0 ? bad : levels)
    .map(({ size, tolerance, worst, x, y }) => `the cell of ${size} pixels at ${x}, ${y} differs by ${worst.toFixed(1)} of ${tolerance} allowed`)
    .join('; ');
  return { same: bad.length === 0, levels, sentence };
}

/**
 * @param {Picture} wanted
 * @param {Picture} seen
 * @param {number} size
 */
function worst_cell(wanted, seen, size) {
  let [worst, x, y] = [0, 0, 0];
  for (let top = 0; top < wanted.height; top += size) {
    for (let left = 0; left < wanted.width; left += size) {
      const difference = cell_difference(wanted, seen, left, top, size);
      if (difference > worst) [worst, x, y] = [difference, left, top];
    }
  }
  return { worst, x, y };
}

/**
 * @param {Picture} wanted
 * @param {Picture} seen
 * @param {number} left
 * @param {number} top
 * @param {number} size
 */
function cell_difference(wanted, seen, left, top, size) {
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = top; y < Math.min(top + size, wanted.height); ++y) {
    for (let x = left; x < Math.min(left + size, wanted.width); ++x, ++count) {
      const at = y * wanted.width + x;
      for (let channel = 0; channel < 3; ++channel) sums[channel] += level(wanted.pixels[at], channel) - level(seen.pixels[at], channel);
    }
  }
  return Math.max(...sums.map(Math.abs)) / count;
}

/** @param {number} pixel @param {number} channel */
const level = (pixel, channel) => (pixel >> (16 - 8 * channel)) & 0xff;

/**
 * Where they differ: the wanted picture, faint, and red over it the stronger the difference.
 * @param {Picture} wanted
 * @param {Picture} seen of the same size
 * @returns {Picture}
 */
export function difference(wanted, seen) {
  const pixels = wanted.pixels.map((pixel, at) => {
    const apart = Math.max(...[0, 1, 2].map((channel) => Math.abs(level(pixel, channel) - level(seen.pixels[at], channel))));
    const faint = [0, 1, 2].map((channel) => 160 + level(pixel, channel) / 4);
    const [red, green, blue] = [Math.max(faint[0], apart), faint[1] - apart * 0.6, faint[2] - apart * 0.6].map((value) => Math.max(0, Math.round(value)));
    return (red << 16) | (green << 8) | blue;
  });
  return { width: wanted.width, height: wanted.height, pixels };
}
