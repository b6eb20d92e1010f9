// @ts-check
// axe-core on a page, with every rule of WCAG 2.0 to 2.2, A and AA, and its best practices.

import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Contrast is judged where the colours are known (tests/ui/theme_test.cpp): the elements' own text is transparent.
 * @param {import('playwright-core').Page} page
 * @param {string} [where] for the message
 */
export async function axe_finds_nothing(page, where = '') {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).disableRules(['color-contrast']).analyze();
  assert.ok(passes.length > 10, 'rules were applied');
  const found = violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map((node) => node.html) }));
  assert.deepEqual(found, [], where);
}
