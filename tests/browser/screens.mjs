// @ts-check
// The screens that pictures are kept of (tests/browser/pictures/), and how each is reached. `scripts/screenshots --tests`
// makes the pictures anew; screenshots_test.mjs compares.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Person } from './browser.mjs';
import { FakeApi, api_key, audit_event, json, provider_key } from './fake_api.mjs';
import { checkout } from './server.mjs';
import { stays_the_same } from './until.mjs';

/** @typedef {{person: Person, fake: FakeApi}} Scene */
/**
 * @typedef {object} Screen
 * @property {string} name of its picture
 * @property {import('playwright-core').BrowserContextOptions} [context]
 * @property {boolean} [empty] no provider keys yet
 * @property {boolean} [signed_out]
 * @property {'viewer' | 'editor' | 'admin'} [role]
 * @property {(scene: Scene) => Promise<unknown>} [reach] what to do once the list is there
 */

const created = (/** @type {number} */ hour) => ({ created_at: `2026-01-14T1${hour}:00:00Z` });
const keys = () => [
  provider_key(1, { provider: 'anthropic', name: 'Production key', api_key_ids: ['ak_1'], ...created(0) }),
  provider_key(2, { provider: 'openai', name: 'OpenAI prod', active: false, ...created(1) }),
  provider_key(3, { provider: 'mistral', name: 'My Mistral key 1', ...created(2) }),
];

/** @type {Screen[]} */
export const screens = [
  { name: 'list-light' },
  { name: 'list-dark', context: { colorScheme: 'dark' } },
  {
    name: 'form-errors',
    async reach({ person: { console } }) {
      const dialog = await console.open_form();
      await console.save(dialog);
      await console.complains(console.field(dialog, 'API Key'), /./);
    },
  },
  {
    name: 'form-bedrock-dark',
    context: { colorScheme: 'dark' },
    async reach({ person: { console, page } }) {
      const dialog = await console.open_form();
      await console.choose(dialog, 'Provider', 'bedrock', /Bedrock/);
      await page.getByRole('group', { name: 'Region 1', exact: true }).waitFor();
    },
  },
  {
    name: 'menu',
    async reach({ person: { page } }) {
      await page.getByRole('button', { name: 'Actions for OpenAI prod', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'delete',
    async reach({ person: { console, page } }) {
      await console.choose_action('Production key', 'Delete');
      await page.getByRole('alertdialog').waitFor();
    },
  },
  { name: 'sign-in', signed_out: true },
  { name: 'empty', empty: true },
  {
    name: 'failed-refresh-dark',
    context: { colorScheme: 'dark' },
    async reach({ person: { console, page }, fake }) {
      fake.next('GET', '/provider-keys', json(403, { error: { type: 'forbidden_error', message: 'Not today.' } }));
      await page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await page.getByRole('button', { name: 'Retry', exact: true }).waitFor();
      await console.says(page.locator('body'), 'Not today.');
    },
  },
  {
    name: 'activity',
    role: 'admin',
    async reach({ person: { page }, fake }) {
      fake.events = [
        audit_event(4, { action: 'provider_key.deleted', result: 'refused', actor: { name: 'Ann', token_id: 'token_2', role: 'viewer', via: 'token' } }),
        audit_event(3, { action: 'provider_key.tested', detail: 'valid_limited' }),
        audit_event(2, { action: 'provider_key.updated', changes: ['name', 'api_key_ids'] }),
        audit_event(1, { action: 'backup.made', target: null, ip: null, actor: { name: 'operator', token_id: null, role: 'admin', via: 'command_line' } }),
      ];
      await page.getByRole('link', { name: 'Activity', exact: true }).click();
      await page.getByRole('table', { name: 'Audit trail', exact: true }).waitFor();
    },
  },
  { name: 'forced-colours', context: { forcedColors: 'active', colorScheme: 'dark' } },
  { name: 'more-contrast', context: { contrast: 'more' } },
  { name: 'narrow', context: { viewport: { width: 360, height: 640 } } },
];

/** @param {string} name */
export const picture_file = (name) => path.join(checkout, `tests/browser/pictures/${name}.png`);

/**
 * A person who looks at that screen, until `look` is done.
 * @template Answer
 * @param {import('playwright-core').Browser} browser
 * @param {Screen} screen
 * @param {(person: Person) => Promise<Answer>} look
 */
export async function at_screen(browser, { context: wishes, empty, signed_out, role, reach }, look) {
  const fake = await FakeApi.start({ api_keys: [api_key(1, { name: 'my first key' })], provider_keys: empty ? [] : keys(), role });
  // Nothing moves in a picture.
  const context = await browser.newContext({ viewport: { width: 900, height: 640 }, locale: 'en-GB', timezoneId: 'Europe/Paris', reducedMotion: 'reduce', ...wishes });
  try {
    const person = await Person.begin(context);
    if (signed_out) {
      await person.page.goto(fake.origin);
      await person.console.token_field.waitFor();
    } else {
      await person.console.open(fake.link);
      if (!empty) await person.console.row('Production key').waitFor();
      await reach?.({ person, fake });
    }
    await person.page.mouse.move(1, 300);
    return await look(person);
  } finally {
    await context.close();
    await fake.stop();
  }
}

/**
 * @param {Person} person
 * @returns {Promise<Buffer>} PNG
 */
export const picture_of = ({ page }) => stays_the_same('the picture', () => page.screenshot());

/**
 * @param {string} name
 * @param {Buffer} png
 */
export const keep = (name, png) => writeFileSync(picture_file(name), png);
