// @ts-check
/**
 * Which element stands for which role, and how a node's state is written on it.
 *
 * May touch: the element that it is given.
 */

/** In the order of ui::Role (src/ui/semantics.h): tag, and the ARIA role where the tag alone does not say it. */
export const ROLES = /** @type {const} */ ([
  ['div', ''], // Generic
  ['header', 'banner'],
  ['nav', 'navigation'],
  ['main', 'main'],
  ['section', 'region'],
  ['div', 'group'],
  ['div', 'form'],
  ['h1', ''], // Heading: h1 to h6
  ['div', ''], // Text
  ['a', ''], // Link
  ['button', ''],
  ['div', 'tablist'],
  ['a', 'tab'],
  ['div', 'table'],
  ['div', 'row'],
  ['div', 'columnheader'],
  ['div', 'cell'],
  ['div', 'list'],
  ['div', 'listitem'],
  ['div', 'dialog'],
  ['div', 'alertdialog'],
  ['input', ''], // TextBox
  ['input', 'combobox'],
  ['div', 'listbox'],
  ['div', 'option'],
  ['input', ''], // CheckBox
  ['div', 'menu'],
  ['button', 'menuitem'],
  ['div', 'status'],
  ['div', 'alert'],
  ['div', 'img'],
  ['div', 'tooltip'],
  ['div', ''], // ScrollArea
  ['div', ''], // Layer
  ['div', ''], // Backdrop
]);

/** The roles that anything here asks for by name, by their place in ROLES. */
export const Role = /** @type {const} */ ({
  heading: 7,
  text: 8,
  link: 9,
  button: 10,
  tab: 12,
  table: 13,
  row: 14,
  dialog: 19,
  alertdialog: 20,
  textbox: 21,
  combobox: 22,
  listbox: 23,
  option: 24,
  checkbox: 25,
  menuitem: 27,
  status: 28,
  tooltip: 31,
  layer: 33,
  backdrop: 34,
});

/** How a node came to be (src/platform/mirror_steps.h, MadeAs). */
export const MadeAs = { level: 7, multiline: 8, entry: 16, link: 32, file_chooser: 64 };

/** What a node's state is made of (src/platform/mirror_steps.h, StateBit). */
const Bit = {
  disabled: 1 << 0,
  focusable: 1 << 1,
  required: 1 << 2,
  invalid: 1 << 3,
  busy: 1 << 4,
  selected: 1 << 5,
  current: 1 << 6,
  modal: 1 << 7,
  multiselectable: 1 << 8,
  hidden: 1 << 9,
  in_tab_order: 1 << 10,
  inert: 1 << 11,
  hit: 1 << 12,
};
const CHECKED_SHIFT = 13;
const EXPANDED_SHIFT = 15;
const POPUP_SHIFT = 17;

/** Attributes that are there or not, by the bit that says so. @type {[number, string, string][]} */
const FLAGS = [
  [Bit.disabled, 'aria-disabled', 'true'],
  [Bit.required, 'aria-required', 'true'],
  [Bit.invalid, 'aria-invalid', 'true'],
  [Bit.busy, 'aria-busy', 'true'],
  [Bit.multiselectable, 'aria-multiselectable', 'true'],
  [Bit.current, 'aria-current', 'page'],
  [Bit.inert, 'inert', ''],
];
/** Attributes of a few values, by the place of their two bits. @type {[string, number, (string | null)[]][]} */
const CHOICES = [
  ['aria-expanded', EXPANDED_SHIFT, [null, 'false', 'true']],
  ['aria-haspopup', POPUP_SHIFT, [null, 'menu', 'listbox', 'dialog']],
];
/** What decides about a place in the tab order. */
const TAB_BITS = Bit.disabled | Bit.focusable | Bit.in_tab_order;

/** @param {number | null} state */
export const is_disabled = (state) => state !== null && (state & Bit.disabled) !== 0;

/**
 * An element for a role, without a place in the document.
 * @param {number} role
 * @param {number} made_as level of a heading, MadeAs bits of the rest
 * @returns {HTMLElement}
 */
export function make_element(role, made_as) {
  const element = document.createElement(tag_of(role, made_as));
  const aria_role = ROLES[role][1];
  if (aria_role) element.setAttribute('role', aria_role);
  element.className = class_of(role, made_as);
  if (element instanceof HTMLButtonElement) element.type = 'button';
  if (element instanceof HTMLInputElement) element.type = input_type(role, made_as);
  if (role === Role.combobox) element.setAttribute('aria-autocomplete', 'list');
  if (is_always_hidden(role)) element.setAttribute('aria-hidden', 'true');
  if (is_selectable(role)) element.setAttribute('aria-selected', 'false');
  return element;
}

