// @ts-check
// The arrows of the architecture (ARCHITECTURE.md), as data, held against every #include under src/.
// A finding reads `file:line: message`.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Who may include whom. `ours`: folders of src/. `outside`: headers that are neither ours nor the language's own.
 * `files`: where in the folder an outside header may be named; everywhere when left out.
 * @typedef {{header: RegExp, files?: RegExp}} Outside
 * @typedef {{ours: string[], outside: Outside[]}} Layer
 */

/** @type {Record<string, Layer>} */
const layers = {
  core: { ours: ['core'], outside: [{ header: /^nlohmann\//, files: /^json[^/]*\.(h|cpp)$/ }] },
  service: { ours: ['core', 'service'], outside: [] },
  app: { ours: ['core', 'app'], outside: [] },
  ui: {
    ours: ['core', 'app', 'ui'],
    outside: [
      { header: /^imgui(_internal)?\.h$/ },
      { header: /^generated\// },
      { header: /^stdio\.h$/, files: /^imgui_config\.h$/ },  // becomes a part of Dear ImGui, which is written that way
    ],
  },
  demo: { ours: ['core', 'service', 'app', 'ui', 'demo'], outside: [] },
  platform: {
    ours: ['core', 'app', 'ui', 'platform'],
    outside: [
      { header: /^emscripten(\.h$|\/)/ },
      { header: /^GLES[23]\// },
      { header: /^imgui(_internal|_impl_opengl3)?\.h$/ },
      { header: /^generated\// },
    ],
  },
  server: {
    ours: ['core', 'service', 'server'],
    outside: [
      { header: /^(drogon|trantor|json)\// },
      { header: /^(sodium|sqlite3|curl\/curl)\.h$/ },
      { header: /^openssl\// },
      { header: /^(fcntl|poll|pthread|signal|unistd)\.h$/ },
      { header: /^spawn\.h$/, files: /^key_source\.cpp$/ },
      { header: /^pwd\.h$/, files: /^commands\/command\.cpp$/ },
      { header: /^malloc\.h$/, files: /^wiping_(heap|memory)\.cpp$/ },
      { header: /^(sys|netinet|arpa)\// },
    ],
  },
};

/** The programs' own files wire everything together: `console_main.cpp` may see whatever it likes. */
const wiring = /^[a-z]+_main\.cpp$/;

/** Only platform/ knows Emscripten. */
const emscripten = /\b__EMSCRIPTEN__\b|\bEM_(?:JS|ASM)\b|<emscripten/;

/** Names that say nothing about what is inside. */
const empty_names = /(^|[_.-])(utils?|helpers?|managers?|misc|common)([_.-]|$)/i;

/** `<vector>`, `<cstdint>`: the language's own headers have neither a folder nor an ending. */
const standard_header = /^[a-z_0-9]+$/;

/**
 * What is wrong with one file under src/.
 * @param {string} file its path from the checkout on, with `/`
 * @param {string} text
 * @returns {string[]}
 */
function findings_in(file, text) {
  const [, folder, ...rest] = file.split('/');
  const name = path.posix.basename(file);
  const found = [];
  if (empty_names.test(name)) found.push(`${file}:1: a file's name says what is in it; "${name}" does not`);
  if (rest.length === 0) {
    if (!wiring.test(name)) found.push(`${file}:1: only a *_main.cpp lies in src/ itself`);
    return found;
  }
  const layer = layers[folder];
  if (!layer) return [...found, `${file}:1: ${folder}/ is no layer (add it to tests/layers_test.mjs and ARCHITECTURE.md)`];
  text.split('\n').forEach((line, index) => {
    const at = `${file}:${index + 1}:`;
    const include = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
    if (include) {
      const problem = include_problem(layer, folder, rest.join('/'), include[1] === '"', include[2]);
      if (problem) found.push(`${at} ${problem}`);
    }
    if (folder !== 'platform' && emscripten.test(line)) found.push(`${at} only platform/ may know Emscripten`);
  });
  return found;
}

/**
 * @param {Layer} layer
 * @param {string} folder
 * @param {string} file path inside the folder
 * @param {boolean} quoted
 * @param {string} header
 * @returns {string | undefined}
 */
function include_problem(layer, folder, file, quoted, header) {
  const first = header.split('/')[0];
  if (quoted && header.includes('/') && first in layers) {
    return layer.ours.includes(first) ? undefined : `${folder}/ may not include ${first}/`;
  }
  if (standard_header.test(header)) return undefined;
  const outside = layer.outside.find((each) => each.header.test(header));
  if (!outside) return quoted && !header.includes('/')
    ? `"${header}" is not rooted: write "folder/${header}"`
    : `${folder}/ may not include <${header}>`;
  if (outside.files && !outside.files.test(file)) return `<${header}> is not for ${folder}/${file}`;
  return undefined;
}

/** Every C++ file under src/. */
function source_files() {
  return readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(h|cpp|hpp|cc|c)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

test('every include follows the arrows of the architecture', () => {
  const files = source_files();
  assert.ok(files.length > 20, 'src/ was found');
  const found = files.flatMap((file) => findings_in(file, readFileSync(path.join(root, file), 'utf8')));
  assert.deepEqual(found, []);
});

test('every layer of the table exists', () => {
  const folders = readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map((entry) => entry.name).sort(), Object.keys(layers).sort());
});

/** What the check must find, and what it must let pass: [file, its text, findings]. */
const samples = /** @type {[string, string, string[]][]} */ ([
  ['src/core/a.h', '#include <vector>\n#include "core/b.h"\n', []],
  ['src/core/json.cpp', '#include <nlohmann/json.hpp>\n', []],
  ['src/core/error.cpp', '#include <nlohmann/json.hpp>\n', ['src/core/error.cpp:1: <nlohmann/json.hpp> is not for core/error.cpp']],
  ['src/core/a.h', '\n#include "app/state.h"\n', ['src/core/a.h:2: core/ may not include app/']],
  ['src/core/a.h', '#  include "ui/ui.h"\n', ['src/core/a.h:1: core/ may not include ui/']],
  ['src/service/a.cpp', '#include "app/state.h"\n', ['src/service/a.cpp:1: service/ may not include app/']],
  ['src/service/a.cpp', '#include <sqlite3.h>\n', ['src/service/a.cpp:1: service/ may not include <sqlite3.h>']],
  ['src/app/a.cpp', '#include "imgui.h"\n', ['src/app/a.cpp:1: "imgui.h" is not rooted: write "folder/imgui.h"']],
  ['src/app/a.cpp', '#include <unistd.h>\n', ['src/app/a.cpp:1: app/ may not include <unistd.h>']],
  ['src/app/a.cpp', '#include "state.h"\n', ['src/app/a.cpp:1: "state.h" is not rooted: write "folder/state.h"']],
  ['src/ui/a.cpp', '#include "imgui.h"\n#include "app/state.h"\n', []],
  ['src/ui/a.cpp', '#include "platform/canvas.h"\n', ['src/ui/a.cpp:1: ui/ may not include platform/']],
  ['src/ui/a.cpp', '#ifdef __EMSCRIPTEN__\n', ['src/ui/a.cpp:1: only platform/ may know Emscripten']],
  ['src/app/a.cpp', '#include <emscripten.h>\n', ['src/app/a.cpp:1: app/ may not include <emscripten.h>', 'src/app/a.cpp:1: only platform/ may know Emscripten']],
  ['src/platform/a.cpp', '#include <emscripten/html5.h>\n#ifdef __EMSCRIPTEN__\n', []],
  ['src/platform/a.cpp', '#include "server/listen.h"\n', ['src/platform/a.cpp:1: platform/ may not include server/']],
  ['src/server/a.cpp', '#include <drogon/drogon.h>\n#include "service/api.h"\n', []],
  ['src/server/a.cpp', '#include "ui/ui.h"\n', ['src/server/a.cpp:1: server/ may not include ui/']],
  ['src/console_main.cpp', '#include "server/a.h"\n#include "ui/ui.h"\n', []],
  ['src/loose.cpp', '', ['src/loose.cpp:1: only a *_main.cpp lies in src/ itself']],
  ['src/net/a.h', '', ['src/net/a.h:1: net/ is no layer (add it to tests/layers_test.mjs and ARCHITECTURE.md)']],
  ['src/ui/string_utils.h', '', [`src/ui/string_utils.h:1: a file's name says what is in it; "string_utils.h" does not`]],
  ['src/app/key_manager.cpp', '', [`src/app/key_manager.cpp:1: a file's name says what is in it; "key_manager.cpp" does not`]],
  ['src/core/miscellany.h', '', []],
]);

test('the check finds what breaks a rule, and nothing else', () => {
  for (const [file, text, expected] of samples) assert.deepEqual(findings_in(file, text), expected);
});
