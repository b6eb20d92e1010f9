// @ts-check
/**
 * Hands what happens to the mirrored elements on to the program (src/platform/semantics_bridge.cpp).
 *
 * Keys that no node asked for stay the browser's, and so do those of a composition and all with Ctrl, Alt or Meta, but
 * for Alt with an arrow up or down: with it, a list opens and closes.
 *
 * May touch: listeners on the document.
 */

import { Role, is_disabled } from './elements.js';
import { give_focus } from './focus.js';
import { is_field, keeps_lines, takes_files, text_after_paste } from './text_entry.js';

/** @typedef {import('./semantics.js').Semantics} Semantics */
/** @typedef {import('./semantics.js').Node} Node */

/**
 * The program's ends, exported by src/platform/semantics_bridge.cpp. `bridge` is the address of the C++ object.
 * @typedef {object} Program
 * @property {Uint8Array} HEAPU8
 * @property {(bridge: number, id: number) => void} _node_clicked
 * @property {(bridge: number, id: number, key: number, character: number, shift: number) => void} _node_key
 * @property {(bridge: number, id: number) => void} _node_focused
 * @property {(bridge: number, id: number) => void} _node_hovered
 * @property {(bridge: number, id: number) => void} _node_pressed
 * @property {(bridge: number, id: number, x: number, y: number) => void} _node_scrolled
 * @property {(bridge: number, size: number) => number} _node_room room for `size` bytes of text
 * @property {(bridge: number, id: number, size: number) => void} _node_edited
 * @property {(bridge: number, id: number, name: number, size: number, too_large: number) => void} _node_file
 */

/** The order of ui::Key (src/ui/semantics.h), by KeyboardEvent.key. */
const KEYS = [
  '',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Enter',
  'Escape',
  ' ',
  'Backspace',
  '', // Character
  'Tab',
  'Alt+ArrowUp',
  'Alt+ArrowDown',
];
const CHARACTER = 13;
const TAB = 14;

/** Far more than any credential file has. */
const FILE_BYTES_MAX = 64 * 1024;

const CLICKABLE = new Set(
  /** @type {number[]} */ ([
    Role.link,
    Role.button,
    Role.tab,
    Role.textbox,
    Role.combobox,
    Role.option,
    Role.checkbox,
    Role.menuitem,
    Role.backdrop,
  ]),
);

/**
 * Starts listening.
 * @param {Semantics} semantics
 * @param {Program} program
 * @param {number} bridge
 */
