/** The program that Emscripten makes of src/console_main.cpp: build/web/console.mjs. */

import type { Program as Browser } from './browser.js';
import type { Program as Events } from './events.js';
import type { Program as Window } from './window.js';

/** Loads it. `page`: what it finds as Module.page (boot.js). */
export default function create_console(options: { page: object }): Promise<Browser & Events & Window & Main>;

interface Main {
  /** Starts it. */
  callMain(): void;
}
