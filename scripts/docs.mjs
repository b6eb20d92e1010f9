// @ts-check
// node scripts/docs.mjs [--no-pictures] FOLDER: what scripts/docs runs in the dev environment.

import path from 'node:path';
import { write_site } from './docs_site/site.mjs';
import { checkout } from './docs_site/program.mjs';

const wishes = process.argv.slice(2);
const with_pictures = !wishes.includes('--no-pictures');
const [out = path.join(checkout, 'build/docs')] = wishes.filter((each) => each !== '--no-pictures');
try {
  const { pages, pictures } = await write_site({ out, built: path.join(checkout, 'build/web/site'), with_pictures });
  console.log(`${out}: ${pages} pages, ${pictures} pictures, each in light and dark`);
} catch (error) {
  console.error(`scripts/docs: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
