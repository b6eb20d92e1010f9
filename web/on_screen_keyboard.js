// @ts-check
/**
 * Keeps what is typed in clear of a phone's keyboard.
 *
 * Chromium and Firefox make the whole window smaller for it (`interactive-widget=resizes-content` in shell.html). iOS
 * lays it over the window and shrinks the visual viewport alone; there, the page takes the part that is left.
 *
 * May touch: place and height of the elements that it is given, and how far the scroll areas around the focus are
 * scrolled.
 */

/** A keyboard is higher than this, whatever rounding there is. */
const KEYBOARD_HEIGHT_MIN = 60;

/** Room above and below the field, where there is any: its label and its hint. */
const MARGIN = 32;

/**
 * Starts watching.
 * @param {HTMLElement[]} layers what fills the window
 * @param {number} [above] the height of what stands over them
 */
export function stay_clear_of_keyboard(layers, above = 0) {
  const view = window.visualViewport;
  const changed = () => {
    if (view) fit(layers, view, above);
    // The program lays itself out anew in the next frame, and a dialog once more in the one after that.
    requestAnimationFrame(() => requestAnimationFrame(show_focused_field));
  };
  if (view) view.addEventListener('scroll', () => fit(layers, view, above));
  (view ?? window).addEventListener('resize', changed);
}

/**
 * Pinch zoom makes the visual viewport smaller, too, but not what is seen of the window.
 * @param {HTMLElement[]} layers
 * @param {VisualViewport} view
 * @param {number} above
 */
function fit(layers, view, above) {
  const whole = document.documentElement.clientHeight;
  const left = view.height * view.scale;
  const covered = whole - left > KEYBOARD_HEIGHT_MIN;
  const zoomed = Math.abs(view.scale - 1) > 0.01;
  for (const { style } of layers) {
    style.height = covered ? left - above + 'px' : '';
    if (!covered) style.top = '';
    else if (!zoomed) style.top = view.offsetTop + above + 'px';
  }
}

/** Scrolls the areas around the focused field, and nothing else: the page itself stays where it is. */
function show_focused_field() {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  for (let area = around(field); area; area = around(area)) {
    const inner = field.getBoundingClientRect();
    const outer = area.getBoundingClientRect();
    const margin = Math.min(MARGIN, Math.max(0, (outer.height - inner.height) / 2));
    const above = outer.top + margin - inner.top;
    const below = inner.bottom + margin - outer.bottom;
    if (above > 0) area.scrollTop -= above;
    else if (below > 0) area.scrollTop += Math.min(below, -above);
  }
}

/** @param {Element} element */
const around = (element) => element.parentElement?.closest('.scroll');
