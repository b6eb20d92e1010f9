// @ts-check
// The pictures that the embed element shows before its demo starts, made anew (see scripts/previews).

import { writeFileSync } from 'node:fs';
import { launch } from '../tests/browser/browser.mjs';
import { picture_of_demo, preview_file, themes } from '../tests/browser/demo.mjs';
import { read_png, write_small_png } from '../tests/browser/png.mjs';
import { StaticSite } from '../tests/browser/static_site.mjs';

const site = await StaticSite.start('build/web/demo');
const browser = await launch();
try {
  for (const theme of themes) {
    const png = write_small_png(read_png(await picture_of_demo(browser, site, theme)));
    writeFileSync(preview_file(theme), png);
    console.log(`${preview_file(theme)}  ${(png.length / 1024).toFixed(1)} KB`);
  }
} finally {
  await browser.close();
  await site.stop();
}
