// @ts-check
/**
 * Moves the focus for the program. Whatever gets it comes into view inside of our own scroll areas alone: a page that
 * the console is a frame of is never scrolled.
 *
 * May touch: the focus, the scroll position of `.scroll` elements.
 */

/** Room for the ring around what has the focus, CSS pixels. */
const RING = 4;

/** @param {HTMLElement} element */
export function give_focus(element) {
  element.focus({ preventScroll: true });
  show(element);
}

/** Brings an element into view. @param {Element} element */
export function show(element) {
  for (let area = around(element); area; area = around(area)) bring_into_view(element, area);
}

/** The scroll area that an element is in. @param {Element} element */
const around = (element) => element.parentElement?.closest('.scroll');

/**
 * As little as needed; of what is larger than the area, the beginning.
 * @param {Element} element
 * @param {Element} area
 */
function bring_into_view(element, area) {
  const inner = element.getBoundingClientRect();
  const outer = area.getBoundingClientRect();
  const across = distance(inner.left, inner.right, outer.left, outer.left + area.clientWidth);
  const down = distance(inner.top, inner.bottom, outer.top, outer.top + area.clientHeight);
  // An area that cannot scroll any further is not asked to: a browser would compute the page's layout for nothing.
  if (
    can_move(across, area.scrollLeft, area.scrollWidth - area.clientWidth) ||
    can_move(down, area.scrollTop, area.scrollHeight - area.clientHeight)
  ) {
    area.scrollBy({ left: across, top: down, behavior: 'instant' });
  }
}

/**
 * @param {number} distance
 * @param {number} at where it is scrolled to
 * @param {number} last where it can be scrolled to
 */
const can_move = (distance, at, last) => (distance < 0 ? at > 0 : distance > 0 && at < last);

/**
 * How far the content has to move for what is from `begin` to `end` to lie between `first` and `last`.
 * @param {number} begin
 * @param {number} end
 * @param {number} first
 * @param {number} last
 */
function distance(begin, end, first, last) {
  const [before, after] = [begin - RING - first, end + RING - last];
  if (before < 0) return before;
  return after > 0 ? Math.min(after, before) : 0;
}
