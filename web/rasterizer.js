// @ts-check
/**
 * Draws glyphs, stretches of text and icons with Canvas 2D and reads their pixels back, for Dear ImGui's font atlas
 * (src/platform/glyphs.cpp). Everything is drawn white on nothing, so that alpha is coverage.
 *
 * May touch: one canvas of its own, which is never in the document; the end of <body>, for a line that is measured and
 * taken away again.
 */

/**
 * @typedef {object} Picture what was drawn last, in device pixels
 * @property {number} advance how far the pen moves
 * @property {number} left from the pen to the left edge
 * @property {number} top from the baseline up (negative) to the upper edge
 * @property {number} width 0 = nothing to be seen
 * @property {number} height
 * @property {boolean} coloured the pixels have colours of their own (emoji)
 */

/** A picture is at most this wide and high; the rest of a longer one is cut off. Atlas textures end at 8192. */
const EDGE_MAX = 4096;

/** How far a pixel that is read back may be from what was drawn before it counts as garbage. */
const NOISE_MAX = 12;

/** What most likely has colours of its own, where the pixels do not tell. */
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;

export class Rasterizer {
  constructor() {
    const canvas = document.createElement('canvas');
    canvas.width = 512;
    canvas.height = 128;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('This browser has no Canvas 2D.');
    /** @private */
    this.canvas = canvas;
    /** @private */
    this.context = context;
    /** @private @type {Uint8ClampedArray} */
    this.pixels = new Uint8ClampedArray(0);
    /** @private */
    this.font = '';
    /** @private */
    this.readable = true;
    /** Whether half a pixel above the baseline is drawn as a whole one. @private */
    this.rounds_up = lays_out_half_pixels();
    this.prepare();
  }

  /**
   * Whether what is drawn can be read back: some browsers add noise to hinder fingerprinting, some return garbage.
   * After garbage nothing is read any more.
   * @returns {'exact' | 'noisy' | 'garbage'}
   */
  probe() {
    const { context } = this;
    context.clearRect(0, 0, 16, 8);
    context.fillRect(0, 0, 8, 8);
    const { data } = context.getImageData(0, 0, 16, 8);
    let worst = 0;
    for (let i = 0; i < data.length; i += 4) {
      const inside = (i / 4) % 16 < 8;
      worst = Math.max(worst, Math.abs(data[i + 3] - (inside ? 255 : 0)));
      if (inside) worst = Math.max(worst, 255 - data[i], 255 - data[i + 1], 255 - data[i + 2]);
    }
    this.readable = worst <= NOISE_MAX;
    return worst === 0 ? 'exact' : this.readable ? 'noisy' : 'garbage';
  }

  /**
   * Where the baseline is in a line as tall as the font's size, as browsers do it: whole pixels above and below the
   * baseline, and what the line has less (or more) than both is taken off (or added) half above. Of an odd pixel,
   * Chromium leaves the half out; Firefox keeps it, and rounds it up when it draws.
   * @param {string} font CSS font shorthand
   * @param {number} size device pixels
   */
  baseline(font, size) {
    this.use(font, false);
    const { fontBoundingBoxAscent, fontBoundingBoxDescent } = this.context.measureText('M');
    const above = Math.round(fontBoundingBoxAscent);
    const below = Math.round(fontBoundingBoxDescent);
    return Math.floor((size - above - below + (this.rounds_up ? 1 : 0)) / 2) + above;
  }

  /**
   * How far the pen moves over `text`.
   * @param {string} font
   * @param {string} text
   * @param {boolean} shaped a stretch that the browser is to shape, not a single character
   */
  advance(font, text, shaped) {
    this.use(font, shaped);
    return this.context.measureText(text).width;
  }

  /**
   * @param {string} font
   * @param {string} text
   * @param {boolean} shaped
   * @returns {Picture}
   */
  text(font, text, shaped) {
    this.use(font, shaped);
    const m = this.context.measureText(text);
    // One pixel more on each side: anti-aliasing may reach over the box that is reported.
    const left = Math.ceil(m.actualBoundingBoxLeft) + 1;
    const top = Math.ceil(m.actualBoundingBoxAscent) + 1;
    const width = Math.min(left + Math.ceil(m.actualBoundingBoxRight) + 1, EDGE_MAX);
    const height = Math.min(top + Math.ceil(m.actualBoundingBoxDescent) + 1, EDGE_MAX);
    if (width <= 2 || height <= 2) {
      return { advance: m.width, left: 0, top: 0, width: 0, height: 0, coloured: false };
    }
    if (this.clear(width, height)) this.use(font, shaped);
    this.context.fillText(text, left, top);
    return { advance: m.width, left: -left, top: -top, width, height, coloured: this.read(width, height, text) };
  }

