// @ts-check
// What scripts/dist makes: whole, the same every time, and checked by programs that are not ours.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { api_base, path_prefix } from '../../scripts/dist.mjs';
import { headers_of, meta_policy } from '../../scripts/host_headers.mjs';
import { archives_in, components, unknown_archives } from '../../scripts/licences.mjs';
import { checkout } from '../browser/server.mjs';
import { date, made_dist } from './made_dist.mjs';

/** @type {ReturnType<typeof made_dist>} */
let dist;
before(() => { dist = made_dist(); });
after(() => dist?.discard());

/** @param {string} name */
const file = (name) => path.join(dist.folder, name);
/** @param {string} name */
const text = (name) => readFileSync(file(name), 'utf8');
const every_file = () => readdirSync(dist.folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  .map((each) => path.relative(dist.folder, path.join(each.parentPath, each.name))).sort();

test('sha256sum finds every file as SHA256SUMS says it is, and none that it does not name', () => {
  assert.doesNotThrow(() => execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: dist.folder }));
  const named = text('SHA256SUMS').trimEnd().split('\n').map((line) => line.slice(66));
  assert.deepEqual(named, every_file().filter((name) => name !== 'SHA256SUMS'));
  writeFileSync(file('config.json'), '{ }\n');
  const changed = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: dist.folder, encoding: 'utf8' });
  writeFileSync(file('config.json'), '{}\n');
  assert.match(changed.stdout, /config\.json: FAILED/);
});

test('the same site gives the same bytes again', () => {
  const again = made_dist();
  try {
    assert.equal(readFileSync(path.join(again.folder, 'SHA256SUMS'), 'utf8'), text('SHA256SUMS'));
  } finally {
    again.discard();
  }
});

test('every file that can be made smaller has both compressed copies, and config.json, which operators edit, has none', () => {
  for (const name of dist.files.filter((each) => /\.(html|js|css|wasm|svg|txt)$/.test(each))) {
    assert.ok(existsSync(file(`${name}.br`)) && existsSync(file(`${name}.gz`)), name);
  }
  assert.deepEqual(every_file().filter((name) => /^(config\.json|.*\.png)\./.test(name)), []);
});

test('a gzip copy holds no date', () => {
  for (const name of every_file().filter((each) => each.endsWith('.gz'))) assert.equal(readFileSync(file(name)).readUInt32LE(4), 0, name);
});

describe('the bill of materials', () => {
  test('is valid SPDX 2.3, as the SPDX project\'s own tools see it', () => {
    const checked = spawnSync('pyspdxtools', ['--infile', file('sbom.spdx.json')], { encoding: 'utf8' });
    assert.equal(checked.status, 0, checked.stdout + checked.stderr);
    const broken = path.join(dist.folder, '../broken.spdx.json');
    writeFileSync(broken, text('sbom.spdx.json').replaceAll('Apache-2.0 WITH LLVM-exception', 'Apache-2.0 WITH nothing'));
    assert.notEqual(spawnSync('pyspdxtools', ['--infile', broken], { encoding: 'utf8' }).status, 0, 'it would have found something');
  });

  test('names every file by its digest, and every work with its version and licence', () => {
    const document = JSON.parse(text('sbom.spdx.json'));
    const digests = new Map(document.files.map((/** @type {any} */ each) => [each.fileName, each.checksums.find((/** @type {any} */ sum) => sum.algorithm === 'SHA256').checksumValue]));
    for (const name of every_file().filter((each) => each !== 'SHA256SUMS' && each !== 'sbom.spdx.json')) {
      assert.equal(digests.get(`./${name}`), createHash('sha256').update(readFileSync(file(name))).digest('hex'), name);
    }
    assert.equal(document.creationInfo.created, new Date(date * 1000).toISOString().replace('.000', ''));
    const versions = Object.fromEntries(document.packages.map((/** @type {any} */ each) => [each.name, each.versionInfo]));
    for (const name of ['Dear ImGui', 'JSON for Modern C++', 'Lucide', 'Emscripten', 'musl', 'libc++', 'libc++abi', 'compiler-rt', 'esbuild', 'clang']) assert.match(versions[name] ?? '', /^\d+[.:]/, name);
  });
});

