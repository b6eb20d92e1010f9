// @ts-check
// The pictures that tests/browser/screenshots_test.mjs compares with, made anew: all of them, or those that are named.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launch } from '../tests/browser/browser.mjs';
import { read_png, write_small_png } from '../tests/browser/png.mjs';
import { at_screen, keep, picture_file, picture_of, screens } from '../tests/browser/screens.mjs';

const names = process.argv.slice(2);
const unknown = names.filter((name) => !screens.some((screen) => screen.name === name));
if (unknown.length > 0) {
  console.error(`No such picture: ${unknown.join(', ')}. Known: ${screens.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
mkdirSync(path.dirname(picture_file('')), { recursive: true });
const browser = await launch();
try {
  for (const screen of screens.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const png = write_small_png(read_png(await at_screen(browser, screen, picture_of)));
    keep(screen.name, png);
    console.log(`tests/browser/pictures/${screen.name}.png  ${(png.length / 1024).toFixed(1)} KB`);
  }
} finally {
  await browser.close();
}