export function listen(semantics, program, bridge) {
  const { host } = semantics;
  const encoder = new TextEncoder();

  /**
   * Puts text where the program reads it. The program wipes it.
   * @param {string} text
   * @returns {number} its length in bytes
   */
  const hand_over = (text) => {
    const room = text.length * 3;
    const at = program._node_room(bridge, room);
    return encoder.encodeInto(text, program.HEAPU8.subarray(at, at + room)).written;
  };

  host.addEventListener('click', (event) => {
    const node = clickable_at(semantics, event.target);
    if (!node) return;
    if (is_disabled(node.state)) return event.preventDefault();
    // Safari does not focus what is clicked.
    if (node.element.tabIndex >= 0 && !node.element.contains(document.activeElement)) give_focus(node.element);
    // A file chooser answers with the file.
    if (!takes_files(node.entry) || node.role !== Role.button) program._node_clicked(bridge, node.id);
  });

  host.addEventListener('change', (event) => {
    const node = semantics.node_at(event.target);
    if (!(event.target instanceof HTMLInputElement) || !node || !takes_files(node.entry)) return;
    const file = event.target.files?.[0];
    if (file) read_file(node, file);
    event.target.value = ''; // so that choosing the same file again is a change
  });

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const asked = node_asking_for(semantics, event);
    if (!asked) return;
    // A field hears of Tab in order to close its list; the focus moves on all the same.
    if (asked.key !== TAB || asked.node.role !== Role.combobox) event.preventDefault();
    const character = asked.key === CHARACTER ? event.key.codePointAt(0) ?? 0 : 0;
    program._node_key(bridge, asked.node.id, asked.key, character, event.shiftKey ? 1 : 0);
  });

  // Held only until the field has taken it in, which it does before anything else happens, or has not.
  let pasted = '';
  /** @param {Event} event @param {DataTransfer | null} data */
  const hold = (event, data) => {
    if (!keeps_lines(semantics.node_at(event.target)?.entry ?? null)) return;
    pasted = data?.getData('text/plain') ?? '';
    setTimeout(() => (pasted = ''));
  };
  host.addEventListener('paste', (event) => hold(event, event.clipboardData));
  host.addEventListener('drop', (event) => hold(event, event.dataTransfer));

  host.addEventListener('input', (event) => {
    const node = semantics.node_at(event.target);
    const put_in = pasted;
    pasted = '';
    if (!node || !is_field(node.element)) return;
    program._node_edited(bridge, node.id, hand_over(text_after_paste(node.element, node.entry, put_in)));
  });

  host.addEventListener('focusin', (event) => {
    const node = semantics.node_at(event.target);
    if (node) program._node_focused(bridge, node.id);
  });
  host.addEventListener('focusout', (event) => {
    // Another window came to the front: the focus is still here when this one comes back.
    if (!document.hasFocus()) return;
    if (!semantics.node_at(event.relatedTarget)) program._node_focused(bridge, 0);
  });

  host.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    program._node_hovered(bridge, semantics.node_at(event.target)?.id ?? 0);
  });
  document.addEventListener('pointerleave', () => program._node_hovered(bridge, 0));
  host.addEventListener('pointerout', (event) => {
    if (!host.contains(/** @type {globalThis.Node | null} */ (event.relatedTarget))) program._node_hovered(bridge, 0);
  });
  host.addEventListener('pointerdown', (event) => {
    const node = clickable_at(semantics, event.target);
    if (node && !is_disabled(node.state)) program._node_pressed(bridge, node.id);
  });
  for (const type of ['pointerup', 'pointercancel']) {
    document.addEventListener(type, () => program._node_pressed(bridge, 0));
  }

  // The field keeps the focus while one chooses from its list.
  host.addEventListener('mousedown', (event) => {
    const role = semantics.node_at(event.target)?.role;
    if (role === Role.option || role === Role.listbox) event.preventDefault();
  });

  // Scrolling does not bubble.
  host.addEventListener(
    'scroll',
    (event) => {
      const node = semantics.node_at(event.target);
      if (!node || node.element !== event.target || !node.spacer) return;
      program._node_scrolled(bridge, node.id, node.element.scrollLeft, node.element.scrollTop);
    },
    true,
  );

  // A file dropped anywhere else would replace the page, and everything typed in it.
  document.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = file_taker_at(semantics, event.target) ? 'copy' : 'none';
  });
  document.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    const node = file_taker_at(semantics, event.target);
    if (node) read_file(node, file);
  });

  /**
   * @param {Node} node
   * @param {File} file
   */
  async function read_file(node, file) {
    const too_large = file.size > FILE_BYTES_MAX;
    const content = too_large ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
    const name = encoder.encode(file.name);
    const at = program._node_room(bridge, name.length + content.length);
    program.HEAPU8.set(name, at);
    program.HEAPU8.set(content, at + name.length);
    content.fill(0);
    program._node_file(bridge, node.id, name.length, name.length + content.length, too_large ? 1 : 0);
  }
}

/**
 * @param {Semantics} semantics
 * @param {EventTarget | null} target
 */
function clickable_at(semantics, target) {
  let node = semantics.node_at(target);
  while (node && !CLICKABLE.has(node.role)) node = semantics.nodes.get(node.parent);
  return node;
}

/**
 * The nearest node, from the focused one outwards, that asked for the key. Escape is heard by a tooltip wherever the
 * focus is, if nothing else asks for it.
 * @param {Semantics} semantics
 * @param {KeyboardEvent} event
 */
function node_asking_for(semantics, event) {
  const named = KEYS.indexOf(event.altKey ? 'Alt+' + event.key : event.key, 1);
  const printable = !event.altKey && named < 0 && [...event.key].length === 1;
  for (let node = semantics.node_at(event.target); node; node = semantics.nodes.get(node.parent)) {
    if (named > 0 && node.keys & (1 << named)) return { node, key: named };
    if (printable && node.keys & (1 << CHARACTER)) return { node, key: CHARACTER };
  }
  const tooltip = event.key === 'Escape' ? semantics.host.querySelector('[role=tooltip]') : null;
  const layer = semantics.nodes.get(semantics.node_at(tooltip)?.parent ?? 0);
  return layer && layer.keys & (1 << named) ? { node: layer, key: named } : undefined;
}

/**
 * @param {Semantics} semantics
 * @param {EventTarget | null} target
 */
function file_taker_at(semantics, target) {
  const node = semantics.node_at(target);
  return node && takes_files(node.entry) ? node : undefined;
}
