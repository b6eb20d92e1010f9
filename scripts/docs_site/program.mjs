// @ts-check
// What the docs say of the program, from its own tables: providers, regions, and the answers of a test.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Name, read_table } from './cpp_table.mjs';

export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @typedef {{slug: string, name: string, keys_url: string}} Provider */
/** @typedef {{id: string, name: string, opt_in: boolean}} Region */
/** @typedef {{verdict: string, message: string, fix: string}} Answer verdict as the console calls it */

/** @param {string} file under src/ */
function source(file) {
  return readFileSync(path.join(checkout, 'src', file), 'utf8');
}

/** @returns {Provider[]} */
export function providers() {
  return read_table(source('core/provider.cpp'), 'rows').map(([slug, name, , , keys_url]) => ({
    slug: String(slug), name: String(name), keys_url: String(keys_url),
  }));
}

/** @returns {Region[]} */
export function regions() {
  return read_table(source('core/region.cpp'), 'rows').map(([id, name, , opt_in]) => ({
    id: String(id), name: String(name), opt_in: opt_in === true,
  }));
}

/** What the console calls the verdicts: `Verdict::ValidLimited` is "Limited". */
function words_of_verdicts() {
  return new Map(read_table(source('ui/key_status.cpp'), 'looks').map(([verdict, word]) => [verdict instanceof Name ? verdict.text : '', String(word)]));
}

/** By what name a sentence calls whoever answered. The checks of two providers name the company. */
const answering = new Map([['bedrock', 'AWS'], ['google_vertex_ai', 'Google']]);

/**
 * What a test can say, in the order of the program's table. `whose` is a provider's slug, `any` for what is read the same
 * from whomever it comes, or `failures` for calls without an answer. Throws when there is none.
 * @param {string} whose
 * @returns {Answer[]}
 */
export function answers(whose) {
  const words = words_of_verdicts();
  const text = source('server/verify/answer_rules.cpp');
  const provider = providers().find(({ slug }) => slug === whose);
  const name = answering.get(whose) ?? provider?.name ?? 'The provider';
  /** @type {Answer[]} */
  const found = [];
  const add = (/** @type {string} */ verdict, /** @type {unknown} */ message, /** @type {unknown} */ fix) => {
    const [said, todo] = [message, fix].map((sentence) => {
      const named = String(sentence ?? '').replace(/\{\}/g, (_, at) => (at > 0 && name === 'The provider' ? 'the provider' : name));
      return named;
    });
    if (!found.some((row) => row.verdict === verdict && row.message === said && row.fix === todo)) found.push({ verdict, message: said, fix: todo });
  };
  if (whose === 'failures') {
    // The last one is nobody's answer: the person has closed the form.
    for (const [failure, , message, fix] of read_table(text, 'failures')) {
      if (!(failure instanceof Name && failure.text.endsWith('::Cancelled'))) add(words.get('Verdict::Unknown') ?? '', message, fix);
    }
  } else {
    const wanted = whose === 'any' ? '' : whose;
    for (const [step, , , , verdict, , message, fix] of read_table(text, 'rules')) {
      if (String(step).split('/')[0] !== wanted) continue;
      const word = verdict instanceof Name ? words.get(verdict.text) : undefined;
      if (word === undefined) throw new Error(`the console has no word for a verdict in the rules of ${whose}`);
      add(word, message, fix);
    }
  }
  if (found.length === 0) throw new Error(`there are no answers of "${whose}"`);
  return found;
}
