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

const POPUPS = [null, 'menu', 'listbox', 'dialog'];

/** @param {number} state */
export const is_disabled = (state) => (state & Bit.disabled) !== 0;

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
  if (role === Role.backdrop) element.setAttribute('aria-hidden', 'true');
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
  if (element.getAttribute(name) === wanted) return;
  if (wanted === null) element.removeAttribute(name);
  else element.setAttribute(name, wanted);
}

/**
 * Writes a node's state on its element.
 *
 * A disabled control keeps its focus and its place for assistive technology, as `aria-disabled` does and the attribute
 * `disabled` does not: who saves with Enter is still on the button when it can be pressed again. It leaves the tab order.
 * @param {HTMLElement} element
 * @param {number} role
 * @param {number} state
 */
export function write_state(element, role, state) {
  /** @param {number} bit */
  const is = (bit) => (state & bit) !== 0;
  /** @param {string} name @param {number} bit */
  const aria = (name, bit) => set_attribute(element, 'aria-' + name, is(bit));

  aria('disabled', Bit.disabled);
  aria('required', Bit.required);
  aria('invalid', Bit.invalid);
  aria('busy', Bit.busy);
  const is_dialog = role === Role.dialog || role === Role.alertdialog;
  aria('modal', is_dialog ? Bit.modal : 0);
  aria('multiselectable', Bit.multiselectable);
  // What a tooltip says, its node's description says already.
  set_attribute(element, 'aria-hidden', is(Bit.hidden) || role === Role.backdrop || role === Role.tooltip);
  set_attribute(element, 'aria-current', is(Bit.current) ? 'page' : null);
  const selectable = role === Role.tab || role === Role.option;
  set_attribute(element, 'aria-selected', selectable ? String(is(Bit.selected)) : null);

  const checked = (state >> CHECKED_SHIFT) & 3;
  if (role === Role.checkbox) {
    const box = /** @type {HTMLInputElement} */ (element);
    box.checked = checked === 2;
    box.indeterminate = checked === 3;
  } else {
    set_attribute(element, 'aria-checked', [null, 'false', 'true', 'mixed'][checked]);
  }
  set_attribute(element, 'aria-expanded', [null, 'false', 'true'][(state >> EXPANDED_SHIFT) & 3]);
  set_attribute(element, 'aria-haspopup', POPUPS[(state >> POPUP_SHIFT) & 3]);

  set_attribute(element, 'inert', is(Bit.inert) ? '' : null);
  element.style.pointerEvents = is(Bit.hit) ? 'auto' : 'none';
  set_attribute(element, 'tabindex', tab_index(element, role, state));
}

/**
 * Dialogs take the focus when one clicks beside their controls, so that their keys keep working. A list of options that
 * scrolls is no stop of the tab order, which browsers would make it.
 * @param {HTMLElement} element
 * @param {number} role
 * @param {number} state
 */
function tab_index(element, role, state) {
  if (role === Role.dialog || role === Role.alertdialog || role === Role.listbox) return -1;
  if (!(state & Bit.focusable)) return element.matches('a, button, input, textarea') ? -1 : null;
  return state & Bit.in_tab_order && !(state & Bit.disabled) ? 0 : -1;
}
