// @ts-check
// How the site is packed (scripts/site.mjs), and what of the built one must never change by itself.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { is_content_hashed } from '../../scripts/host_headers.mjs';
import { pack_site } from '../../scripts/site.mjs';
import { fill_page, hashed } from '../../scripts/site_files.mjs';
import { PROBE } from '../../web/needs.js';
import { at_end } from '../browser/at_end.mjs';
import { checkout, site } from '../browser/server.mjs';

const program = path.join(checkout, 'build/web/console');
/** @param {string} name */
const built = (name) => readFileSync(path.join(site, name));
/** The file of the site that a page names. @param {string} page @param {string} ending */
const named_in = (page, ending) => readdirSync(site).find((name) => name.endsWith(ending) && built(page).includes(name)) ?? assert.fail(`${page} names no ${ending}`);
/** @param {string} folder */
const contents = (folder) => Object.fromEntries(readdirSync(folder).sort().map((name) => [name, createHash('sha256').update(readFileSync(path.join(folder, name))).digest('hex')]));

/** @param {import('node:test').TestContext} t */
function work_folder(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'byok-pack-'));
  at_end(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the built site is what packing gives, with the files of another folder beside it', async (t) => {
  const work = work_folder(t);
  const extra = path.join(work, 'extra');
  mkdirSync(extra);
  writeFileSync(path.join(extra, 'demo.html'), '<!doctype html>');
  await pack_site({ program, extra: [], out: path.join(work, 'one') });
  cpSync(path.join(work, 'one', named_in('index.html', '.css')), path.join(extra, named_in('index.html', '.css')));
  await pack_site({ program, extra: [extra, path.join(work, 'missing')], out: path.join(work, 'two') });
  const [one, two] = [contents(path.join(work, 'one')), contents(path.join(work, 'two'))];
  assert.deepEqual(Object.keys(two).filter((name) => !(name in one)), ['demo.html', 'demo.html.br']);
  for (const [name, hash] of Object.entries(one)) assert.equal(two[name], hash, name);
  const in_site = contents(site);
  for (const [name, hash] of Object.entries(one)) assert.equal(in_site[name], hash, `${name} as it was built`);

  writeFileSync(path.join(extra, 'index.html'), 'another');
  await assert.rejects(pack_site({ program, extra: [extra], out: path.join(work, 'two') }), /is another index\.html/);
  assert.deepEqual(contents(path.join(work, 'two')), two, 'and the old site stays');
});