  /**
   * An icon in its square box: 24 by 24 units, strokes of 2.
   * @param {string} path SVG path data
   * @param {number} size device pixels
   * @returns {Picture}
   */
  icon(path, size) {
    const { context } = this;
    const edge = Math.ceil(size);
    this.clear(edge, edge);
    context.save();
    context.scale(size / 24, size / 24);
    context.lineWidth = 2;
    context.lineCap = context.lineJoin = 'round';
    context.stroke(new Path2D(path));
    context.restore();
    return { advance: size, left: 0, top: 0, width: edge, height: edge, coloured: this.read(edge, edge, '') };
  }

  /**
   * Copies what was drawn last to `target`: four bytes a pixel if it is coloured, else its alpha, one byte a pixel.
   * @param {Uint8Array} target
   * @param {boolean} coloured
   */
  copy(target, coloured) {
    const { pixels } = this;
    if (coloured) return target.set(pixels);
    for (let from = 3, to = 0; from < pixels.length; from += 4, ++to) target[to] = pixels[from];
  }

  /**
   * Copies what was drawn last to the bound texture of `graphics`, unread.
   * @param {WebGL2RenderingContext} graphics
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  upload(graphics, x, y, width, height) {
    graphics.texSubImage2D(graphics.TEXTURE_2D, 0, x, y, width, height, graphics.RGBA, graphics.UNSIGNED_BYTE, this.canvas);
  }

  /** @private */
  prepare() {
    const { context } = this;
    context.fillStyle = context.strokeStyle = '#fff';
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.direction = 'ltr';
    this.font = '';
  }

  /**
   * Single characters are set as Dear ImGui sets them: without kerning, one after the other.
   * @private
   * @param {string} font
   * @param {boolean} shaped
   */
  use(font, shaped) {
    const wanted = (shaped ? '~' : '') + font;
    if (wanted === this.font) return;
    const { context } = this;
    context.font = font;
    context.fontKerning = shaped ? 'normal' : 'none';
    // Not in every browser; where it is missing, 'auto' is what they do.
    if ('textRendering' in context) context.textRendering = shaped ? 'optimizeLegibility' : 'optimizeSpeed';
    this.font = wanted;
  }

  /**
   * Makes room. Returns whether the canvas had to grow, which forgets the font.
   * @private
   * @param {number} width
   * @param {number} height
   */
  clear(width, height) {
    const { canvas, context } = this;
    if (width <= canvas.width && height <= canvas.height) {
      context.clearRect(0, 0, width, height);
      return false;
    }
    canvas.width = Math.max(canvas.width, width);
    canvas.height = Math.max(canvas.height, height);
    this.prepare();
    return true;
  }

  /**
   * @private
   * @param {number} width
   * @param {number} height
   * @param {string} text what was drawn
   * @returns whether it has colours of its own
   */
  read(width, height, text) {
    if (!this.readable) return EMOJI.test(text);
    this.pixels = this.context.getImageData(0, 0, width, height).data;
    return has_colour(this.pixels);
  }
}

/**
 * Whether the well covered pixels are anything but white.
 * @param {Uint8ClampedArray} pixels
 */
function has_colour(pixels) {
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] < 64) continue;
    if (Math.min(pixels[i], pixels[i + 1], pixels[i + 2]) < 255 - 2 * NOISE_MAX) return true;
  }
  return false;
}

/**
 * Whether this browser lays a baseline out on half a device pixel, in lines that grow by one device pixel each. With
 * emulated ratios Chromium keeps to whole CSS pixels, which may be halves of others: these do not count.
 */
function lays_out_half_pixels() {
  const ratio = window.devicePixelRatio;
  const line = document.createElement('div');
  const mark = document.createElement('span');
  line.append('M', mark);
  Object.assign(line.style, { position: 'absolute', top: '0', visibility: 'hidden', fontSize: 16 / ratio + 'px' });
  Object.assign(mark.style, { display: 'inline-block', width: '1px', height: '0' });
  document.body.append(line);
  const is_half = [20, 21, 22, 23].some((height) => {
    line.style.lineHeight = height / ratio + 'px';
    const baseline = mark.getBoundingClientRect().bottom - line.getBoundingClientRect().top;
    const rest = (baseline * ratio) % 1;
    return Math.abs(rest - 0.5) < 0.1 && Math.abs(baseline - Math.round(baseline)) > 0.01;
  });
  line.remove();
  return is_half;
}
