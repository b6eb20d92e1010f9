// @ts-check
/**
 * The real text fields that lie over the drawn ones: same type, same place; seen only while they have the focus, when
 * the browser does all the editing. What is typed goes to the program at once and is kept nowhere here.
 *
 * May touch: the <input> and <textarea> elements that it is given.
 */

import { set_attribute } from './elements.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** As in src/ui/fonts.h. */
const PROPORTIONAL = 'Inter, system-ui, sans-serif';
const MONOSPACE = 'ui-monospace, Menlo, Consolas, monospace';

/** What the program says of a field (src/platform/mirror_steps.h, EntryBit). */
const Bit = { secret: 1, revealed: 2, monospace: 4, read_only: 8, takes_files: 16, prose: 32, keeps_lines: 64 };

/**
 * @typedef {object} Entry
 * @property {number} bits
 * @property {number} scale device pixels per CSS pixel
 * @property {number} font_px CSS pixels
 * @property {number} line_height CSS pixels
 * @property {number[]} padding top, right, bottom, left; CSS pixels
 * @property {string} placeholder
 * @property {string} input_mode
 * @property {string} autocomplete
 * @property {string} enter_key_hint
 */

/**
 * @param {Element | null | undefined} element
 * @returns {element is Field}
 */
export function is_field(element) {
  if (element instanceof HTMLInputElement) return element.type === 'text' || element.type === 'password';
  return element instanceof HTMLTextAreaElement;
}

/**
 * What every field has from the start: no browser and no password manager is to keep, correct or suggest anything.
 * @param {Field} field
 */
export function prepare(field) {
  field.spellcheck = false;
  for (const [name, value] of Object.entries({
    autocorrect: 'off',
    'data-1p-ignore': 'true',
    'data-lpignore': 'true',
    'data-bwignore': 'true',
    'data-form-type': 'other',
  })) {
    field.setAttribute(name, value);
  }
}

/**
 * @param {Field} field
 * @param {Entry} entry
 * @param {import('./rasterizer.js').Rasterizer} rasterizer
 */
export function dress(field, entry, rasterizer) {
  const hides = hides_text(entry);
  if (field instanceof HTMLInputElement) change_type(field, hides ? 'password' : 'text');
  field.readOnly = (entry.bits & Bit.read_only) !== 0;
  field.placeholder = entry.placeholder;
  set_attribute(field, 'inputmode', entry.input_mode || null);
  set_attribute(field, 'autocomplete', entry.autocomplete);
  set_attribute(field, 'enterkeyhint', entry.enter_key_hint || null);
  set_attribute(field, 'autocapitalize', entry.bits & Bit.prose ? 'sentences' : 'none');
  set_type(field, entry, rasterizer);
}

/**
 * The type of the drawn text, and its place: the lengths are whole device pixels already (fit_entry in
 * src/ui/entry_text.cpp).
 * @param {Field} field
 * @param {Entry} entry
 * @param {import('./rasterizer.js').Rasterizer} rasterizer
 */
function set_type({ style }, entry, rasterizer) {
  const family = entry.bits & Bit.monospace ? MONOSPACE : PROPORTIONAL;
  style.fontFamily = family;
  style.fontSize = entry.font_px + 'px';
  style.lineHeight = entry.line_height + 'px';
  style.padding = entry.padding.map((px) => px + 'px').join(' ');
  // The canvas sets each glyph on a whole pixel. Where all are as wide, that can be made up for.
  const sample = hides_text(entry) ? '•' : entry.bits & Bit.monospace ? '0' : '';
  const advance = sample ? rasterizer.advance(`400 ${entry.font_px * entry.scale}px ${family}`, sample, false) : 0;
  style.letterSpacing = (Math.round(advance) - advance) / entry.scale + 'px';
}

/** @param {Entry} entry */
const hides_text = (entry) => (entry.bits & Bit.secret) !== 0 && !(entry.bits & Bit.revealed);

/** @param {Entry | null} entry */
export const keeps_lines = (entry) => entry !== null && (entry.bits & Bit.keeps_lines) !== 0;

/** @param {Entry | null} entry */
export const takes_files = (entry) => entry !== null && (entry.bits & Bit.takes_files) !== 0;

/**
 * The text to hand on after something was put into a field: what was pasted itself where that is all there is now and
 * only its line breaks are lost (to nothing or to blanks, as the browser sees fit).
 * @param {Field} field
 * @param {Entry | null} entry
 * @param {string} pasted
 */
export function text_after_paste({ value }, entry, pasted) {
  if (!keeps_lines(entry)) return value;
  return without_space(value) === without_space(pasted) ? pasted : value;
}

/** @param {string} text */
const without_space = (text) => text.replace(/\s/g, '');

/**
 * Sets the text without moving the caret more than needed.
 * @param {Field} field
 * @param {string} text
 */
export function set_text(field, text) {
  if (field.value === text) return;
  field.value = text;
}

/**
 * Showing or hiding a secret must not lose the caret.
 * @param {HTMLInputElement} field
 * @param {string} type
 */
function change_type(field, type) {
  if (field.type === type) return;
  const { selectionStart, selectionEnd } = field;
  field.type = type;
  if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
}
