// @ts-check
// What stands around each article: head, ways to the other pages, and the page's own contents. Links are relative, so the
// site works under any path, and nothing comes from another origin.

import { html } from './html.mjs';

/** @typedef {import('./markdown.mjs').Article} Article */
/** @typedef {{name: string, label: string}} Place a page: its file's name without the ending, and what it is called in the navigation */
/** @typedef {{title: string, places: Place[]}} Section */

/**
 * Scripts are the demo's alone, in a frame of this origin. Of what a page's own policy cannot say (frame-ancestors), the
 * host has to.
 */
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";

/**
 * @param {Section[]} sections
 * @param {string} current
 */
function places(sections, current) {
  return sections.map(({ title, places }) => html`<h2>${title}</h2>
<ul>${places.map(({ name, label }) => html`<li><a href="${name}.html"${name === current && html` aria-current="page"`}>${label}</a></li>\n`)}</ul>\n`);
}

/** @param {Article} article */
function contents(article) {
  const headings = article.headings.filter(({ level }) => level <= 3);
  if (headings.filter(({ level }) => level === 2).length < 2) return null;
  return html`<nav class="contents" aria-labelledby="on-this-page"><h2 id="on-this-page">On this page</h2>
<ul>${headings.map(({ level, id, text }) => html`<li class="level-${level}"><a href="#${id}">${text}</a></li>\n`)}</ul></nav>\n`;
}

/**
 * @param {Section[]} sections
 * @param {string} current
 */
function neighbours(sections, current) {
  const all = sections.flatMap(({ places }) => places);
  const at = all.findIndex(({ name }) => name === current);
  const link = (/** @type {Place | undefined} */ place, /** @type {string} */ rel, /** @type {string} */ word) =>
    place && html`<a rel="${rel}" href="${place.name}.html"><span>${word}</span> ${place.label}</a>`;
  return html`<nav class="neighbours" aria-label="Next and previous page">${link(all[at - 1], 'prev', 'Previous')}${link(all[at + 1], 'next', 'Next')}</nav>`;
}

/**
 * The whole document.
 * @param {string} name
 * @param {Article} article
 * @param {Section[]} sections
 */
export function document_of(name, article, sections) {
  const title = name === 'index' ? article.title : `${article.title} · byok-console`;
  return html`<!DOCTYPE html>
<html lang="en" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<meta name="description" content="${article.summary}" />
<title>${title}</title>
<link rel="icon" href="favicon.svg" type="image/svg+xml" />
<link rel="stylesheet" href="docs.css" />
${article.has_demo && html`<script type="module" src="embed.js"></script>\n`}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="site"><a class="brand" href="index.html">byok-console</a></header>
<div class="page">
<nav class="places" aria-label="All pages"><details><summary>All pages</summary>
${places(sections, name)}</details>
<div class="wide">${places(sections, name)}</div></nav>
<main id="content" tabindex="-1">
<h1>${article.title}</h1>
${contents(article)}<div class="article">
${article.body}${neighbours(sections, name)}
</div>
</main>
</div>
</body>
</html>
`.text;
}
