// @ts-check
// The page on paper: a plain list with every row there is, without what is there to be used, and without secrets.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, new_person } from './browser.mjs';
import { FakeApi, api_key, provider_key } from './fake_api.mjs';
import { frames_drawn, until } from './until.mjs';

/** @typedef {import('playwright-core').Page} Page */

const rows = 200;

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {FakeApi} */
let fake;
before(async () => {
  browser = await launch();
  const api_keys = Array.from({ length: 9 }, (_, index) => api_key(index + 1, { name: `gateway ${index + 1} of many` }));
  const provider_keys = Array.from({ length: rows }, (_, index) => provider_key(index + 1, {
    name: `Key number ${index + 1}`,
    active: index % 2 === 0,
    api_key_ids: index === 0 ? api_keys.map(({ id }) => id) : [],
  }));
  fake = await FakeApi.start({ provider_keys, api_keys });
});
after(async () => {
  await browser?.close();
  await fake?.stop();
});

/** @param {import('node:test').TestContext} t @param {string} [where] */
async function signed_in(t, where = '') {
  const { console, page } = await new_person(t, browser, { origin: fake.origin });
  const names = page.waitForResponse((response) => response.url().endsWith('/api_keys'));
  await console.open(fake.link + where);
  await until('the list is there', () => page.evaluate(() => document.body.textContent.includes('Key number 200')));
  await (await names).finished();
  await frames_drawn(page);
  return { console, page };
}

/**
 * As the browser does it: the page is told, then laid out for paper.
 * @param {Page} page
 */
async function on_paper(page) {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

/** @param {Page} page */
async function on_screen(page) {
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
}

/**
 * The elements that are seen and have a text of their own.
 * @param {Page} page
 */
const seen = (page) => page.evaluate(() => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = /** @type {HTMLElement} */ (node.parentElement);
    const { width, height } = element.getBoundingClientRect();
    if (!node.nodeValue?.trim() || width === 0 || height === 0) continue;
    const { color, opacity, visibility } = getComputedStyle(element);
    texts.push({ text: node.nodeValue, readable: color === 'rgb(0, 0, 0)' && opacity === '1' && visibility === 'visible' });
  }
  return texts;
});

test('every row is printed, as black text in the order of the list, wherever the page was scrolled to', async (t) => {
  const { page } = await signed_in(t);
  await page.evaluate(() => { for (const area of document.querySelectorAll('.scroll')) area.scrollTop = 2000; });
  await on_paper(page);
  const texts = await seen(page);
  assert.deepEqual(texts.filter(({ readable }) => !readable), []);
  const said = texts.map(({ text }) => text);
  const names = said.filter((text) => text.startsWith('Key number'));
  assert.deepEqual(names, Array.from({ length: rows }, (_, index) => `Key number ${rows - index}`));
  assert.ok(said.includes('Api Keys'), 'the heading');
  assert.deepEqual(['Provider', 'Name', 'Assigned To', 'Status', 'Created', 'Actions'].filter((column) => said.includes(column)),
    ['Provider', 'Name', 'Assigned To', 'Status', 'Created']);
  assert.equal(said.filter((text) => text === 'Disabled').length, rows / 2, 'badges are words');
  assert.equal(said.filter((text) => /^gateway \d of many$/.test(text)).length, 9, 'also those that would not fit on the screen');
  assert.ok(said.some((text) => /^\d\d\/\d\d\/2026$/.test(text)), 'dates');
});

test('it is a table with lines: cells lie in columns, and no text lies over another', async (t) => {
  const { page } = await signed_in(t);
  await on_paper(page);
  const cells = await page.getByRole('row').evaluateAll((each) => each.slice(0, 5).map((row) =>
    [...row.children].map((cell) => {
      const { left, top, right, bottom } = cell.getBoundingClientRect();
      return { left, top, right, bottom, line: getComputedStyle(cell).borderTopWidth };
    }).filter(({ left, right }) => right > left)));
  for (const [index, row] of cells.entries()) {
    assert.equal(row.length, 5);
    for (const [column, cell] of row.entries()) {
      assert.equal(cell.left, cells[0][column].left, 'in its column');
      assert.notEqual(cell.line, '0px');
      if (index > 0) assert.ok(cell.top >= cells[index - 1][column].bottom - 1, 'below the row before');
    }
  }
});

test('nothing that is there to be used is printed, and no picture', async (t) => {
  const { page } = await signed_in(t);
  await on_paper(page);
  const used = await page.evaluate(() => [...document.querySelectorAll('canvas, button, input, textarea, nav, a')]
    .filter((element) => element.getClientRects().length > 0).map((element) => element.outerHTML));
  assert.deepEqual(used, []);
});

test('with a dialog open the list is what is printed; what is typed in the dialog is not', async (t) => {
  const { console, page } = await signed_in(t, '&/byok/new');
  await console.field(console.add_dialog, 'Name').fill('a name being typed');
  await console.field(console.add_dialog, 'API Key').fill('sk-ant-being-typed-0123456789');
  await console.add_dialog.getByRole('button', { name: 'Show API Key', exact: true }).click();
  await on_paper(page);
  const said = (await seen(page)).map(({ text }) => text);
  assert.equal(said.filter((text) => text.startsWith('Key number')).length, rows);
  assert.ok(!said.some((text) => text.includes('Add Provider Key')));
  assert.equal(await page.locator('input, textarea').evaluateAll((fields) => fields.filter((field) => field.getClientRects().length > 0).length), 0);
  await on_screen(page);
  assert.equal(await console.field(console.add_dialog, 'API Key').inputValue(), 'sk-ant-being-typed-0123456789');
});

test('a key that is shown once is not printed', async (t) => {
  const { console, page } = await new_person(t, browser, { origin: fake.origin });
  await console.open(fake.link + '&/api-keys');
  await page.getByRole('button', { name: 'Create a new API Key', exact: true }).first().click();
  const form = page.getByRole('dialog', { name: 'Create API Key', exact: true });
  await console.field(form, 'Name').fill('printed');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('dialog', { name: 'API key created', exact: true }).waitFor();
  await on_paper(page);
  const said = (await seen(page)).map(({ text }) => text);
  assert.ok(said.includes('printed'), 'the list is');
  assert.ok(!said.some((text) => text.includes('shown_once')));
});

test('afterwards the page is as it was: the rows in view alone, where it was scrolled to', async (t) => {
  const { page } = await signed_in(t);
  const scrolled = () => page.evaluate(() => Math.max(...[...document.querySelectorAll('.scroll')].map((area) => area.scrollTop)));
  await page.evaluate(() => { for (const area of document.querySelectorAll('.scroll')) area.scrollTop = 2000; });
  await until('it is scrolled', async () => (await scrolled()) === 2000);
  await page.getByRole('button', { name: 'Actions for Key number 160', exact: true }).waitFor();
  const before_it = await page.getByRole('row').count();
  await on_paper(page);
  assert.equal(await page.getByRole('row').count(), rows + 1);
  await on_screen(page);
  await until('it is as it was', async () => (await scrolled()) === 2000 && (await page.getByRole('row').count()) === before_it);
});

test('the browser makes a document of several sheets by itself', async (t) => {
  const { page } = await signed_in(t);
  const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
  assert.ok(sheets.length >= 4, `${sheets.length} sheets`);
  assert.ok(await page.getByRole('row').count() < 40, 'and is back');
});
