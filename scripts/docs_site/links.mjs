// @ts-check
// Whether every link and picture of the written pages leads to something that is there. Nothing is asked of the network:
// of an address outside it is only looked at whether it is one.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What is wrong, a line each: "hosting.html: there is no page …".
 * @param {string} folder of the site
 * @param {string[]} files its pages
 */
export function broken_links(folder, files) {
  // Only what html.mjs has written is read here: attributes always stand in double quotation marks, escaped.
  const pages = new Map(files.map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const values = (/** @type {string} */ names) => [...text.matchAll(new RegExp(` (?:${names})="([^"]*)"`, 'g'))].map(([, value]) => value.replaceAll('&amp;', '&'));
    return [file, { ids: values('id'), targets: values('href|src|srcset') }];
  }));
  const problems = [];
  for (const [file, { ids, targets }] of pages) {
    for (const id of ids.filter((each, at) => ids.indexOf(each) !== at)) problems.push(`${file}: two things have the id "${id}"`);
    for (const target of targets) {
      const problem = target_problem(folder, pages, file, target);
      if (problem) problems.push(`${file}: ${problem}`);
    }
  }
  return problems;
}

/**
 * @param {string} folder
 * @param {Map<string, {ids: string[]}>} pages
 * @param {string} from
 * @param {string} target
 */
function target_problem(folder, pages, from, target) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
    const url = URL.parse(target);
    return url?.protocol === 'https:' && url.hostname.includes('.') && url.username === '' ? null : `${target} is no https address`;
  }
  const [file, fragment] = target.split('#', 2);
  const name = file === '' ? from : file.split('?', 1)[0];
  if (!existsSync(path.join(folder, name))) return `there is no ${name}`;
  if (fragment !== undefined && !pages.get(name)?.ids.includes(fragment)) return `there is no "${fragment}" in ${name}`;
  return null;
}
