// @ts-check
// The README's pictures: the BYOK page with three keys, in both themes, from a real browser and a real server.

import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Person, launch } from '../tests/browser/browser.mjs';
import { random_text } from '../tests/browser/credentials.mjs';
import { read_png, write_small_png } from '../tests/browser/png.mjs';
import { Server, checkout } from '../tests/browser/server.mjs';
import { stays_the_same, until } from '../tests/browser/until.mjs';

const bytes_max = 200 * 1024;

const server = await Server.start();
const browser = await launch();
try {
  const organization = await server.organization();
  const { data: [first] } = await server.call('GET', `${organization}/api_keys`);
  for (const [provider, name, api_key_ids] of [
    ['anthropic', 'Production key', [first.id]],
    ['openai', 'OpenAI prod', []],
    ['mistral', 'My Mistral key 1', []],
  ]) {
    // The list is in the order of creation, which the server knows to the second.
    const second = Math.floor(Date.now() / 1000);
    await until('the next second begins', () => Math.floor(Date.now() / 1000) > second);
    await server.call('POST', `${organization}/provider-keys`, { provider, name, api_key_ids, provider_key: random_text(48) });
  }
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 704 }, deviceScaleFactor: 2, colorScheme: theme, locale: 'en-GB' });
    const { console: byok, page } = await Person.begin(context);
    await byok.open(server.link);
    await byok.row('Production key').waitFor();
    const picture = await stays_the_same('the picture', () => page.screenshot());
    const file = path.join(checkout, `assets/readme-${theme}.png`);
    writeFileSync(file, write_small_png(read_png(picture)));
    const { size } = statSync(file);
    console.log(`${path.relative(checkout, file)}  ${(size / 1024).toFixed(0)} KB`);
    if (size > bytes_max) throw new Error(`${file} has more than ${bytes_max} bytes`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.discard();
}
