// @ts-check
/**
 * Mirrors the program's semantic tree as elements over the canvas. They carry focus, keyboard order, screen readers,
 * automation and find-in-page; their text is transparent, because the canvas shows it.
 *
 * src/platform/mirror.cpp compares frames and sends steps; this carries them out. An element stays the same for as long
 * as its node exists, and the one with the focus is never moved, so that nothing loses its place.
 *
 * May touch: what is inside of the host element, the document's title.
 */

import { MadeAs, Role, make_element, set_attribute, write_state } from './elements.js';
import { give_focus, show } from './focus.js';
import { Reader, STEPS } from './steps.js';
import { dress, is_field, prepare, set_text } from './text_entry.js';

/**
 * @typedef {object} Node
 * @property {number} id
 * @property {number} parent
 * @property {number} role
 * @property {HTMLElement} element
 * @property {number} state
 * @property {number} keys the keys that it takes for itself, one bit each
 * @property {HTMLElement | Text | null} label holds the name where the name is the element's text
 * @property {boolean} labelled whether the name is an attribute
 * @property {HTMLElement | null} spacer what a scroll area scrolls over
 * @property {HTMLElement | null} hint holds the description
 * @property {import('./text_entry.js').Entry | null} entry of a field
 */

/**
 * What new elements are copies of: an element without a place, and what its field was dressed as.
 * @typedef {object} Pattern
 * @property {HTMLElement} element
 * @property {import('./text_entry.js').Entry | null} entry
 */

/** So many patterns are kept: more than there are kinds of elements, but zooming in and out makes new ones. */
const PATTERNS_MAX = 512;

/** How long a live region has to exist before its text arrives, for screen readers to speak it. */
const LIVE_DELAY_MS = 100;

export class Semantics {
  /**
   * @param {HTMLElement} host
   * @param {import('./rasterizer.js').Rasterizer} rasterizer
   */
  constructor(host, rasterizer) {
    this.host = host;
    /** @private */
    this.rasterizer = rasterizer;
    /** The descriptions of all nodes: hidden, and reached through aria-describedby alone. @private */
    this.hints = document.createElement('div');
    this.hints.hidden = true;
    host.append(this.hints);
    /** @type {Map<number, Node>} */
    this.nodes = new Map();
    /** @private @type {Map<number | string, Pattern>} */
    this.patterns = new Map();
    /** @private @type {HTMLElement[]} */
    this.fresh = [];
    /** What got the focus since the last frame: the browser brought it into view as it was then. @private @type {Element | null} */
    this.reached = null;
    host.addEventListener('focusin', ({ target }) => (this.reached = /** @type {Element} */ (target)));
    /** Whether what scrolls has another size in this frame. @private */
    this.resized = false;
  }

  /**
   * The node that an element belongs to: its own or that of the nearest element around it.
   * @param {EventTarget | null} target
   * @returns {Node | undefined}
   */
  node_at(target) {
    let at = target instanceof Element ? target : null;
    while (at && this.nodes.get(Number(at.id.slice(1)))?.element !== at) at = at.parentElement;
    return at ? this.nodes.get(Number(at.id.slice(1))) : undefined;
  }

  /**
   * Carries out steps.
   * @param {Uint32Array} words
   */
  apply(words) {
    const reader = new Reader(words);
    while (!reader.done) this[STEPS[reader.integer()]](reader);
    // What grew above it, such as the message at the field that was left, may have moved it out of view.
    if (this.resized && this.reached?.isConnected) show(this.reached);
    this.reached = null;
    this.resized = false;
    if (this.fresh.length > 0) this.announce_fresh();
  }

  /** @private @param {Reader} reader */
  create(reader) {
    const id = reader.integer();
    const parent = reader.integer();
    const role = reader.integer();
    const made_as = reader.integer();
    const state = reader.integer();
    const place = reader.place();
    const pattern = this.pattern(role, made_as, state, reader);
    const element = /** @type {HTMLElement} */ (pattern.element.cloneNode());
    element.id = 'n' + id;
    put(element, place);
    if (role === Role.status) {
      element.classList.add('fresh');
      this.fresh.push(element);
    }
    if (role === Role.checkbox) write_state(element, role, state, state); // what a box shows is not copied
    this.nodes.set(id, {
      id,
      parent,
      role,
      element,
      state,
      keys: 0,
      label: null,
      labelled: false,
      spacer: null,
      hint: null,
      entry: pattern.entry,
    });
  }

