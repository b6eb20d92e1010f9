// @ts-check
// The journeys in Chromium, and what only its own tools tell of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at_end } from './at_end.mjs';
import { launch, new_person } from './browser.mjs';
import { journeys } from './journeys.mjs';
import { Server } from './server.mjs';

journeys(launch);

test('the token of a sign-in link is in no entry of the history', async (t) => {
  const browser = await launch();
  at_end(t, () => browser.close());
  const server = await Server.start();
  at_end(t, () => server.discard());
  const { page, console } = await new_person(t, browser, { origin: server.origin });
  await console.open(server.link);
  const { entries } = await (await page.context().newCDPSession(page)).send('Page.getNavigationHistory');
  for (const entry of entries) {
    assert.ok(!entry.url.includes(server.token), 'no entry of the history holds the token');
    assert.ok(!entry.userTypedURL.includes(server.token) || entry.userTypedURL === server.link, 'nor did the page put it there');
  }
});