test('the demo is the same bytes wherever its program was built', () => {
  const built = path.dirname(site);
  const wanted = readFileSync(path.join(site, 'demo.html'));
  for (const name of ['x', 'AAAA-LLLL-eeee']) {
    const work = mkdtempSync(path.join(tmpdir(), `byok-${name}-`));
    try {
      for (const file of ['demo.mjs', 'demo.wasm']) cpSync(path.join(built, file), path.join(work, file));
      execFileSync('node', ['scripts/demo.mjs', work, path.join(work, 'out')], { cwd: checkout });
      assert.ok(readFileSync(path.join(work, 'out/demo.html')).equals(wanted), name);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
});

test('every file of the page is named by its content, and stands in the page with its digest', () => {
  const page = built('index.html').toString();
  const files = ['.svg', '.css', '.wasm'].map((ending) => named_in('index.html', ending)).concat([...page.matchAll(/src="([^"]+)"/g)].map(([, name]) => name));
  assert.equal(files.length, 5);
  for (const name of files) {
    assert.ok(is_content_hashed(name), name);
    assert.equal(name, hashed(name.replace(/-[0-9a-f]+\./, '.'), built(name)));
    const digest = 'sha384-' + createHash('sha384').update(built(name)).digest('base64');
    if (!name.endsWith('.svg')) assert.ok(page.includes(`"${name}" ${name.endsWith('.wasm') ? 'data-' : ''}integrity="${digest}"`), name);
    assert.ok(brotliDecompressSync(built(`${name}.br`)).equals(built(name)), name);
  }
  assert.ok(page.includes(`data-bytes="${built(files.find((name) => name.endsWith('.wasm')) ?? '').length}"`));
  assert.doesNotMatch(page, /<!--|<style|<script(?![^>]* src=)| on[a-z]+=/, 'nothing in the page itself that a policy would have to allow');
});

test('no path, name or date of the machine that built it is in any file', () => {
  const strange = [checkout, '/usr/', '/home/', '/root/', '/tmp/', '/build/', 'file://', String(new Date().getFullYear()) + '-'];
  for (const name of readdirSync(site).filter((each) => !each.endsWith('.br'))) {
    const content = built(name).toString('latin1');
    assert.deepEqual(strange.filter((each) => content.includes(each)), [], name);
  }
});

test('the program needs nothing of WebAssembly but what the page asks of the browser', () => {
  const needed = ['sign-ext', 'bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'mutable-globals'];
  const accepts = (/** @type {string} */ file, /** @type {string[]} */ features) =>
    spawnSync('wasm-opt', ['-mvp', ...features.map((each) => `--enable-${each}`), file, '-o', '/dev/null'], { encoding: 'utf8' }).status === 0;
  assert.ok(accepts(`${program}.wasm`, needed), 'the program is valid with what web/needs.js asks for');
  const work = mkdtempSync(path.join(tmpdir(), 'byok-probe-'));
  try {
    const probe = path.join(work, 'probe.wasm');
    writeFileSync(probe, PROBE);
    assert.ok(WebAssembly.validate(PROBE) && accepts(probe, needed));
    for (const each of ['sign-ext', 'bulk-memory-opt', 'nontrapping-float-to-int']) {
      const others = needed.filter((other) => other !== each && (each !== 'bulk-memory-opt' || other !== 'bulk-memory'));
      assert.ok(!accepts(probe, others), `the probe needs ${each}`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

describe('a page\'s template', () => {
  const policy = '<meta http-equiv="Content-Security-Policy" content="" />';
  const asset = { name: 'a-0123456789ab.js', integrity: 'sha384-x', bytes: 7 };

  test('gets names, digests and the policy, and loses what only people read', () => {
    assert.equal(fill_page(`${policy}\n<!-- why -->\n  <script src="a.js"></script>\n  <link rel="icon" href="b.svg" />`,
      new Map([['a.js', asset], ['b.svg', { ...asset, name: 'b-0123456789ab.svg' }]]), "default-src 'none'"),
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'" />\n<script src="a-0123456789ab.js" integrity="sha384-x"></script>\n<link rel="icon" href="b-0123456789ab.svg" />`);
  });

  test('that names a file which is not there, or leaves one out, is refused', () => {
    assert.throws(() => fill_page(`${policy}<script src="b.js"></script>`, new Map([['a.js', asset]]), ''), /asks for b\.js/);
    assert.throws(() => fill_page(policy, new Map([['a.js', asset]]), ''), /does not use a\.js/);
    assert.throws(() => fill_page('<script src="a.js"></script>', new Map([['a.js', asset]]), ''), /one empty policy/);
  });
});

test('packing fails when the program is not there, and leaves the old site', (t) => {
  const out = path.join(work_folder(t), 'site');
  mkdirSync(out);
  writeFileSync(path.join(out, 'index.html'), 'old');
  const { status } = spawnSync('node', [path.join(checkout, 'scripts/site.mjs'), '--program', path.join(out, 'nothing'), '--out', out], { encoding: 'utf8' });
  assert.notEqual(status, 0);
  assert.equal(readFileSync(path.join(out, 'index.html'), 'utf8'), 'old');
  assert.throws(() => execFileSync('node', [path.join(checkout, 'scripts/site.mjs')], { stdio: 'pipe' }), /usage/);
});
