/** The program that Emscripten makes of src/demo_main.cpp: build/web/demo.mjs. */
declare module 'demo-program' {
  import type { Program as Browser } from './browser.js';
  import type { Program as Events } from './events.js';
  import type { Program as Window } from './window.js';
  import type { Program as Demo } from './demo.js';

  interface Options {
    page: object;
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => object;
  }
  export default function create_demo(options: Options): Promise<Browser & Events & Window & Demo & { callMain(): void }>;
}
