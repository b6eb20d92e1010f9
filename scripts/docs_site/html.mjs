// @ts-check
// Markup made from values: what is put into a template is escaped, unless it is markup itself. What comes out is XML as
// well as HTML, so that a strict parser can judge it.

/** Markup that may be put into other markup as it is. */
export class Html {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

/** @typedef {Html | string | number | null | undefined | false} Single nothing is written of the last three */
/** @typedef {Single | readonly Single[]} Value */

/** @param {string} text */
export function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/**
 * @param {Value} value
 * @returns {string}
 */
function markup(value) {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(markup).join('');
  return escaped(String(value));
}

/**
 * html`<p>${text}</p>`
 * @param {TemplateStringsArray} strings
 * @param {...Value} values
 */
export function html(strings, ...values) {
  return new Html(strings.reduce((all, string, at) => all + markup(values[at - 1]) + string));
}

/**
 * The id of a heading: in lower case, words joined by hyphens.
 * @param {string} text
 */
export function slug(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}
