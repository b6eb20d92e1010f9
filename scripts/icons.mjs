// @ts-check
// Makes the table of icon paths that glyphs are drawn from (src/platform/glyphs.cpp): node scripts/icons.mjs OUTPUT
//
// Which icons, and in which order, src/ui/icons.h says: each value of `enum class Icon` names its file of
// `lucide-static` in the comment behind it.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const lucide = path.join(checkout, 'node_modules/lucide-static');

/** @returns {string[]} the names of Lucide's files, in the order of the enum */
function icons_in_use() {
  const header = readFileSync(path.join(checkout, 'src/ui/icons.h'), 'utf8');
  const [, values] = /enum class Icon [^{]*\{([^}]*)\}/.exec(header) ?? fail('src/ui/icons.h has no enum class Icon');
  return values
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Count_'))
    .map((line) => /^\w+,\s*\/\/ ([a-z0-9-]+)/.exec(line)?.[1] ?? fail(`src/ui/icons.h: no file is named for "${line}"`));
}

/**
 * One path that draws what the SVG file draws.
 * @param {string} name
 */
function path_of(name) {
  const file = path.join(lucide, `icons/${name}.svg`);
  if (!existsSync(file)) fail(`lucide-static has no icon "${name}"`);
  const body = readFileSync(file, 'utf8').replace(/<!--.*?-->|<svg[^>]*>|<\/svg>/gs, '');
  return [...body.matchAll(/<(\w+)([^>]*?)\/?>/g)].map(([, tag, attributes]) => segment_of(name, tag, attributes)).join('');
}

/**
 * @param {string} name
 * @param {string} tag
 * @param {string} attributes
 */
function segment_of(name, tag, attributes) {
  const values = new Map([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
  /** @param {string} key */
  const number = (key) => Number(values.get(key) ?? 0);
  switch (tag) {
    case 'path':
      return absolute_start(values.get('d') ?? '');
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
    case 'rect':
      return rounded_box(number('x'), number('y'), number('width'), number('height'), number('rx') || number('ry'));
    case 'polyline':
      return 'M' + values.get('points');
    case 'polygon':
      return 'M' + values.get('points') + 'z';
    default:
      return fail(`${name}.svg has a <${tag}>, which this script does not know`);
  }
}

/**
 * The same path as part of a longer one: its first "m" is from the origin, not from where the part before ended.
 * @param {string} d
 */
function absolute_start(d) {
  const [, x, y, rest] = /^m\s*(-?[\d.]+)[\s,]*(-?[\d.]+)(.*)$/is.exec(d) ?? fail(`no path: "${d}"`);
  // Further pairs after an "m" are lines, relative ones after a small "m".
  const continues = /^[\s,]*[-.\d]/.test(rest);
  return `M${x} ${y}${continues ? (d.startsWith('m') ? 'l' : 'L') : ''}${rest.trim()}`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} rx
 * @param {number} ry
 */
function ellipse(x, y, rx, ry) {
  const arc = (/** @type {number} */ dx) => `a${rx} ${ry} 0 1 0 ${dx} 0`;
  return `M${x - rx} ${y}${arc(2 * rx)}${arc(-2 * rx)}`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} r
 */
function rounded_box(x, y, width, height, r) {
  const corner = (/** @type {number} */ dx, /** @type {number} */ dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return (
    `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}` +
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}z`
  );
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(`scripts/icons.mjs: ${sentence}`);
  process.exit(1);
}

const [output] = process.argv.slice(2);
if (!output) fail('where to? node scripts/icons.mjs OUTPUT');
if (!existsSync(lucide)) fail('lucide-static is not installed: run scripts/setup');
const { version, license } = JSON.parse(readFileSync(path.join(lucide, 'package.json'), 'utf8'));
const names = icons_in_use();
mkdirSync(path.dirname(output), { recursive: true });
writeFileSync(
  output,
  `// Made by scripts/icons.mjs from lucide-static ${version} (${license}).
#pragma once

#include <array>

/// SVG path data by ui::Icon, in a box of 24 by 24, to be drawn with round strokes of 2.
inline constexpr auto icon_paths = std::to_array<const char*>({
${names.map((name) => `    "${path_of(name)}",  // ${name}`).join('\n')}
});
`,
);
