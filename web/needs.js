// @ts-check
/**
 * What the console cannot do without. scripts/ and tests/site/ hold the built program against it.
 *
 * May touch: nothing.
 */

/**
 * A module that has of WebAssembly what the program has of it, beyond its first version: sign extension, conversions that
 * do not trap, and filling and copying of memory.
 *
 *     (module
 *       (memory 1)
 *       (func (param f64)
 *         (drop (i32.extend8_s (i32.trunc_sat_f64_s (local.get 0))))
 *         (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))
 *         (memory.copy (i32.const 0) (i32.const 0) (i32.const 0))))
 */
// prettier-ignore
export const PROBE = Uint8Array.of(
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x01, 0x7c, 0x00, 0x03, 0x02, 0x01, 0x00, 0x05,
  0x03, 0x01, 0x00, 0x01, 0x0a, 0x1d, 0x01, 0x1b, 0x00, 0x20, 0x00, 0xfc, 0x02, 0xc0, 0x1a, 0x41, 0x00, 0x41, 0x00, 0x41,
  0x00, 0xfc, 0x0b, 0x00, 0x41, 0x00, 0x41, 0x00, 0x41, 0x00, 0xfc, 0x0a, 0x00, 0x00, 0x0b,
);

/** @returns {string} a sentence that says what this browser lacks; empty when it has everything */
export function what_is_missing() {
  if (typeof WebAssembly === 'undefined') {
    return 'This browser has no WebAssembly, which the console is made of, or has it switched off. Please allow it, or use a current browser.';
  }
  const missing = [
    WebAssembly.validate(PROBE) ? '' : 'newer parts of WebAssembly',
    typeof BigInt64Array === 'undefined' ? 'large whole numbers' : '',
    // What lies under a dialog must not be reached.
    'inert' in HTMLElement.prototype ? '' : 'the inert attribute',
  ].filter((each) => each !== '');
  if (missing.length === 0) return '';
  return `This browser is too old for the console: it lacks ${missing.join(' and ')}. Please use a current one.`;
}