  /**
   * What new elements are copies of, in their state and dressed: a browser copies one faster than it puts one together.
   * Reads the entry.
   * @private
   * @param {number} role
   * @param {number} made_as
   * @param {number} state
   * @param {Reader} reader
   */
  pattern(role, made_as, state, reader) {
    // Below 2^53: `state` has 19 bits, `made_as` 7.
    const kind = (role * 128 + made_as) * 0x80000 + state;
    const has_entry = (made_as & (MadeAs.entry | MadeAs.file_chooser)) !== 0;
    const begin = reader.at;
    const key = has_entry ? kind + ':' + reader.skip_entry() : kind;
    let pattern = this.patterns.get(key);
    if (!pattern) {
      const element = make_element(role, made_as);
      if (is_field(element)) prepare(element);
      write_state(element, role, state, null);
      pattern = { element, entry: has_entry ? reader.entry(begin) : null };
      if (pattern.entry && is_field(element)) dress(element, pattern.entry, this.rasterizer);
      if (this.patterns.size >= PATTERNS_MAX) this.patterns.clear();
      this.patterns.set(key, pattern);
    }
    return pattern;
  }

  /** Takes away a node and everything in it. @private @param {Reader} reader */
  remove(reader) {
    const node = this.node(reader);
    for (const inner of node.element.querySelectorAll('[id^=n]')) this.forget(this.nodes.get(Number(inner.id.slice(1))));
    this.forget(node);
    node.element.remove();
  }

  /** Leaves nothing of what was typed in an element that is about to go. @private @param {Node} [node] */
  forget(node) {
    if (!node) return;
    if (is_field(node.element)) node.element.value = '';
    node.hint?.remove();
    this.nodes.delete(node.id);
  }

  /**
   * Puts the children of a node in order. The one with the focus stays where it is; the others move around it.
   * @private
   * @param {Reader} reader
   */
  children(reader) {
    const parent_id = reader.integer();
    const parent = parent_id === 0 ? this.host : this.need(parent_id).element;
    let at = first_node(parent.firstElementChild);
    for (let left = reader.integer(); left > 0; --left) {
      const { element } = this.node(reader);
      if (at && element !== at && element.parentNode === parent && element.contains(document.activeElement)) {
        while (at && at !== element) {
          const passed = at;
          at = first_node(at.nextElementSibling);
          parent.append(passed);
        }
      }
      if (element === at) at = first_node(at.nextElementSibling);
      else parent.insertBefore(element, at);
    }
  }

  /** Relative to the parent; inside a scroll area, to its content. @private @param {Reader} reader */
  rect(reader) {
    const { element } = this.node(reader);
    put(element, reader.place());
  }

  /** @private @param {Reader} reader */
  name(reader) {
    const node = this.node(reader);
    const by_content = reader.integer() === 1;
    const text = reader.text();
    if (node.role === Role.layer) set_attribute(node.element, 'role', text ? 'region' : null);
    const labelled = !by_content && text !== '';
    if (labelled || node.labelled) set_attribute(node.element, 'aria-label', labelled ? text : null);
    node.labelled = labelled;
    if (by_content) {
      if (!node.label) {
        // A live region says what comes into it later than itself; what is in it at once is not shown at first, which
        // takes an element.
        node.label = node.role === Role.status ? document.createElement('span') : new Text();
        node.element.prepend(node.label);
        node.element.classList.add('named');
      }
      node.label.textContent = text;
    } else if (node.label) {
      node.label.remove();
      node.label = null;
      node.element.classList.remove('named');
    }
  }

  /** @private @param {Reader} reader */
  description(reader) {
    const node = this.node(reader);
    const text = reader.text();
    if (text === '') {
      node.hint?.remove();
      node.hint = null;
    } else {
      if (!node.hint) {
        node.hint = document.createElement('span');
        node.hint.id = 'd' + node.id;
        this.hints.append(node.hint);
      }
      node.hint.textContent = text;
    }
    set_attribute(node.element, 'aria-describedby', node.hint ? node.hint.id : null);
  }

