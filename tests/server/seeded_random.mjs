// @ts-check
// Chance that can be had again: the same seed draws the same numbers.

/** A number for a run that was given none. */
export const fresh_seed = () => Math.floor(Math.random() * 2 ** 32);

export class SeededRandom {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  fraction() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `bound`. @param {number} bound */
  below(bound) {
    return Math.floor(this.fraction() * bound);
  }

  /** @param {number} probability */
  happens(probability) {
    return this.fraction() < probability;
  }

  /** @template T @param {readonly T[]} items @returns {T} */
  one_of(items) {
    return items[this.below(items.length)];
  }

  /** Those for which a coin falls on the right side, in their order. @template T @param {readonly T[]} items */
  some_of(items) {
    return items.filter(() => this.happens(0.5));
  }
}