describe('the licence notices', () => {
  test('have the text of every work that is in the site', () => {
    const notices = text('LICENSES.txt');
    for (const sentence of ['Omar Cornut', 'Sean Barrett', 'Niels Lohmann', 'Lucide Icons and Contributors', 'Cole Bemis', 'The Emscripten Authors',
      'Rich Felker', 'LLVM exception', 'Apache License', 'University of Illinois', 'Permission is hereby granted, free of charge']) {
      assert.ok(notices.includes(sentence), sentence);
    }
  });

  test('speak for every library that the linker took something from', () => {
    const known = components();
    const archives = archives_in(readFileSync(path.join(checkout, 'build/web/console.extracted'), 'utf8'));
    assert.ok(['libimgui.a', 'libc.a', 'libbyok_core.a'].every((name) => archives.includes(name)), archives.join());
    assert.deepEqual(unknown_archives(archives, known), []);
    assert.deepEqual(unknown_archives(['libbyok_core.a', 'libpng.a', 'libc++.a', 'libcurl.a'], known), ['libpng.a', 'libcurl.a']);
  });
});

describe('an API on another origin', () => {
  test('is named in config.json, in the page\'s own policy and in that of every host', () => {
    const elsewhere = made_dist({ api: 'https://api.example.com/gateway/' });
    try {
      const read = (/** @type {string} */ name) => readFileSync(path.join(elsewhere.folder, name), 'utf8');
      assert.deepEqual(JSON.parse(read('config.json')), { api_base: 'https://api.example.com/gateway' });
      const page = read('index.html');
      assert.ok(page.includes(`content="${meta_policy(['https://api.example.com'])}"`));
      assert.equal(page.replaceAll(' https://api.example.com;', ';'), text('index.html'), 'and the page is the same otherwise');
      const policy = headers_of('index.html', ['https://api.example.com'])['content-security-policy'];
      for (const name of ['_headers', 'hosting/nginx.conf', 'hosting/Caddyfile']) assert.ok(read(name).includes(policy), name);
      // The demo calls nobody.
      assert.ok(!headers_of('demo.html', ['https://api.example.com'])['content-security-policy'].includes('api.example.com'));
    } finally {
      elsewhere.discard();
    }
  });

  test('has to be an address that a policy can name', () => {
    assert.deepEqual(api_base('https://api.example.com:8443/v2/'), { base: 'https://api.example.com:8443/v2', connect: ['https://api.example.com:8443'] });
    assert.deepEqual(api_base('http://127.0.0.1:8080'), { base: 'http://127.0.0.1:8080', connect: ['http://127.0.0.1:8080'] });
    assert.deepEqual(api_base(undefined), { base: '', connect: [] });
    for (const wrong of ['api.example.com', '//api.example.com', 'http://api.example.com', 'ftp://api.example.com', 'https://', 'https://a.example/?q', 'https://a.example/#f',
      'https://user@a.example', 'https://user:word@a.example', "https://a.example/; script-src *", 'https://a.example, https://b.example', 'http://127.0.0.1.example.com', 'javascript:alert()', ' ']) {
      assert.throws(() => api_base(wrong), /--api-base/, wrong);
    }
  });
});

test('a path has to be one', () => {
  for (const [given, wanted] of [[undefined, '/'], ['/', '/'], ['', '/'], ['tools', '/tools/'], ['/tools/byok', '/tools/byok/'], ['tools/byok/', '/tools/byok/']]) {
    assert.equal(path_prefix(given), wanted);
  }
  for (const wrong of ['/a b/', '/a/../b/', '..', './a', '/a;b/', '/{a}/', '/a"/', '/a\n/', '/a//b', '/ä/']) assert.throws(() => path_prefix(wrong), /--prefix/, wrong);
});

describe('scripts/dist', () => {
  /** @param {string[]} args */
  const run = (...args) => spawnSync(path.join(checkout, 'scripts/dist'), args, { encoding: 'utf8', timeout: 60_000 });

  test('says what is wrong with what it is asked', () => {
    for (const args of [['--what'], ['--out'], ['--api-base', ''], ['dist']]) {
      const { status, stderr } = run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /scripts\/dist: .*usage/, args.join(' '));
    }
  });

  test('throws nothing away that it did not make', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'byok-dist-'));
    try {
      writeFileSync(path.join(folder, 'mine.txt'), 'mine');
      const { status, stderr } = run('--out', folder);
      assert.equal(status, 1);
      assert.match(stderr, /was not made by scripts\/dist/);
      assert.equal(readFileSync(path.join(folder, 'mine.txt'), 'utf8'), 'mine');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