  /** @private @param {Reader} reader */
  state(reader) {
    const node = this.node(reader);
    const before = node.state;
    node.state = reader.integer();
    write_state(node.element, node.role, node.state, before);
  }

  /** @private @param {Reader} reader */
  rows(reader) {
    const { element, role } = this.node(reader);
    const [count, index] = role === Role.option ? ['setsize', 'posinset'] : ['rowcount', 'rowindex'];
    set_attribute(element, 'aria-' + count, reader.integer() || null);
    set_attribute(element, 'aria-' + index, reader.integer() || null);
  }

  /** @private @param {Reader} reader */
  relations(reader) {
    const { element } = this.node(reader);
    const controls = reader.integer();
    const active = reader.integer();
    set_attribute(element, 'aria-controls', controls ? 'n' + controls : null);
    set_attribute(element, 'aria-activedescendant', active ? 'n' + active : null);
  }

  /** @private @param {Reader} reader */
  href(reader) {
    const { element } = this.node(reader);
    const href = reader.text();
    set_attribute(element, 'href', href || null);
    // Another site is opened beside the console, and told nothing of it.
    const outside = href !== '' && !href.startsWith('#');
    set_attribute(element, 'target', outside ? '_blank' : null);
    set_attribute(element, 'rel', outside ? 'noopener noreferrer' : null);
  }

  /** @private @param {Reader} reader */
  keys(reader) {
    this.node(reader).keys = reader.integer();
  }

  /** How far a scroll area scrolls. @private @param {Reader} reader */
  content(reader) {
    const node = this.node(reader);
    const width = reader.number();
    const height = reader.number();
    const sideways = reader.integer() === 1;
    this.resized = true;
    if (!node.spacer) {
      node.spacer = document.createElement('div');
      node.spacer.className = 'spacer';
      node.element.classList.add('scroll');
      node.element.prepend(node.spacer);
    }
    node.element.style.overflowX = sideways ? 'auto' : 'hidden';
    node.spacer.style.width = (sideways ? width : 1) + 'px';
    node.spacer.style.height = height + 'px';
  }

  /** The program scrolls. @private @param {Reader} reader */
  scroll(reader) {
    this.node(reader).element.scrollTo({ left: reader.number(), top: reader.number(), behavior: 'instant' });
  }

  /** @private @param {Reader} reader */
  entry(reader) {
    const node = this.node(reader);
    node.entry = reader.entry(reader.at);
    if (is_field(node.element)) dress(node.element, node.entry, this.rasterizer);
  }

  /** @private @param {Reader} reader */
  value(reader) {
    const { element } = this.node(reader);
    const text = reader.text();
    if (is_field(element)) set_text(element, text);
  }

  /** @private @param {Reader} reader */
  focus(reader) {
    give_focus(this.node(reader).element);
    // Brought into view as everything is by now: sizes and places are said before.
    this.reached = null;
  }

  /** @private @param {Reader} reader */
  title(reader) {
    document.title = reader.text();
  }

  /** @private */
  announce_fresh() {
    const fresh = this.fresh;
    this.fresh = [];
    setTimeout(() => fresh.forEach((element) => element.classList.remove('fresh')), LIVE_DELAY_MS);
  }

  /** @private @param {Reader} reader */
  node(reader) {
    return this.need(reader.integer());
  }

  /** @private @param {number} id */
  need(id) {
    const node = this.nodes.get(id);
    if (!node) throw new Error(`No element for node ${id}.`);
    return node;
  }
}

/**
 * The first element from `element` on that stands for a node (labels and spacers do not).
 * @param {Element | null} element
 */
function first_node(element) {
  while (element && !element.id.startsWith('n')) element = element.nextElementSibling;
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {[number, number, number, number]} place
 */
function put({ style }, [left, top, width, height]) {
  style.left = left + 'px';
  style.top = top + 'px';
  style.width = width + 'px';
  style.height = height + 'px';
}