/**
 * @param {number} role
 * @param {number} made_as
 */
function tag_of(role, made_as) {
  if (role === Role.heading) return 'h' + (made_as & MadeAs.level || 1);
  if (role === Role.tab) return made_as & MadeAs.link ? 'a' : 'button';
  if (role === Role.combobox && !(made_as & MadeAs.entry)) return 'button';
  if (made_as & MadeAs.file_chooser) return 'input';
  if (made_as & MadeAs.multiline) return 'textarea';
  return ROLES[role][0];
}

/**
 * Fields change theirs later, with what they hold.
 * @param {number} role
 * @param {number} made_as
 */
function input_type(role, made_as) {
  if (role === Role.checkbox) return 'checkbox';
  return made_as & MadeAs.file_chooser ? 'file' : 'text';
}

/**
 * @param {number} role
 * @param {number} made_as
 */
function class_of(role, made_as) {
  if (made_as & MadeAs.entry) return 'entry';
  return role === Role.layer ? 'layer' : '';
}

/**
 * Touches nothing where nothing changes: a browser looks at the whole page again for a `tabindex` that is set once more.
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string | number | boolean | null} value null and false = absent
 */
export function set_attribute(element, name, value) {
  const wanted = value === null || value === false ? null : String(value);
  if (element.getAttribute(name) !== wanted) write(element, name, wanted);
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string | null} value null = absent
 */
function write(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Writes on a node's element what differs between two of its states, for a browser takes longer to look than to know.
 *
 * A disabled control keeps its focus and its place for assistive technology, as `aria-disabled` does and the attribute
 * `disabled` does not: who saves with Enter is still on the button when it can be pressed again. It leaves the tab order.
 * @param {HTMLElement} element
 * @param {number} role
 * @param {number} state
 * @param {number | null} before null = it was just made
 */
export function write_state(element, role, state, before) {
  const changed = state ^ (before ?? 0);
  /** @param {number} bit */
  const is = (bit) => (state & bit) !== 0;
  for (const [bit, name, value] of FLAGS) if (changed & bit) write(element, name, is(bit) ? value : null);
  for (const [name, shift, values] of CHOICES) {
    if ((changed >> shift) & 3) write(element, name, values[(state >> shift) & 3]);
  }
  if (changed & Bit.modal && is_dialog(role)) write(element, 'aria-modal', is(Bit.modal) ? 'true' : null);
  if (changed & Bit.hidden && !is_always_hidden(role)) write(element, 'aria-hidden', is(Bit.hidden) ? 'true' : null);
  if (changed & Bit.selected && is_selectable(role)) write(element, 'aria-selected', String(is(Bit.selected)));
  const checked = (state >> CHECKED_SHIFT) & 3;
  if (role === Role.checkbox) {
    // Always, for the browser may have toggled it.
    const box = /** @type {HTMLInputElement} */ (element);
    box.checked = checked === 2;
    box.indeterminate = checked === 3;
  } else if ((changed >> CHECKED_SHIFT) & 3) {
    write(element, 'aria-checked', [null, 'false', 'true', 'mixed'][checked]);
  }
  if (changed & Bit.hit) element.style.pointerEvents = is(Bit.hit) ? 'auto' : '';
  if (before === null || changed & TAB_BITS) set_attribute(element, 'tabindex', tab_index(element, role, state));
}

/** @param {number} role */
const is_dialog = (role) => role === Role.dialog || role === Role.alertdialog;

/** @param {number} role */
const is_selectable = (role) => role === Role.tab || role === Role.option;

/** What a tooltip says, its node's description says already. @param {number} role */
const is_always_hidden = (role) => role === Role.backdrop || role === Role.tooltip;

/**
 * Dialogs take the focus when one clicks beside their controls, so that their keys keep working. A list of options that
 * scrolls is no stop of the tab order, which browsers would make it.
 * @param {HTMLElement} element
 * @param {number} role
 * @param {number} state
 */
function tab_index(element, role, state) {
  if (is_dialog(role) || role === Role.listbox) return -1;
  if (!(state & Bit.focusable)) return element.matches('a, button, input, textarea') ? -1 : null;
  return state & Bit.in_tab_order && !(state & Bit.disabled) ? 0 : -1;
}
