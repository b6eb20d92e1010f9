// @ts-check
// The docs as a folder of files: pages from docs/, their pictures, and the demo that they embed.

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { document_of } from './layout.mjs';
import { broken_links } from './links.mjs';
import { article_of } from './markdown.mjs';
import { take_pictures } from './pictures.mjs';
import { checkout } from './program.mjs';
import { read_openapi, reference_of } from './reference.mjs';

/** @typedef {import('./layout.mjs').Section} Section */

const sources = path.join(checkout, 'docs');

/** What is taken over from the built page: the demo, the element that embeds it, and its previews. */
const of_the_demo = /^(demo\.html|embed\.js|demo-[\w.-]+\.png)$/;

/**
 * The pages, in the order of the navigation. Throws when docs/pages.yaml and the files beside it do not agree.
 * @returns {Section[]}
 */
export function read_sections() {
  /** @type {Record<string, Record<string, string>>} */
  const listed = parse(readFileSync(path.join(sources, 'pages.yaml'), 'utf8'));
  const sections = Object.entries(listed).map(([title, pages]) => ({ title, places: Object.entries(pages).map(([name, label]) => ({ name, label })) }));
  const names = sections.flatMap(({ places }) => places.map(({ name }) => name));
  const files = readdirSync(sources).filter((file) => file.endsWith('.md')).map((file) => file.slice(0, -'.md'.length));
  const differing = [...files.filter((name) => !names.includes(name)), ...names.filter((name) => !files.includes(name))];
  if (differing.length > 0) throw new Error(`docs/pages.yaml and the pages in docs/ do not agree about ${differing.join(', ')}`);
  return sections;
}

/**
 * @param {string} name
 * @returns {import('./markdown.mjs').Article}
 */
function read_article(name) {
  try {
    return article_of(readFileSync(path.join(sources, `${name}.md`), 'utf8'), { reference: () => reference_of(read_openapi()) });
  } catch (error) {
    throw new Error(`docs/${name}.md: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/**
 * Writes the site to `out`, in place of what was there. Throws when something is missing or a link leads nowhere; what is
 * in `out` then is not to be published.
 * @param {object} wishes
 * @param {string} wishes.out
 * @param {string} wishes.built where scripts/build web has put the page
 * @param {boolean} [wishes.with_pictures]
 */
export async function write_site({ out, built, with_pictures = true }) {
  const from_build = existsSync(built) ? readdirSync(built).filter((file) => of_the_demo.test(file)) : [];
  for (const file of ['demo.html', 'embed.js']) {
    if (!from_build.includes(file)) throw new Error(`there is no ${path.join(built, file)}: run scripts/build web first`);
  }
  const sections = read_sections();
  const articles = sections.flatMap(({ places }) => places).map(({ name }) => ({ name, article: read_article(name) }));

  // Nothing of somebody else's is deleted: a folder that is there has to be one of ours, or empty.
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(path.join(out, 'docs.css'))) {
    throw new Error(`${out} holds something else: name an empty folder`);
  }
  mkdirSync(out, { recursive: true });
  for (const each of readdirSync(out)) rmSync(path.join(out, each), { recursive: true });
  for (const file of from_build) copyFileSync(path.join(built, file), path.join(out, file));
  copyFileSync(path.join(sources, 'docs.css'), path.join(out, 'docs.css'));
  for (const file of ['favicon.svg', 'openapi.yaml']) copyFileSync(path.join(checkout, 'assets', file), path.join(out, file));
  for (const { name, article } of articles) writeFileSync(path.join(out, `${name}.html`), document_of(name, article, sections));

  const pictures = new Map(articles.flatMap(({ article }) => article.pictures).map((picture) => [picture.name, picture]));
  if (with_pictures) await take_pictures([...pictures.values()], path.join(out, 'demo.html'), path.join(out, 'pictures'));
  const problems = broken_links(out, articles.map(({ name }) => `${name}.html`))
    .filter((problem) => with_pictures || !problem.includes('there is no pictures/'));
  if (problems.length > 0) throw new Error(`links lead nowhere:\n${problems.join('\n')}`);
  return { pages: articles.length, pictures: with_pictures ? pictures.size : 0 };
}
