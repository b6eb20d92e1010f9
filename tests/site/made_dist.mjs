// @ts-check
// What scripts/dist makes of the built site, in a folder that goes away.

import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { api_base, make_dist, path_prefix } from '../../scripts/dist.mjs';
import { checkout, site } from '../browser/server.mjs';

/** The second of a commit that never was: 2026-01-02T03:04:05Z. */
export const date = 1767323045;

/**
 * @param {{api?: string, prefix?: string}} [wishes]
 * @returns {{folder: string, files: string[], discard: () => void}} `files`: without compressed copies
 */
export function made_dist({ api, prefix } = {}) {
  const work = mkdtempSync(path.join(tmpdir(), 'byok-dist-'));
  const [packed, folder] = [path.join(work, 'site'), path.join(work, 'dist')];
  cpSync(site, packed, { recursive: true });
  for (const name of readdirSync(path.join(checkout, 'build/web'))) {
    if (name.endsWith('.extracted')) cpSync(path.join(checkout, 'build/web', name), path.join(work, name));
  }
  make_dist({ site: packed, out: folder, api: api_base(api), prefix: path_prefix(prefix), date, source: 'a test' });
  return {
    folder,
    files: readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile() && !/\.(br|gz)$/.test(each.name)).map((each) => each.name).sort(),
    discard: () => rmSync(work, { recursive: true, force: true }),
  };
}
