// @ts-check
// The live demo as it was built: one file, every scenario, and nothing that leaves the page.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { launch, new_person } from './browser.mjs';
import { random_text } from './credentials.mjs';
import { demo_is_ready, picture_of_demo, preview_file, themes } from './demo.mjs';
import { count_traces_in_memory, hold_memory } from './memory.mjs';
import { compare } from './picture_compare.mjs';
import { read_png } from './png.mjs';
import { stays_at_rest } from './rest.mjs';
import { site as site_folder } from './server.mjs';
import { StaticSite } from './static_site.mjs';
import { until } from './until.mjs';
import { count_work } from './work.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {StaticSite} */
let site;
before(async () => {
  [browser, site] = await Promise.all([launch(), StaticSite.start(site_folder, { prefix: '/some/where' })]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Of the usual format, and nobody's. */
const anthropic_key = () => `sk-ant-api03-${random_text(93)}AA`;

/**
 * @param {TestContext} t
 * @param {string} [query]
 * @param {{context?: import('playwright-core').BrowserContextOptions, complaints?: RegExp[], prepare?: (page: import('playwright-core').Page) => Promise<unknown>}} [options]
 */
async function open(t, query = '', { context, complaints, prepare } = {}) {
  const person = await new_person(t, browser, { origin: site.origin, context, complaints });
  await prepare?.(person.page);
  await person.page.goto(`${site.origin}/some/where/demo.html${query}`);
  return person;
}

describe('nothing leaves the page', () => {
  test('the page is all that is loaded, whatever is done in it', async (t) => {
    const { page, console, requests } = await open(t);
    await demo_is_ready(page);
    const dialog = await console.open_form();
    await console.field(dialog, 'Name').fill('Mine');
    await console.field(dialog, 'API Key').fill(anthropic_key());
    await dialog.getByRole('button', { name: 'Test credentials', exact: true }).click();
    await console.says(dialog, 'Simulated: The format is the one of Anthropic credentials. No provider was asked.');
    await console.save(dialog);
    await console.row('Mine').waitFor();
    await console.choose_action('Mine', 'Disable');
    await until('it is disabled', async () => (await console.cells('Mine')).some((cell) => cell.startsWith('Disabled')));
    await console.choose_action('Mine', 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await console.row('Mine').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Reset demo' }).click();
    await demo_is_ready(page);
    assert.deepEqual(requests.filter((url) => !url.startsWith('data:')), [`${site.origin}/some/where/demo.html`]);
  });

  test('its policy forbids every request from the first byte on', async (t) => {
    const { page } = await open(t, '', { complaints: [/Content Security Policy|Failed to load/i] });
    await demo_is_ready(page);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy ?? '', /connect-src 'none'/);
    assert.match(policy ?? '', /default-src 'none'/);
    const outcomes = await page.evaluate(async () => {
      const picture = new Image();
      const loads = new Promise((done) => {
        picture.onload = () => done('loaded');
        picture.onerror = () => done('refused');
      });
      picture.src = location.origin + '/picture.png';
      return [await fetch(location.href).then(() => 'answered', () => 'refused'), navigator.sendBeacon(location.href, 'x'), await loads];
    });
    assert.equal(outcomes[0], 'refused');
    assert.equal(outcomes[2], 'refused');
    assert.equal(site.requests.filter((url) => url.includes('picture.png')).length, 0);
  });

  test('a credential that was saved is nowhere in the memory of the page', async (t) => {
    const { page, console } = await open(t, '?scenario=empty', { prepare: hold_memory });
    const key = anthropic_key();
    const secret = key.slice(16, -8);  // its end is shown, as everywhere
    await console.create_button.waitFor();
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill(key);
    await until('it is in the memory while it is typed', async () => (await count_traces_in_memory(page, secret)) > 0);
    await console.save(dialog);
    await console.row('My Anthropic Key').waitFor();
    await until('nothing of it is left', async () => (await count_traces_in_memory(page, secret)) === 0);
    // And yet its test finds the format of the stored one right.
    await console.choose_action('My Anthropic Key', 'Test credentials');
    await until('it was tested', async () => (await console.cells('My Anthropic Key')).some((cell) => cell.startsWith('Active')));
    assert.equal(await count_traces_in_memory(page, secret), 0);
  });

  test('the file has no address in it to load anything from', () => {
    const html = readFileSync(path.join(site_folder, 'demo.html'), 'utf8');
    assert.doesNotMatch(html, /<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)="(?!data:)/);
    assert.doesNotMatch(html, /@import|url\((?!["']?data:)/);
    assert.doesNotMatch(html, /sourceMappingURL/);
  });
});

describe('the console that is served has no demo in it', () => {
  /** What can only come from the demo: its sentences, people and exports. */
  const of_demo = ['Simulated: ', 'Example organization', 'Anthropic production', 'demo_reset', 'Reset demo', 'is being updated', 'Bedrock EU and US'];

  test('no word of it is in the program or its scripts', () => {
    const files = readdirSync(site_folder).filter((file) => /\.(wasm|m?js|css)$/.test(file) && file !== 'embed.js');
    assert.ok(files.some((file) => file.endsWith('.wasm')));
    for (const file of files) {
      const bytes = readFileSync(path.join(site_folder, file));
      for (const word of of_demo) assert.ok(!bytes.includes(word), `${file} has "${word}" in it`);
    }
    const index = readFileSync(path.join(site_folder, 'index.html'));
    for (const word of of_demo) assert.ok(!index.includes(word), `index.html has "${word}" in it`);
  });

  test('these words are found where they are', () => {
    const demo = readFileSync(path.join(site_folder, '../demo.wasm'));
    for (const word of of_demo.filter((each) => !['Reset demo', 'demo_reset'].includes(each))) assert.ok(demo.includes(word), word);
    const page = readFileSync(path.join(site_folder, 'demo.html'), 'utf8');
    for (const word of ['Reset demo', 'demo_reset']) assert.ok(page.includes(word), word);
  });
});

describe('scenarios', () => {
  test('none: every provider and every status', async (t) => {
    const { page, console } = await open(t);
    await demo_is_ready(page);
    const table = await console.table.innerText();
    for (const word of ['Anthropic', 'OpenAI', 'Google Vertex AI', 'Mistral', 'DeepSeek', 'xAI', 'Z.ai', 'AWS Bedrock']) assert.ok(table.includes(word), word);
    for (const word of ['Active', 'Limited', 'Invalid', 'Not tested', 'Unreadable']) assert.ok(table.includes(word), word);
    assert.match(await page.getByRole('complementary').innerText(), /Nothing you type leaves this page\./);
  });

  test('empty', async (t) => {
    const { page } = await open(t, '?scenario=empty');
    await page.getByText('No provider keys', { exact: false }).first().waitFor();
  });

  test('bedrock, with the form for a new one in the dark', async (t) => {
    const { page, console } = await open(t, '?scenario=bedrock&theme=dark&open=new&provider=bedrock');
    await console.add_dialog.waitFor();
    await page.getByRole('group', { name: 'Region 1' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  });

  test('many: the rows out of view are counted', async (t) => {
    const { console, page } = await open(t, '?scenario=many');
    await demo_is_ready(page);
    assert.equal(await console.table.getAttribute('aria-rowcount'), '2001');
  });

  test('errors: a save fails once in words, and what was typed stays', async (t) => {
    const { console } = await open(t, '?scenario=errors&open=new');
    await console.add_dialog.waitFor();
    const name = console.field(console.add_dialog, 'Name');
    await console.complains(name, 'Enter a name.');
    await name.fill('Second try');
    await console.field(console.add_dialog, 'API Key').fill(anthropic_key());
    await console.add_dialog.getByRole('checkbox', { name: 'Assign to entire organization' }).check();
    await console.save(console.add_dialog);
    await console.says(console.add_dialog, 'The server is being updated. Try again in a moment.');
    assert.equal(await name.inputValue(), 'Second try');
    await console.save(console.add_dialog);
    await console.row('Second try').waitFor();
  });

  test('a viewer sees the keys and cannot make one', async (t) => {
    const { page } = await open(t, '?role=viewer');
    await demo_is_ready(page);
    await page.getByText('You may look at them.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Create a new Provider Key' }).count(), 0);
  });
});

describe('as a page', () => {
  test('Reset demo brings back what was there, and asks nothing', async (t) => {
    const { page, console } = await open(t);
    await demo_is_ready(page);
    await console.choose_action('xAI evaluation', 'Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await console.row('xAI evaluation').waitFor({ state: 'detached' });
    const dialog = await console.open_form();
    await console.field(dialog, 'API Key').fill('half a key');
    await page.getByRole('button', { name: 'Reset demo' }).click();
    await dialog.waitFor({ state: 'detached' });
    await console.row('xAI evaluation').waitFor();
  });

  test('who signs out signs in again with anything', async (t) => {
    const { page, console } = await open(t);
    await demo_is_ready(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('This is a demo: any token signs in.').waitFor();
    await console.token_field.fill('anything');
    await page.keyboard.press('Enter');
    await demo_is_ready(page);
  });

  test('the keyboard goes from the strip into the console, and around a dialog', async (t) => {
    const { page, console } = await open(t);
    await demo_is_ready(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'reset');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.closest('#semantics') !== null), true);
    await console.create_button.focus();
    await page.keyboard.press('Enter');
    await console.add_dialog.waitFor();
    await page.keyboard.press('Escape');
    await console.add_dialog.waitFor({ state: 'detached' });
    await until('the focus is back', () => page.evaluate(() => document.activeElement?.textContent?.includes('Create a new Provider Key')));
  });

  test('at rest it does nothing', async (t) => {
    const { page } = await open(t, '', { prepare: count_work });
    await demo_is_ready(page);
    await stays_at_rest(page);
  });

  for (const theme of themes) {
    for (const [what, query] of [['the list', ''], ['a form with errors', '&scenario=errors&open=new'], ['the activity', '&open=activity']]) {
      test(`axe finds nothing: ${what}, ${theme}`, async (t) => {
        const { page } = await open(t, `?theme=${theme}${query}`);
        await page.getByRole(query.includes('new') ? 'dialog' : 'table').first().waitFor();
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
      });
    }

    test(`the picture that embed.js shows before is what the demo looks like, ${theme}`, async () => {
      const seen = read_png(await picture_of_demo(browser, { origin: `${site.origin}/some/where` }, theme));
      const { same, sentence } = compare(read_png(readFileSync(preview_file(theme))), seen);
      assert.ok(same, `${preview_file(theme)}: ${sentence}. If that is meant: scripts/previews`);
    });
  }

  test('on a phone its strip leaves the console whole', async (t) => {
    const { page } = await open(t, '', { context: { viewport: { width: 320, height: 600 }, hasTouch: true, isMobile: true } });
    await demo_is_ready(page);
    const [strip, console_box] = await page.evaluate(() => ['strip', 'semantics'].map((id) => document.getElementById(id)?.getBoundingClientRect().toJSON()));
    assert.equal(strip.bottom, console_box.top);
    assert.equal(console_box.bottom, 600);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const [text, button] = await page.evaluate(() => ['#strip p', '#reset'].map((at) => document.querySelector(at)?.getBoundingClientRect().toJSON()));
    assert.ok(text.bottom <= strip.bottom && button.bottom <= strip.bottom, 'nothing sticks out of it');
  });

  test('a browser without WebAssembly gets a sentence', async (t) => {
    const { page } = await open(t, '', { prepare: (each) => each.addInitScript(() => void delete (/** @type {any} */ (window).WebAssembly)) });
    await page.getByText('This browser has no WebAssembly', { exact: false }).waitFor();
    assert.ok(await page.getByRole('button', { name: 'Try again' }).isVisible());
  });

  test('one without JavaScript as well', async (t) => {
    const { page } = await open(t, '', { context: { javaScriptEnabled: false } });
    // Playwright finds no text in <noscript>.
    assert.match(await page.locator('#shell').innerText(), /^The demo needs JavaScript and WebAssembly\./);
  });
});

test('the site has the demo, compressed', () => {
  for (const file of ['demo.html', 'demo.html.br', 'embed.js', 'embed.js.br']) assert.ok(existsSync(path.join(site_folder, file)), file);
});
