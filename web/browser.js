// @ts-check
/**
 * Small services of the browser that the program asks for: dates in the person's order, the clipboard, the address,
 * why a request had no answer.
 *
 * May touch: clipboard, history, location, network, other tabs with this page, the document's root element.
 */

/**
 * What the program exports for what comes back later. The addresses are those of C++ objects.
 * @typedef {object} Program
 * @property {(host: number, handle: number, done: boolean) => void} _clipboard_written
 * @property {(changed: number) => void} _address_changed
 * @property {(signed_out: number) => void} _signed_out_elsewhere
 * @property {(transport: number, handle: number, why: number) => void} _unanswered
 */

const DATE = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: '2-digit', day: '2-digit' });
const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** What was asked for lately: the rows on screen ask again in every frame. @type {Map<string, string>} */
const date_texts = new Map();
const DATE_TEXTS_MAX = 500;

/**
 * An ISO 8601 time in the person's words; unreadable input comes back as it was.
 * @param {string} iso
 * @param {boolean} in_full
 */
export function date_text(iso, in_full) {
  const key = in_full + iso;
  let text = date_texts.get(key);
  if (text !== undefined) return text;
  const time = Date.parse(iso);
  text = Number.isNaN(time) ? iso : (in_full ? DATE_TIME : DATE).format(time);
  if (date_texts.size >= DATE_TEXTS_MAX) date_texts.clear();
  date_texts.set(key, text);
  return text;
}

/**
 * Puts text on the clipboard, and tells the program whether that worked.
 * @param {Program} program
 * @param {number} host
 * @param {number} handle
 * @param {Uint8Array} bytes UTF-8
 */
export async function copy(program, host, handle, bytes) {
  const done = await write_clipboard(new TextDecoder().decode(bytes));
  program._clipboard_written(host, handle, done);
}

/**
 * Works when called from a click, also without TLS, where browsers have no navigator.clipboard.
 * @param {string} text
 */
async function write_clipboard(text) {
  if (!navigator.clipboard) return write_clipboard_by_command(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return write_clipboard_by_command(text);
  }
}

/** @param {string} text */
function write_clipboard_by_command(text) {
  let done = false;
  /** @param {ClipboardEvent} event */
  const copy = (event) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    done = true;
  };
  document.addEventListener('copy', copy);
  document.execCommand('copy');
  document.removeEventListener('copy', copy);
  return done;
}

/**
 * @param {string} address seen from the page
 * @returns {string} empty when it is none
 */
export function origin_of(address) {
  return URL.canParse(address, location.href) ? new URL(address, location.href).origin : '';
}

/** In the order of app::NoAnswer (src/app/transport.h). */
const Why = { unknown: 0, offline: 1, policy_of_page: 2, origin_refused: 3 };

/** Servers on this machine are there without any network. */
const LOOPBACK = /^(127\..*|\[::1\]|(.*\.)?localhost)$/;

const PROBE_MS = 5000;

/** Where the page's own policy kept it from asking. @type {Set<string>} */
const kept_from = new Set();
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  if (effectiveDirective === 'connect-src') kept_from.add(origin_of(blockedURI));
});

/** The origin that has answered what may be asked by everybody. @type {string | undefined} */
let found_there;

/**
 * Tells the program why a request had no answer. A browser keeps that from scripts, so that a page cannot look around in
 * a network; but it lets every page ask without reading, and so tell a server that lets it not read from none.
 * @param {Program} program
 * @param {number} transport
 * @param {number} handle
 * @param {string} address
 * @param {boolean} heard somebody has answered before: there is nothing to find out
 */
export async function explain(program, transport, handle, address, heard) {
  const { href, origin, hostname } = new URL(address, location.href);
  let why = Why.unknown;
  if (!navigator.onLine && !LOOPBACK.test(hostname)) {
    why = Why.offline;
  } else if (!heard && origin !== location.origin) {
    if (await is_there(href)) found_there = origin;
    if (kept_from.has(origin)) why = Why.policy_of_page;
    else if (found_there === origin) why = Why.origin_refused;
  }
  // Later, also where it was clear at once.
  setTimeout(() => program._unanswered(transport, handle, why));
}

/** @param {string} href */
async function is_there(href) {
  try {
    await fetch(href, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}

/** In the order of app::HistoryPlace (src/app/route.h). */
const Place = { new: 0, present: 1, before: 2 };

/** What an entry of the history says that this page has put over another of its own. */
const OPENED_HERE = 'opened here';

/**
 * While the browser goes back, which takes it a moment: what is to be shown once it has.
 * @type {[fragment: string, place: number][] | undefined}
 */
let once_back;

/**
 * @param {string} fragment with its #
 * @param {number} place
 */
export function show_address(fragment, place) {
  if (once_back) once_back.push([fragment, place]);
  else if (fragment !== location.hash) write_address(fragment, place);
}

/**
 * @param {string} fragment
 * @param {number} place
 */
function write_address(fragment, place) {
  if (place === Place.new) {
    history.pushState(OPENED_HERE, '', fragment);
  } else if (place === Place.before && history.state === OPENED_HERE) {
    once_back = [];
    history.back();
  } else {
    history.replaceState(null, '', fragment);
  }
}

/** Before the program is told of the address (watch_address), which then is the one that it wants already. */
addEventListener('popstate', () => {
  const waiting = once_back ?? [];
  once_back = undefined;
  for (const [fragment, place] of waiting) show_address(fragment, place);
});

/** @param {BeforeUnloadEvent} event */
const ask = (event) => event.preventDefault();

/**
 * Whether the browser is to ask before it leaves the page or loads it anew. Listened to only while there is something
 * to lose: a page that listens is kept out of the back/forward cache.
 * @param {boolean} wanted
 */
export function ask_before_leaving(wanted) {
  if (wanted) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

/**
 * @param {Program} program
 * @param {number} changed
 */
export function watch_address(program, changed) {
  addEventListener('hashchange', () => {
    // A sign-in link followed while the page is open: start over with it (boot.js takes the token).
    if (location.hash.startsWith('#token=')) location.reload();
    else program._address_changed(changed);
  });
}

/** Carries one word, to every tab of this origin: that the person signed out. */
const SIGN_OUT = 'sign-out';

/** @type {BroadcastChannel | undefined} */
let tabs;

/**
 * @param {Program} program
 * @param {number} signed_out
 */
export function watch_other_tabs(program, signed_out) {
  if (typeof BroadcastChannel === 'undefined') return;
  tabs = new BroadcastChannel('byok-session');
  tabs.onmessage = ({ data }) => {
    if (data === SIGN_OUT) program._signed_out_elsewhere(signed_out);
  };
  // An open channel keeps the page out of the back/forward cache.
  addEventListener('pagehide', () => tabs?.close());
}

export function announce_sign_out() {
  tabs?.postMessage(SIGN_OUT);
}

/** The custom properties of style.css that the program sets, in the order of its call. */
const COLOURS = ['--frame', '--text', '--text-faint', '--accent', '--accent-text', '--caret', '--scroll-thumb'];

/**
 * The colours of what the browser draws itself: text fields that are being edited, scroll bars.
 * @param {boolean} dark
 * @param {number[]} colours 0xRRGGBB, in the order of COLOURS
 */
export function show_theme(dark, colours) {
  const root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  colours.forEach((colour, index) => root.style.setProperty(COLOURS[index], '#' + colour.toString(16).padStart(6, '0')));
}
