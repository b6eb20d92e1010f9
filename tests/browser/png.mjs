// @ts-check
// Just enough of PNG (RFC 2083) to look at a picture's pixels and to write a small one: eight bits a channel, not
// interlaced, which is what Chromium makes and what is written here.

import assert from 'node:assert/strict';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** @typedef {{width: number, height: number, pixels: Uint32Array}} Picture pixels as 0xRRGGBB, row by row */

/**
 * @param {Buffer} png
 * @returns {Picture}
 */
export function read_png(png) {
  assert.ok(png.subarray(0, 8).equals(signature), 'a PNG');
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, kind, , , interlaced] = png.subarray(24, 29);
  assert.ok(depth === 8 && [2, 3, 6].includes(kind) && interlaced === 0, 'RGB, RGBA or a palette, of eight bits');
  const channels = { 2: 3, 3: 1, 6: 4 }[kind] ?? 0;
  const parts = [];
  let palette = png.subarray(0, 0);
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    if (type === 'PLTE') palette = png.subarray(at + 8, at + 8 + length);
    at += length + 12;
  }
  const bytes = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; ++i) {
    const from = kind === 3 ? palette : bytes;
    const at = kind === 3 ? bytes[i] * 3 : i * channels;
    pixels[i] = (from[at] << 16) | (from[at + 1] << 8) | from[at + 2];
  }
  return { width, height, pixels };
}

/**
 * Undoes the filters of the rows (section 6).
 * @param {Buffer} data
 * @param {number} row_bytes
 * @param {number} height
 * @param {number} step bytes a pixel
 */
function unfilter(data, row_bytes, height, step) {
  const out = new Uint8Array(row_bytes * height);
  for (let y = 0; y < height; ++y) {
    const filter = data[y * (row_bytes + 1)];
    const from = y * (row_bytes + 1) + 1;
    const to = y * row_bytes;
    for (let x = 0; x < row_bytes; ++x) {
      const left = x >= step ? out[to + x - step] : 0;
      const up = y > 0 ? out[to + x - row_bytes] : 0;
      const corner = x >= step && y > 0 ? out[to + x - row_bytes - step] : 0;
      let predicted = 0;
      if (filter === 1) predicted = left;
      else if (filter === 2) predicted = up;
      else if (filter === 3) predicted = (left + up) >> 1;
      else if (filter === 4) predicted = paeth(left, up, corner);
      out[to + x] = data[from + x] + predicted;
    }
  }
  return out;
}

/**
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function paeth(left, up, corner) {
  const guess = left + up - corner;
  const a = Math.abs(guess - left);
  const b = Math.abs(guess - up);
  const c = Math.abs(guess - corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/**
 * A PNG of at most 256 colours: the most frequent ones stay as they are, the others become the nearest of them.
 * @param {Picture} picture
 * @returns {Buffer}
 */
export function write_small_png({ width, height, pixels }) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([colour]) => colour);
  const places = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const colour = pixels[y * width + x];
      let place = places.get(colour);
      if (place === undefined) places.set(colour, (place = nearest(palette, colour)));
      rows[y * (width + 1) + 1 + x] = place;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/**
 * @param {number[]} palette
 * @param {number} colour
 */
function nearest(palette, colour) {
  let best = 0;
  let best_distance = Infinity;
  palette.forEach((candidate, index) => {
    const [r, g, b] = [16, 8, 0].map((shift) => ((candidate >> shift) & 0xff) - ((colour >> shift) & 0xff));
    const distance = r * r + g * g + b * b;
    if (distance < best_distance) [best, best_distance] = [index, distance];
  });
  return best;
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}
