// @ts-check
/**
 * `<byok-console>`: the live demo on any page. It shows a picture and a button until it comes near to what is seen, then
 * the demo in a sandboxed frame.
 *
 *     <script type="module" src="…/embed.js"></script>
 *     <byok-console scenario="bedrock" theme="auto" height="640"></byok-console>
 *
 * Attributes: `scenario`, `open`, `provider` as in demo.html's address, `as` (its `role`); `theme` (`auto` follows the page,
 * `light`, `dark`); `height` in CSS pixels (640); `start` (`near`, or `click` to wait for the button); `label`, the frame's
 * name. What is between the tags is shown where there is no JavaScript, and on paper where there is no picture yet.
 *
 * May touch: its own shadow tree, its frame by messages.
 */

/* global PREVIEW_LIGHT, PREVIEW_DARK */

/** In what follows: put in by scripts/demo.mjs. @type {string} */
// @ts-ignore
const preview_light = PREVIEW_LIGHT;
/** @type {string} */
// @ts-ignore
const preview_dark = PREVIEW_DARK;

const HEIGHT = 640;
/** How long a demo may take before the next one begins: pages with many of them stay quick. */
const PATIENCE_MS = 1500;
/** How long one may take before it is said that it has not started. */
const SILENCE_MS = 20000;
/** Attributes, and what each is in the demo's address. An element's `role` is ARIA's. @type {Record<string, string>} */
const IN_ADDRESS = { scenario: 'scenario', open: 'open', provider: 'provider', as: 'role' };

const STYLE = `
:host { display: block; position: relative; box-sizing: border-box; contain: content; border-radius: 8px; overflow: hidden; border: 1px solid #8884; }
:host([hidden]) { display: none; }
iframe, img { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
img { object-fit: cover; object-position: top left; }
.over { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 8px; padding: 16px;
  background: #0003; text-align: center; }
.on .over, .on img { display: none; }
iframe { opacity: 0; }
.on iframe { opacity: 1; }
button { font: 600 15px Inter, system-ui, sans-serif; padding: 0 20px; min-height: 44px; border: 0; border-radius: 8px;
  background: #7e22ce; color: #fff; cursor: pointer; box-shadow: 0 2px 8px #0004; }
button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; }
p { margin: 0; padding: 4px 10px; border-radius: 6px; background: #18181b; color: #fff; font: 14px/1.4 Inter, system-ui, sans-serif; }
p:empty, slot { display: none; }
@media print { iframe, .over { display: none !important; } img { display: block !important; }
  .bare img { display: none !important; } .bare slot { display: block; padding: 16px; } }`;

/** One after the other: the promise of the last one that was let in. */
let turn = Promise.resolve();

/**
 * Whether a colour is dark; none for one that can hardly be seen.
 * @param {string} colour as browsers tell it: `rgb(0 0 0 / 0.5)`, `oklch(…)`, `color(srgb …)` (CSS Color 4, section 15)
 */
