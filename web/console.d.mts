/** The program that Emscripten makes of src/console_main.cpp: build/web/console.mjs. */

import type { Program as Browser } from './browser.js';
import type { Program as Events } from './events.js';
import type { Program as Window } from './window.js';

/** Instantiates it. */
export default function create_console(options: Options): Promise<Browser & Events & Window & Main>;

interface Options {
  /** What the program finds as Module.page (EM_JS in src/platform/). */
  page: object;
  /** Gives `receive` an instance of the program with these imports, in its own time. */
  instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
}

interface Main {
  /** Starts it. */
  callMain(): void;
}
