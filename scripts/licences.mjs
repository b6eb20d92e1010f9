// @ts-check
// What of other people's work is in the site, with its version and its licence as it is installed here. Nothing is written
// down from memory but the names: a text that cannot be found is an error, and so is a library that the linker took something
// from (build/web/*.extracted) and that no row speaks for.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const imgui = '/usr/src/imgui';
const emscripten = '/usr/share/emscripten';
const musl = `${emscripten}/system/lib/libc/musl`;

/**
 * `licence`: an SPDX expression. `archives`: the static libraries that it comes from. `purl`: where it comes from, as
 * package-url has it.
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {string} licence
 * @property {string} homepage
 * @property {string} purl
 * @property {string} text
 * @property {RegExp} [archives]
 */

/** @param {string} file */
function read(file) {
  if (!existsSync(file)) throw new Error(`the licence texts are not complete: there is no ${file}`);
  return readFileSync(file, 'utf8');
}

/** @param {string} file @param {RegExp} pattern with one group */
function find(file, pattern) {
  const found = pattern.exec(read(file));
  if (!found) throw new Error(`${file} does not have ${pattern}`);
  return found[1];
}

/** @param {string} name of a Debian package */
export const debian_version = (name) => execFileSync('dpkg-query', ['--show', '--showformat=${Version}', name], { encoding: 'utf8' });

/** @param {string} name of an npm package */
export const npm_version = (name) => find(path.join(checkout, 'node_modules', name, 'package.json'), /"version": "([^"]+)"/);

/** @param {string} name of a Debian package */
const copyright_file = (name) => `/usr/share/doc/${name}/copyright`;

/** Of a machine-readable copyright file (DEP 5), the paragraphs that begin with these lines. @param {string} package_name @param {string[]} beginnings */
function paragraphs(package_name, beginnings) {
  const all = read(copyright_file(package_name)).split(/\n\n+/);
  return beginnings.map((beginning) => {
    const found = all.find((each) => each.replace(/^Files:\s+/, 'Files: ').startsWith(beginning));
    if (!found) throw new Error(`${copyright_file(package_name)} has no paragraph "${beginning}"`);
    return found.replace(/^ \.$/gm, '').replace(/^ /gm, '');
  }).join('\n\n');
}

/** Parts of the LLVM project in Emscripten. @param {string} folder */
const of_llvm = (folder) => `${paragraphs('emscripten', [`Files: system/lib/${folder}/*`])}\n\n${read('/usr/share/common-licenses/Apache-2.0')}`;

/** 210108 → "21.1.8" @param {string} number */
const dotted = (number) => [0, 2, 4].map((at) => Number(number.slice(at, at + 2))).join('.');

/** @returns {Component[]} throws when a text or a version cannot be found */
export function components() {
  const emscripten_version = debian_version('emscripten');
  const from_emscripten = `pkg:deb/debian/emscripten@${encodeURIComponent(emscripten_version)}`;
  const llvm = dotted(find(`${emscripten}/system/lib/libcxx/include/__config`, /define _LIBCPP_VERSION (\d{6})\b/));
  const imgui_version = find(`${imgui}/debian/changelog`, /^imgui \(([^)]+)\)/);
  const json_version = debian_version('nlohmann-json3-dev');
  const lucide_version = npm_version('lucide-static');
  return [
    {
      name: 'Dear ImGui', version: imgui_version, licence: 'MIT', homepage: 'https://github.com/ocornut/imgui',
      purl: `pkg:deb/debian/imgui@${encodeURIComponent(imgui_version)}`, text: read(`${imgui}/LICENSE.txt`), archives: /^libimgui\.a$/,
    },
    {
      name: 'stb_rect_pack', version: find(`${imgui}/imstb_rectpack.h`, /stb_rect_pack\.h - v([\d.]+)/), licence: 'MIT OR Unlicense',
      homepage: 'https://github.com/nothings/stb', purl: `pkg:deb/debian/imgui@${encodeURIComponent(imgui_version)}`,
      text: find(`${imgui}/imstb_rectpack.h`, /(This software is available under 2 licenses[^]*?)\*\//),
    },
    {
      name: 'JSON for Modern C++', version: json_version, licence: 'MIT', homepage: 'https://github.com/nlohmann/json',
      purl: `pkg:deb/debian/nlohmann-json3@${encodeURIComponent(json_version)}`,
      text: paragraphs('nlohmann-json3-dev', ['Files: *', 'Files: include/nlohmann/detail/conversions/', 'Files: include/nlohmann/detail/output/', 'License: Expat']),
    },
    {
      name: 'Lucide', version: lucide_version, licence: 'ISC AND MIT', homepage: 'https://github.com/lucide-icons/lucide',
      purl: `pkg:npm/lucide-static@${lucide_version}`, text: read(path.join(checkout, 'node_modules/lucide-static/LICENSE')),
    },
    {
      name: 'Emscripten', version: emscripten_version, licence: 'MIT OR NCSA', homepage: 'https://github.com/emscripten-core/emscripten',
      purl: from_emscripten, text: paragraphs('emscripten', ['Files: *', 'License: Expat', 'License: NCSA~Mozilla']),
      archives: /^lib(GL|emmalloc|fetch|html5|noexit|stubs)(-[a-z0-9-]+)?\.a$/,
    },
    {
      name: 'musl', version: read(`${musl}/VERSION`).trim(), licence: 'MIT', homepage: 'https://musl.libc.org/',
      purl: from_emscripten, text: read(`${musl}/COPYRIGHT`), archives: /^libc(_optz)?(-[a-z-]+)?\.a$/,
    },
    {
      name: 'libc++', version: llvm, licence: 'Apache-2.0 WITH LLVM-exception', homepage: 'https://libcxx.llvm.org/',
      purl: from_emscripten, text: of_llvm('libcxx'), archives: /^libc\+\+(-[a-z-]+)?\.a$/,
    },
    {
      name: 'libc++abi', version: llvm, licence: 'Apache-2.0 WITH LLVM-exception', homepage: 'https://libcxxabi.llvm.org/',
      purl: from_emscripten, text: of_llvm('libcxxabi'), archives: /^libc\+\+abi(-[a-z-]+)?\.a$/,
    },
    {
      name: 'compiler-rt', version: llvm, licence: 'Apache-2.0 WITH LLVM-exception', homepage: 'https://compiler-rt.llvm.org/',
      purl: from_emscripten, text: of_llvm('compiler-rt'), archives: /^libclang_rt\.builtins(-[a-z-]+)?\.a$/,
    },
  ];
}

/** The static libraries that the linker took something from. @param {string} extracted what it wrote down (--why-extract) */
export const archives_in = (extracted) => [...new Set([...extracted.matchAll(/([^/\t\n]+\.a)\(/g)].map(([, archive]) => archive))].sort();

const is_ours = (/** @type {string} */ archive) => /^libbyok_[a-z]+\.a$/.test(archive);

/** The libraries that no row speaks for. @param {string[]} archives @param {Component[]} known */
export const unknown_archives = (archives, known) => archives.filter((archive) => !is_ours(archive) && !known.some((each) => each.archives?.test(archive)));

/** All notices in one text. @param {Component[]} all */
export const notices = (all) =>
  `This site contains the following works, each under its own licence.\n${all.map(({ name, version, licence, homepage, text }) =>
    `\n${'─'.repeat(100)}\n${name} ${version}\n${homepage}\n${licence}\n\n${text.trim()}\n`).join('')}`;
