// @ts-check
/**
 * Brings the program: asks for it at once, compiles it while it arrives, and checks that it is the one which the page was
 * made for before any of it runs.
 *
 * May touch: the network, the page's link to the program.
 */

/** Why something that the page needs did not come. Its message is a sentence for the person. */
export class LoadError extends Error {
  /**
   * @param {string} sentence
   * @param {{cause?: unknown, outdated?: boolean, unknown?: boolean}} [why] `outdated`: only a newer page can help.
   *   `unknown`: the browser does not say why
   */
  constructor(sentence, { cause, outdated = false, unknown = false } = {}) {
    super(sentence, { cause });
    this.outdated = outdated;
    this.unknown = unknown;
  }
}

/** How long nothing may arrive. */
const PATIENCE_MS = 20_000;

/**
 * Answers with `use(response)`, and gives up when nothing arrives for too long.
 * @template T
 * @param {string} url
 * @param {RequestInit} options
 * @param {string} what in sentences
 * @param {(response: Response, alive: () => void) => Promise<T>} use calls `alive` whenever something arrived
 * @returns {Promise<T>} rejects with LoadError, or with what `use` rejects with
 */
export async function ask(url, options, what, use) {
  const control = new AbortController();
  let stalled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stalled = true;
      control.abort();
    }, PATIENCE_MS);
  };
  alive();
  try {
    const response = await fetch(url, { ...options, signal: control.signal });
    alive();
    return await use(response, alive);
  } catch (cause) {
    control.abort();  // of what is still on its way, nobody wants the rest
    if (stalled) {
      throw new LoadError(`Loading ${what} has come to a halt: nothing has arrived for ${PATIENCE_MS / 1000} seconds. Please check the connection and try again.`, { cause });
    }
    if (cause instanceof LoadError) throw cause;
    throw new LoadError(`${upper_first(what)} could not be loaded. Please check the connection and try again.`, { cause, unknown: true });
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} text */
const upper_first = (text) => text[0].toUpperCase() + text.slice(1);

/** Whether it is a page, as hosts answer with for whatever they do not have. @param {Response} response */
export const is_page = (response) => /^text\/html\b/i.test(response.headers.get('Content-Type') ?? '');

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} size that it should have
 * @param {(bytes: number) => void} arrived is told how many there are so far
 */
async function read_all(stream, size, arrived) {
  const content = new Uint8Array(size);
  const reader = stream.getReader();
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    // One that is too long is another file, however it goes on.
    if (bytes + part.value.length > size) return undefined;
    content.set(part.value, bytes);
    arrived((bytes += part.value.length));
  }
  return bytes === size ? content : undefined;
}

/**
 * @param {Uint8Array<ArrayBuffer> | undefined} content
 * @param {string} integrity "sha384-" and the digest in base64
 */
async function is_right(content, integrity) {
  if (!content) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', content));
  return integrity === 'sha384-' + btoa(String.fromCharCode(...digest));
}

/** The program of a page: compiled once, asked for again only after that failed. */
export class Program {
  /**
   * Asks for it at once.
   * @param {HTMLLinkElement} link the page's <link rel="preload">: address, digest and size
   * @param {(part: number) => void} progress is told what part has arrived, 0 to 1
   */
  constructor(link, progress) {
    /** @private */
    this.url = link.href;
    /** @private */
    this.integrity = link.dataset.integrity ?? '';
    /** @private */
    this.size = Number(link.dataset.bytes);
    /** @private */
    this.progress = progress;
    /** @private */
    this.failed = false;
    /** @private */
    this.compiled = this.#begin();
  }

  /** @returns {Promise<WebAssembly.Module>} rejects with LoadError */
  get module() {
    return this.compiled;
  }

  /** Asks for it again, if it did not come. */
  retry() {
    if (this.failed) this.compiled = this.#begin();
  }

  #begin() {
    // What failed once may lie in the browser's cache.
    const compiled = this.#load(this.failed ? 'reload' : 'default');
    this.failed = false;
    // Nobody else may be there to see it, when something else failed first.
    compiled.catch(() => {
      this.failed = true;
    });
    return compiled;
  }

  /** @param {RequestCache} cache */
  #load(cache) {
    // Without https a page is given no digests. There the browser checks, which compiles only when all has arrived.
    const checks_itself = typeof crypto.subtle !== 'undefined';
    const options = { cache, ...(checks_itself ? {} : { integrity: this.integrity }) };
    return ask(this.url, options, 'the program', async (response, alive) => {
      this.#check_answer(response);
      const copy = response.clone();
      const streamed = this.#compile_streaming(response);
      streamed.catch(() => {});
      const content = await read_all(/** @type {ReadableStream<Uint8Array>} */ (copy.body), this.size, (bytes) => {
        alive();
        this.progress(bytes / this.size);
      });
      if (checks_itself && !(await is_right(content, this.integrity))) throw this.#wrong_file();
      return this.#compiled(streamed, /** @type {Uint8Array<ArrayBuffer>} */ (content));
    }).catch((/** @type {unknown} */ error) => {
      if (checks_itself || !(error instanceof LoadError && error.unknown)) throw error;
      throw new LoadError('The program could not be loaded, or is not the file that belongs to this page. Please check the connection and try again; if that does not help, tell whoever runs this site.', { cause: error });
    });
  }

  get #name() {
    return this.url.replace(/^.*\//, '');
  }

  /** @param {Response} response */
  #check_answer(response) {
    if (response.status === 404 || response.status === 410 || (response.ok && is_page(response))) {
      throw new LoadError(`${this.#name} is not on the server any more: the console was updated meanwhile. Please try again, which loads the new one.`, { outdated: true });
    }
    if (!response.ok) throw new LoadError(`The program could not be loaded: ${this.#name} was answered with status ${response.status}. Please try again later.`);
  }

  #wrong_file() {
    return new LoadError(`${this.#name} is not the file that belongs to this page, so it was not run: it arrived incomplete, or something on the server or on the way changed it. Please try again; if that does not help, tell whoever runs this site.`);
  }

  /** @param {Response} response @returns {Promise<WebAssembly.Module>} */
  async #compile_streaming(response) {
    return WebAssembly.compileStreaming(response);
  }

  /**
   * @param {Promise<WebAssembly.Module>} streamed
   * @param {Uint8Array<ArrayBuffer>} content
   */
  async #compiled(streamed, content) {
    try {
      return await streamed;
    } catch (error) {
      console.warn(`${this.#name} was compiled only when all of it was there: ${error}. It is faster where the server sends it as "Content-Type: application/wasm".`);
    }
    try {
      return await WebAssembly.compile(content);
    } catch (cause) {
      throw new LoadError('This browser cannot compile the program. Please use a current one.', { cause });
    }
  }
}
