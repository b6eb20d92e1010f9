// @ts-check
// A page of docs/ from Markdown to HTML. Besides what Markdown has: pictures of the demo (`![text](demo:?…)`), the demo
// itself and tables of the program's as fenced blocks. HTML in a page is text, so a page can bring no script and no style.

import MarkdownIt from 'markdown-it';
import { Html, html, slug } from './html.mjs';
import { picture_of } from './pictures.mjs';
import { answers, regions } from './program.mjs';

/** @typedef {import('./pictures.mjs').Picture} Picture */
/** @typedef {{level: number, id: string, text: string}} Heading */
/**
 * What a page is made of. `summary` is its first paragraph as plain text.
 * @typedef {{title: string, summary: string, headings: Heading[], body: Html, pictures: Picture[], has_demo: boolean}} Article
 */
/** @typedef {() => {body: Html, headings: Heading[]}} Part what a fenced block of that name stands for */

/** Of the element, and what those are called that demo.html has in its address as well. @type {Record<string, string>} */
const in_address = { scenario: 'scenario', theme: 'theme', open: 'open', provider: 'provider', as: 'role' };
const demo_attributes = [...Object.keys(in_address), 'height', 'start', 'label'];

/**
 * The demo, where a script may run; a link to it where none does.
 * @param {string} text lines such as "scenario=bedrock"
 */
function demo(text) {
  const wishes = new Map(text.trim().split('\n').filter(Boolean).map((line) => /** @type {[string, string]} */ (line.split('=', 2))));
  for (const name of wishes.keys()) if (!demo_attributes.includes(name)) throw new Error(`a demo has no "${name}"`);
  const query = new URLSearchParams([...wishes].flatMap(([name, value]) => (name in in_address ? [[in_address[name], value]] : []))).toString();
  wishes.set('theme', wishes.get('theme') ?? 'auto');
  wishes.set('height', wishes.get('height') ?? '640');
  const attributes = [...wishes].map(([name, value]) => html` ${name}="${value}"`);
  const address = query === '' ? 'demo.html' : `demo.html?${query}`;
  return html`<byok-console${attributes}><p><a href="${address}">Open the live demo</a></p></byok-console>\n`;
}

/**
 * The box that a table scrolls in where it does not fit, so it takes the keyboard's focus.
 * @param {string[]} titles of its columns
 */
function table_box(titles) {
  return html`<div class="table" tabindex="0" role="group" aria-label="${`Table: ${titles.join(', ')}`}">`;
}

/**
 * @param {string[]} titles
 * @param {readonly (readonly import('./html.mjs').Value[])[]} rows the first cell of each is its heading
 */
export function table(titles, rows) {
  return html`${table_box(titles)}<table>
<thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>\n`;
}

/** @param {string} whose */
function answers_table(whose) {
  return table(['Result', 'What the console says', 'What to do'], answers(whose).map(({ verdict, message, fix }) => [verdict, message, fix || 'Nothing.']));
}

function regions_table() {
  return table(['Region', 'Place', 'In the AWS account'], regions().map(({ id, name, opt_in }) => [html`<code>${id}</code>`, name, opt_in ? 'to be enabled' : 'always there']));
}

/** @type {Record<string, (text: string) => Html>} */
const blocks = { demo, answers: (text) => answers_table(text.trim()), regions: regions_table };

/**
 * `bedrock.md#regions` as it is called in the site; an https address as it is. Throws at anything else.
 * @param {string} target
 */
function link_target(target) {
  if (target.startsWith('https://') || /^#[\p{L}\p{N}_-]+$/u.test(target)) return target;
  const page = /^([a-z0-9-]+)\.md(#[\p{L}\p{N}_-]+)?$/u.exec(target);
  if (page) return `${page[1]}.html${page[2] ?? ''}`;
  if (/^[a-z0-9-]+\.(html|yaml)(\?\S*)?$/.test(target)) return target;
  throw new Error(`a page cannot link to "${target}"`);
}

/**
 * The article in `text`. Throws at what a page cannot have; the message does not name the page.
 * @param {string} text
 * @param {Record<string, Part>} [parts] by the name of their fenced block
 * @returns {Article}
 */
export function article_of(text, parts = {}) {
  /** @type {Article} */
  const article = { title: '', summary: '', headings: [], body: html``, pictures: [], has_demo: false };
  const markdown = new MarkdownIt({ html: false, xhtmlOut: true });
  const { rules } = markdown.renderer;

  rules.fence = (tokens, at) => {
    const { info, content } = tokens[at];
    const name = info.trim();
    if (name === 'demo') article.has_demo = true;
    if (name in blocks) return blocks[name](content).text;
    if (name in parts) {
      const { body, headings } = parts[name]();
      article.headings.push(...headings);
      return body.text;
    }
    return code_block(content).text;
  };
  rules.code_block = (tokens, at) => code_block(tokens[at].content).text;
  rules.image = (tokens, at) => {
    const picture = picture_of(String(tokens[at].attrGet('src') ?? ''));
    if (tokens[at].content.trim() === '') throw new Error('a picture says in words what is on it');
    article.pictures.push(picture);
    const { name, width, height } = picture;
    return html`<picture><source media="(prefers-color-scheme: dark)" srcset="pictures/${name}-dark.png" /><img src="pictures/${name}-light.png" alt="${tokens[at].content}" width="${width}" height="${height}" loading="lazy" decoding="async" /></picture>`.text;
  };
  rules.table_open = (tokens, at) => {
    const titles = [];
    for (let i = at; tokens[i].type !== 'thead_close'; ++i) if (tokens[i].type === 'th_open') titles.push(tokens[i + 1].content);
    return `${table_box(titles)}<table>\n`;
  };
  rules.table_close = () => '</table></div>\n';
  rules.th_open = () => '<th scope="col">';
  rules.heading_open = (tokens, at) => {
    const { tag } = tokens[at];
    const heading = tokens[at + 1].children?.map(({ content }) => content).join('') ?? '';
    const id = slug(heading);
    article.headings.push({ level: Number(tag.slice(1)), id, text: heading });
    return html`<${new Html(tag)} id="${id}">`.text;
  };
  rules.link_open = (tokens, at, options, _, renderer) => {
    tokens[at].attrSet('href', link_target(String(tokens[at].attrGet('href') ?? '')));
    return renderer.renderToken(tokens, at, options);
  };

  const tokens = markdown.parse(text, {});
  if (tokens[0]?.tag !== 'h1') throw new Error('a page begins with its title, "# …"');
  article.title = tokens[1].content;
  const first = tokens.findIndex(({ type }) => type === 'paragraph_open');
  article.summary = tokens[first + 1]?.children?.map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('') ?? '';
  article.body = new Html(markdown.renderer.render(tokens.slice(3), markdown.options, {}));
  if (article.headings.some(({ level }) => level === 1)) throw new Error('a page has one title alone');
  return article;
}

/** @param {string} text scrolls in itself, so it takes the keyboard's focus */
export function code_block(text) {
  return html`<pre tabindex="0"><code>${text}</code></pre>\n`;
}