function is_dark(colour) {
  const [, kind = '', space = '', rest = ''] = /^(\w+)\((?:([a-z]\S*) )?(.*)\)$/.exec(colour.replaceAll('none', '0')) ?? [];
  const [first, second, third, alpha = 1] = (rest.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  if (third === undefined || alpha < 0.5) return undefined;
  const mixed = first * 0.299 + second * 0.587 + third * 0.114;
  if (kind.startsWith('rgb')) return mixed < 128;
  if (kind === 'color') return (space.startsWith('xyz') ? second : mixed) < 0.5;
  return first < (kind.startsWith('ok') ? 0.5 : 50);
}

/** What an element is in, as it is drawn. @param {Element} element @returns {Element | null} */
function around(element) {
  const { assignedSlot, parentElement, parentNode } = element;
  return assignedSlot ?? parentElement ?? (parentNode instanceof ShadowRoot ? parentNode.host : null);
}

/**
 * The theme of the page around an element: what its `color-scheme` says if that is one thing, else what lies behind it.
 * @param {Element} element
 * @returns {'light' | 'dark'}
 */
function theme_around(element) {
  const scheme = getComputedStyle(element).colorScheme.replace('only', '').trim();
  if (scheme === 'light' || scheme === 'dark') return scheme;
  for (let at = around(element); at; at = around(at)) {
    const dark = is_dark(getComputedStyle(at).backgroundColor);
    if (dark !== undefined) return dark ? 'dark' : 'light';
  }
  return scheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Of all elements on the page: a browser reads it once. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class ByokConsole extends HTMLElement {
  static observedAttributes = [...Object.keys(IN_ADDRESS), 'theme', 'height', 'label'];

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    /** @private */ this.box = document.createElement('div');
    /** @private */ this.picture = document.createElement('img');
    this.picture.alt = '';
    /** @private */ this.note = document.createElement('p');
    /** @private */ this.button = document.createElement('button');
    this.button.type = 'button';
    this.button.textContent = 'Start the live demo';
    this.button.onclick = () => this.start(true);
    const over = document.createElement('div');
    over.className = 'over';
    over.append(this.button, this.note);
    const between = document.createElement('slot');
    between.textContent = 'Live demo';
    this.box.append(this.picture, over, between);
    root.append(this.box);
    /** @private @type {HTMLIFrameElement | undefined} */ this.frame = undefined;
    /** @private @type {() => void} */ this.done = () => {};
    /** @private */ this.hear = (/** @type {MessageEvent} */ event) => this.heard(event);
    /** @private */ this.look = () => this.show_theme();
    /** Until then a colour that fades is told as it was. @private */
    this.faded = (/** @type {TransitionEvent} */ { propertyName }) => /color|background/.test(propertyName) && this.look();
    /** @private */ this.prints = () => this.prepare_paper();
    /** @private */ this.printed = () => this.attributeChangedCallback('height');
    /** @private */ this.changes = new MutationObserver(this.look);
    /** @private */ this.sight = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.came_near();
      },
      { rootMargin: '300px' },
    );
  }

  connectedCallback() {
    addEventListener('message', this.hear);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.look);
    document.addEventListener('transitionend', this.faded);
    addEventListener('beforeprint', this.prints);
    addEventListener('afterprint', this.printed);
    for (let at = around(this); at; at = around(at)) this.changes.observe(at, { attributes: true });
    this.sight.observe(this);
    this.attributeChangedCallback('height');
    this.show_theme();
  }

  disconnectedCallback() {
    removeEventListener('message', this.hear);
    matchMedia('(prefers-color-scheme: dark)').removeEventListener('change', this.look);
    document.removeEventListener('transitionend', this.faded);
    removeEventListener('beforeprint', this.prints);
    removeEventListener('afterprint', this.printed);
    this.changes.disconnect();
    this.sight.disconnect();
    this.stop();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === 'height') this.style.height = (Number(this.getAttribute('height')) || HEIGHT) + 'px';
    else if (name === 'theme') this.show_theme();
    else if (name === 'label') this.frame?.setAttribute('title', this.label);
    else if (this.frame) this.start(false);
  }

  get label() {
    return this.getAttribute('label') || 'Live demo of the BYOK console';
  }

  /** @private */
  get theme() {
    const theme = this.getAttribute('theme');
    return theme === 'light' || theme === 'dark' ? theme : theme_around(this);
  }

  /**
   * Shows the page's theme. Far away there is nothing to show it on, and to ask for it costs the page a layout.
   * @private
   */
  show_theme() {
    if (!this.isConnected || !(this.near || this.frame)) return;
    const { theme } = this;
    const picture = new URL(theme === 'dark' ? preview_dark : preview_light, import.meta.url).href;
    if (this.picture.src !== picture) this.picture.src = picture;
    this.frame?.contentWindow?.postMessage({ byok_theme: theme }, '*');
  }

  /** A picture that is not there cannot come any more. @private */
  prepare_paper() {
    const bare = this.picture.naturalWidth === 0;
    this.box.classList.toggle('bare', bare);
    if (bare) this.style.height = 'auto';
  }

  /** @private */
  came_near() {
    this.sight.disconnect();
    /** @private */ this.near = true;
    this.show_theme();
    // @ts-ignore: not everywhere
    const saves = navigator.connection?.saveData === true;
    if (this.getAttribute('start') !== 'click' && !saves && 'WebGL2RenderingContext' in window) this.start(false);
  }

  /**
   * Makes the frame, anew where there is one. Whoever pressed the button goes on in it.
   * @private
   * @param {boolean} pressed
   */
  async start(pressed) {
    this.stop();
    const mine = (/** @private */ this.started_at = {});
    this.note.textContent = 'Loading…';
    if (!pressed) {
      const before = turn;
      turn = new Promise((done) => (this.done = done));
      await before;
      if (this.started_at !== mine) return this.done();
      setTimeout(this.done, PATIENCE_MS);
    }
    const address = new URL('demo.html', import.meta.url);
    for (const [name, parameter] of Object.entries(IN_ADDRESS)) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(parameter, value);
    }
    address.searchParams.set('theme', this.theme);
    address.searchParams.set('embed', '');
    if (pressed) address.searchParams.set('anyway', '');
    const frame = document.createElement('iframe');
    // No allow-same-origin: the demo gets an origin of its own, and a process where the browser can.
    frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox');
    frame.allow = 'clipboard-write';
    frame.referrerPolicy = 'no-referrer';
    frame.title = this.label;
    frame.src = address.href;
    frame.tabIndex = -1;
    this.frame = frame;
    /** @private */ this.pressed = pressed;
    this.box.append(frame);
    /** @private */ this.silence = setTimeout(() => {
      this.note.textContent = 'The demo has not started. Perhaps this page may not show it, or it cannot be reached.';
    }, SILENCE_MS);
  }

  /** @private */
  stop() {
    this.done();
    clearTimeout(this.silence);
    this.started_at = undefined;
    this.frame?.remove();
    this.frame = undefined;
    this.box.className = '';
    this.note.textContent = '';
  }

  /**
   * @private
   * @param {MessageEvent} event
   */
  heard({ source, data }) {
    if (!this.frame || source !== this.frame.contentWindow || !data?.byok_demo) return;
    this.done();
    clearTimeout(this.silence);
    if (data.byok_demo === 'started') {
      const goes_on = this.pressed && this.shadowRoot?.activeElement === this.button;
      this.box.className = 'on';
      this.frame.removeAttribute('tabindex');
      this.show_theme();
      if (goes_on) this.frame.focus({ preventScroll: true });
    } else if (data.byok_demo === 'failed') {
      this.box.className = 'on';
      this.frame.removeAttribute('tabindex');
    } else {
      this.stop();
      this.note.textContent = 'This browser draws without WebGL: the demo will be slower.';
    }
  }
}

customElements.get('byok-console') ?? customElements.define('byok-console', ByokConsole);
