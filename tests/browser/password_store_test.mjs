// @ts-check
// Chromium's own password manager, asked what it thinks of the console: it must never offer to keep what is typed there.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { at_end } from './at_end.mjs';
import { launch_with_profile, Person } from './browser.mjs';
import { random_text } from './credentials.mjs';
import { FakeApi, token } from './fake_api.mjs';
import { until } from './until.mjs';

test('neither the console token nor a credential is offered to be stored', async (t) => {
  const profile = mkdtempSync(path.join(tmpdir(), 'byok-passwords-'));
  const fake = await FakeApi.start();
  const context = await launch_with_profile(profile);
  at_end(t, async () => {
    await context.close();
    await fake.stop();
    rmSync(profile, { recursive: true, force: true });
  });
  const log = await context.newPage();
  await log.goto('chrome://password-manager-internals');
  const page = await context.newPage();
  const { console } = new Person(context, page, []);
  const thoughts = () => log.evaluate(() => document.body.innerText);

  await page.goto(fake.origin);
  await console.token_field.click();
  await page.keyboard.type(token);
  await page.keyboard.press('Enter');
  await console.heading.waitFor();
  const form = await console.open_form();
  await console.field(form, 'API Key').click();
  await page.keyboard.type('sk-ant-api03-' + random_text(95));
  await console.save(form);
  await form.waitFor({ state: 'detached' });
  await page.goto('about:blank');  // leaving the page is when it decides at the latest
  await until('it has thought about our fields', async () => /Password element/i.test(await thoughts()));
  assert.doesNotMatch(await thoughts(), /Decision: ASK/i);
});
