// @ts-check
/**
 * The language in which the program tells the mirror what to do (src/platform/mirror_steps.h): what steps there are, and
 * how their words are read.
 *
 * May touch: nothing.
 */

/** The order of Step in src/platform/mirror_steps.h. */
export const STEPS = /** @type {const} */ ([
  'create',
  'remove',
  'children',
  'rect',
  'name',
  'description',
  'state',
  'rows',
  'relations',
  'href',
  'keys',
  'content',
  'scroll',
  'entry',
  'value',
  'focus',
  'title',
]);

const UTF8 = new TextDecoder();

/** Reads steps: words of 32 bits; a text is its length in bytes, then its UTF-8, filled up to a whole word. */
export class Reader {
  /** @param {Uint32Array} words */
  constructor(words) {
    this.integers = words;
    this.floats = new Float32Array(words.buffer, words.byteOffset, words.length);
    this.bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    this.at = 0;
  }

  get done() {
    return this.at >= this.integers.length;
  }

  integer() {
    return this.integers[this.at++];
  }

  number() {
    // Positions are written as text: no more digits than a device pixel needs.
    return Math.round(this.floats[this.at++] * 1000) / 1000;
  }

  text() {
    const length = this.integer();
    const begin = this.at * 4;
    this.at += (length + 3) >> 2;
    return UTF8.decode(this.bytes.subarray(begin, begin + length));
  }

  /** @returns {[number, number, number, number]} */
  place() {
    return [this.number(), this.number(), this.number(), this.number()];
  }

  /**
   * What is said of a field, from `begin` on.
   * @param {number} begin
   * @returns {import('./text_entry.js').Entry}
   */
  entry(begin) {
    this.at = begin;
    return {
      bits: this.integer(),
      scale: this.number(),
      font_px: this.number(),
      line_height: this.number(),
      padding: this.place(),
      placeholder: this.text(),
      input_mode: this.text(),
      autocomplete: this.text(),
      enter_key_hint: this.text(),
    };
  }

  /** Goes on behind what is said of a field. Returns what tells it from others. */
  skip_entry() {
    const begin = this.at;
    this.at += 8;
    for (let texts = 4; texts > 0; --texts) {
      const length = this.integer();
      this.at += (length + 3) >> 2;
    }
    return this.integers.subarray(begin, this.at).join();
  }
}
