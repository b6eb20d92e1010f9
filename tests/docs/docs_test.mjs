// @ts-check
// The docs site as a reader gets it: built whole into a temporary folder, pictures included, served below a path, and looked
// at in Chromium. What it says is held against the program's sources.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { broken_links } from '../../scripts/docs_site/links.mjs';
import { article_of } from '../../scripts/docs_site/markdown.mjs';
import { reference_of } from '../../scripts/docs_site/reference.mjs';
import { read_sections, write_site } from '../../scripts/docs_site/site.mjs';
import { launch } from '../browser/browser.mjs';
import { checkout } from '../browser/server.mjs';
import { StaticSite } from '../browser/static_site.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {string} of axe */
const axe_source = createRequire(import.meta.resolve('@axe-core/playwright'))('axe-core').source;
const axe_tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const folder = mkdtempSync(path.join(tmpdir(), 'byok-docs-'));
const out = path.join(folder, 'site');
const names = read_sections().flatMap(({ places }) => places.map(({ name }) => name));

/** @type {import('playwright-core').Browser} */
let browser;
/** Served somewhere below a host's top. @type {StaticSite} */
let host;
/** Ends in a slash. */
let base = '';

before(async () => {
  await write_site({ out, built: path.join(checkout, 'build/web/site') });
  const prefix = '/deep/down/docs/';
  host = await StaticSite.start(out, { prefix });
  base = host.origin + prefix;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await host?.stop();
  rmSync(folder, { recursive: true });
});

/**
 * Opens every page, one after another, in the same window. Demos do not start: they have tests of their own, and take time.
 * @param {import('playwright-core').BrowserContextOptions} options
 * @param {(page: Page, name: string) => Promise<void>} look
 */
async function on_every_page(options, look) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
  try {
    await context.route(/\/demo\.html/, (route) => route.abort());
    const page = await context.newPage();
    for (const name of names) {
      await page.goto(`${base}${name}.html`);
      await look(page, name);
    }
  } finally {
    await context.close();
  }
}

/** @param {string} name */
function written(name) {
  return readFileSync(path.join(out, `${name}.html`), 'utf8');
}

/** @param {string} file from the checkout on */
function source(file) {
  return readFileSync(path.join(checkout, file), 'utf8');
}

/** What a reader sees of a page, white space squeezed. @param {string} name */
async function text_of(name) {
  const page = await browser.newPage();
  await page.goto(`${base}${name}.html`);
  const text = await page.evaluate(() => document.querySelector('main')?.textContent ?? '');
  await page.close();
  return text.replace(/\s+/g, ' ');
}

// ── the pages ──────────────────────────────────────────────────────────────────────────────────────────────────

test('every page is well-formed, for a parser that forgives nothing', async () => {
  const page = await browser.newPage();
  for (const name of names) {
    const problem = await page.evaluate((text) => new DOMParser().parseFromString(text, 'application/xhtml+xml').querySelector('parsererror')?.textContent, written(name));
    assert.equal(problem, undefined, name);
  }
  await page.close();
});

test('every page has one title of its own, a summary, and the navigation with its own place in it', async () => {
  const titles = new Set();
  await on_every_page({}, async (page, name) => {
    assert.equal(await page.locator('h1').count(), 1, name);
    titles.add(await page.title());
    assert.notEqual(await page.locator('meta[name=description]').getAttribute('content'), '', name);
    const current = page.getByRole('navigation', { name: 'All pages' }).locator('a[aria-current=page]:visible');
    assert.equal(await current.getAttribute('href'), `${name}.html`);
  });
  assert.equal(titles.size, names.length);
});

test('every link and every anchor leads somewhere, and addresses outside are https', async () => {
  /** @type {Map<string, Set<string>>} */
  const ids = new Map();
  /** @type {[string, string][]} */
  const links = [];
  await on_every_page({}, async (page, name) => {
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
      links: [...document.querySelectorAll('[href], [src], [srcset]')].map((each) => each.getAttribute('href') ?? each.getAttribute('src') ?? each.getAttribute('srcset') ?? ''),
    }));
    assert.equal(new Set(found.ids).size, found.ids.length, `an id is there twice in ${name}`);
    ids.set(`${base}${name}.html`, new Set(found.ids));
    links.push(...found.links.map((link) => /** @type {[string, string]} */ ([name, link])));
  });
  assert.ok(links.length > 500, `${links.length} links`);
  const asked = new Map();
  for (const [name, link] of links) {
    const url = new URL(link, `${base}${name}.html`);
    if (!url.href.startsWith(base)) {
      assert.ok(url.protocol === 'https:' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname), `${name} links to ${link}`);
      continue;
    }
    assert.doesNotMatch(link, /^\/|^[a-z]+:/, `${name} links to ${link}, which works under one path alone`);
    const file = url.origin + url.pathname;
    if (!asked.has(file)) asked.set(file, (await fetch(file)).status);
    assert.equal(asked.get(file), 200, `${name} links to ${link}`);
    if (url.hash) assert.ok(ids.get(file)?.has(decodeURIComponent(url.hash.slice(1))), `${name} links to ${link}`);
  }
});

test('every picture is there in both themes, as large as it says, in twice the pixels', async () => {
  const seen = new Set();
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await on_every_page({ colorScheme }, async (page, name) => {
      const pictures = await page.evaluate(() => Promise.all([...document.querySelectorAll('main img')].map(async (each) => {
        const image = /** @type {HTMLImageElement} */ (each);
        image.loading = 'eager';
        await image.decode().catch(() => {});
        return { address: image.currentSrc, alt: image.alt, real: [image.naturalWidth, image.naturalHeight], said: [Number(image.getAttribute('width')), Number(image.getAttribute('height'))] };
      })));
      for (const { address, alt, real, said } of pictures) {
        assert.deepEqual(real, said.map((size) => 2 * size), `${address} in ${name}`);
        assert.ok(address.endsWith(`-${colorScheme}.png`), address);
        assert.ok(alt.length > 10, address);
        seen.add(path.basename(address));
      }
    });
  }
  const files = readdirSync(path.join(out, 'pictures'));
  assert.ok(files.length >= 10, `${files.length} pictures`);
  assert.deepEqual([...seen].sort(), files.sort(), 'pictures that no page shows');
  for (const file of files.filter((each) => each.endsWith('-dark.png'))) {
    const [dark, light] = [file, file.replace('-dark', '-light')].map((each) => readFileSync(path.join(out, 'pictures', each)));
    assert.ok(!dark.equals(light), `${file} is dark`);
  }
});

test('with their demos running, pages ask their own folder alone, and the browser has nothing to complain about', async () => {
  const complaints = /** @type {string[]} */ ([]);
  const foreign = /** @type {string[]} */ ([]);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('console', (message) => {
    // Said by the software renderer, not by the page.
    if (!/GPU stall due to ReadPixels/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  for (const name of names) {
    await page.goto(`${base}${name}.html`);
    const demo = page.locator('byok-console').first();
    if (await demo.count()) {
      await demo.scrollIntoViewIfNeeded();
      await page.frameLocator('byok-console iframe').first().locator('body.started').waitFor();
    }
    const scripts = await page.evaluate(() => [...document.querySelectorAll('script')].map((each) => each.getAttribute('src')));
    assert.deepEqual(scripts, (await page.locator('byok-console').count()) > 0 ? ['embed.js'] : [], name);
    assert.match((await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')) ?? '', /^default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'$/);
  }
  await context.close();
  assert.deepEqual(complaints, []);
  assert.deepEqual(foreign, []);
});

for (const [colorScheme, width] of /** @type {const} */ ([['light', 1400], ['dark', 1400], ['light', 360]])) {
  test(`axe finds nothing on any page, in ${colorScheme}, ${width} pixels wide`, async () => {
    await on_every_page({ colorScheme, viewport: { width, height: 800 } }, async (page, name) => {
      await page.evaluate(axe_source);
      const { violations, passes } = await page.evaluate(async (values) => {
        const result = await /** @type {any} */ (window).axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'], iframes: false });
        return { violations: result.violations, passes: result.passes.length };
      }, axe_tags);
      assert.ok(passes > 10, name);
      const lines = violations.map((/** @type {any} */ each) => `${each.id}: ${each.nodes.map((/** @type {any} */ node) => node.html).slice(0, 3).join(' ')}`);
      assert.deepEqual(lines, [], name);
    });
  });
}

test('nothing has to be scrolled sideways in a window 320 pixels wide', async () => {
  await on_every_page({ viewport: { width: 320, height: 640 } }, async (page, name) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 320, name);
  });
});

test('the first Tab reaches a link that skips to the content', async () => {
  const page = await browser.newPage();
  await page.goto(`${base}hosting.html`);
  await page.keyboard.press('Tab');
  const link = page.getByRole('link', { name: 'Skip to the content' });
  assert.ok((await link.boundingBox())?.y ?? -1 >= 0, 'it is on screen while it has the focus');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'content');
  await page.close();
});

test('on paper there is the article and no navigation', async () => {
  const page = await browser.newPage();
  await page.goto(`${base}bedrock.html`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(await page.getByRole('navigation').count(), 0);
  assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgb(255, 255, 255)');
  await page.close();
});

test('where no script runs, a demo is a link to it', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}bedrock.html`);
  await page.getByRole('link', { name: 'Open the live demo' }).first().click();
  await page.waitForURL(`${base}demo.html?scenario=bedrock&open=new&provider=bedrock`);
  await context.close();
});

// ── what they say ──────────────────────────────────────────────────────────────────────────────────────────────

test('the reference has every operation, parameter, answer, schema and description of openapi.yaml', async () => {
  const document = parse(source('assets/openapi.yaml'));
  const text = await text_of('api-reference');
  const html = written('api-reference');
  const anchors = [];
  const statuses = [];
  for (const [address, item] of Object.entries(/** @type {Record<string, any>} */ (document.paths))) {
    for (const [method, operation] of Object.entries(item)) {
      if (method === 'parameters') continue;
      anchors.push(operation.operationId);
      const section = html.slice(html.indexOf(`id="${operation.operationId}"`)).split('</section>')[0].replaceAll('<wbr />', '').replace(/<[^>]*>/g, '');
      assert.ok(section.includes(`${method.toUpperCase()} ${address}`), `${method} ${address}`);
      for (const status of Object.keys(operation.responses)) {
        statuses.push(status);
        assert.match(section, new RegExp(`^${status}\\b`, 'm'), `${operation.operationId}: ${status}`);
      }
    }
  }
  assert.ok(anchors.length > 15 && statuses.length > 100, `${anchors.length} operations, ${statuses.length} answers`);
  for (const [kind, prefix] of [['schemas', 'schema'], ['responses', 'response'], ['headers', 'header']]) {
    anchors.push(...Object.keys(document.components[kind]).map((name) => `${prefix}-${name}`));
  }
  for (const anchor of anchors) assert.ok(html.includes(` id="${anchor}"`), `there is no #${anchor}`);

  /** Names of members, and whatever is said in words or as an example, wherever it stands. */
  const said = /** @type {string[]} */ ([]);
  (function walk(/** @type {any} */ node, /** @type {string} */ where) {
    if (node === null || typeof node !== 'object') return;
    for (const [name, value] of Object.entries(node)) {
      if (where === 'properties') said.push(name);
      if (where === 'properties' || where === 'schemas') walk(value, '');
      else if (['description', 'summary'].includes(name) && typeof value === 'string') said.push(value);
      else if (['pattern', 'const', 'format', 'operator', 'scheme'].includes(name) && typeof value === 'string' && value !== 'bearer') said.push(value);
      else if (['minLength', 'maxLength', 'minimum', 'maximum', 'maxItems', 'maxProperties'].includes(name) && value !== 0) said.push(String(value));
      else if (name === 'enum') said.push(...value.filter((/** @type {unknown} */ each) => typeof each === 'string' && each !== ''));
      else walk(value, name);
    }
  })({ paths: document.paths, components: document.components, description: document.info.description }, '');
  assert.ok(said.length > 300, `${said.length} words`);
  const plain = (/** @type {string} */ words) => words.replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();
  const shown = plain(text);
  assert.deepEqual(said.map(plain).filter((words) => !shown.includes(words)), []);
});

test('every provider of the program has a page: where to get the key, what a test checks, what it answers', async () => {
  const rows = [...source('src/core/provider.cpp').matchAll(/^ {4}\{"(\w+)", "([^"]+)",.*?"(https:[^"]+)"\},/gms)];
  assert.equal(rows.length, 9);
  const overview = written('providers');
  for (const [, slug, provider, keys_url] of rows) {
    const [, name] = new RegExp(`<a href="([a-z-]+)\\.html">${provider.replace('.', '\\.')}</a></(?:th|td)>`).exec(overview) ?? [];
    assert.ok(name, `the overview leads to ${provider}`);
    const page = written(name);
    assert.ok(page.includes(`href="${keys_url}"`) && overview.includes(`href="${keys_url}"`), `${name} and the overview lead to ${keys_url}`);
    for (const heading of [/^where-to-get/, /^what-to-enter$/, /^what-test-credentials-checks$/, /^common-answers$/]) {
      assert.ok([...page.matchAll(/<h2 id="([^"]+)"/g)].some(([, id]) => heading.test(id)), `${name} has ${heading}`);
    }
    const verdicts = source('src/server/verify/answer_rules.cpp').match(new RegExp(`\\{"${slug}[/"]`, 'g'))?.length ?? 0;
    const answers = page.slice(page.indexOf('id="common-answers"')).match(/<tr><th scope="row">(Valid|Limited|Invalid|Not found out)</g)?.length ?? 0;
    assert.ok(answers > 1 && answers <= verdicts, `${name}: ${answers} answers of ${verdicts} rules`);
    assert.match(page, new RegExp(`<byok-console[^>]* provider="${slug}"`), `${name} has its form`);
  }
});

test('each sentence that a test can say is on a page', async () => {
  const all = names.map((name) => written(name)).join('\n').replace(/<[^>]*>/g, '').replaceAll('&quot;', '"');
  const rules = source('src/server/verify/answer_rules.cpp').replace(/"\s*\n\s*"/g, '');
  const sentences = [...rules.matchAll(/"([A-Z][^"{}]{20,}\.)"/g)].map(([, sentence]) => sentence).filter((sentence) => !/cancelled|too old/.test(sentence));
  assert.ok(sentences.length > 40, `${sentences.length} sentences`);
  assert.deepEqual(sentences.filter((sentence) => !all.includes(sentence)), []);
});

test('every region that the form offers is on the page of Bedrock', () => {
  const ids = [...source('src/core/region.cpp').matchAll(/^ {4}\{"([a-z]+(?:-[a-z]+)+-\d)",/gm)].map(([, id]) => id);
  assert.ok(ids.length > 30 && ids.includes('us-east-1'));
  const page = written('bedrock');
  assert.deepEqual(ids.filter((id) => !page.includes(`<code>${id}</code>`)), []);
});

test('hosting names every member of config.json, and what each means when left out', () => {
  const settings = source('src/app/settings.cpp');
  const members = [...settings.matchAll(/^ {4}\{"(\w+)", &Settings::/gm), ...settings.matchAll(/_member = "(\w+)"/g)].map(([, name]) => name);
  assert.ok(members.length >= 7 && members.includes('api_base') && members.includes('idle_minutes'));
  const page = written('hosting');
  for (const member of members) {
    assert.match(page, new RegExp(`<td><code>${member}</code></td>\\s*<td>[^\\0]*?</td>\\s*<td>[^\\0]+?</td>`), member);
    assert.ok(page.includes(`&quot;${member}&quot;:`), `the example has ${member}`);
  }
});

test('hosting quotes the content security policy that byok-server sends', () => {
  const squeezed = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
  // The console's own: nobody may frame it.
  const [, pieces = ''] = /constexpr Header policy\{\s*"content-security-policy",\s*([^}]*)\}/.exec(source('src/server/response.cpp')) ?? [];
  const sent = pieces.match(/"[^"]*"/g)?.map((piece) => piece.slice(1, -1)).join('') ?? '';
  assert.ok(sent.startsWith("default-src 'none'; "), sent);
  assert.ok(squeezed(written('hosting')).includes(squeezed(sent)), sent);
});

test('the page of byok-server names every flag, command and variable that it knows', () => {
  const flags = source('src/server/flags.cpp');
  const words = new Set([
    ...[...flags.matchAll(/"(--[a-z-]+)"/g)].map(([, name]) => name),
    ...[...flags.matchAll(/^ {2}(token|keys|backup|restore)( [a-z]+)?/gm)].map(([, command, rest = '']) => command + rest),
    ...(flags.match(/BYOK_[A-Z_]+/g) ?? []),
    ...[...source('src/server/sealing_keys.cpp').matchAll(/"(BYOK_\w+)"/g)].map(([, name]) => name),
  ]);
  assert.ok(words.size > 20, [...words].join(' '));
  const page = written('byok-server');
  assert.deepEqual([...words].filter((word) => !page.includes(word)), []);
});

test('embedding names every attribute of the element, and every value that the demo knows', () => {
  const embed = source('web/embed.js');
  const listed = (/** @type {RegExp} */ pattern, word = /'(\w+)'/g) => [...(pattern.exec(embed)?.[1] ?? '').matchAll(word)].map(([, name]) => name);
  const attributes = new Set([...listed(/IN_ADDRESS = \{([^}]*)\}/, /(\w+):/g), ...listed(/observedAttributes = \[([^\]]*)\]/), ...[...embed.matchAll(/getAttribute\('(\w+)'\)/g)].map(([, name]) => name)]);
  const values = [...source('src/demo/scenario.cpp').matchAll(/^ {4}\{"([a-z-]+)", /gm)].map(([, name]) => name);
  assert.ok(attributes.size >= 8 && values.length >= 10, `${[...attributes]} ${values}`);
  const page = written('embedding');
  const slugs = [...source('src/core/provider.cpp').matchAll(/^ {4}\{"(\w+)"/gm)].map(([, slug]) => slug);
  assert.deepEqual([...attributes, ...values, ...slugs].filter((word) => !page.includes(`<code>${word}</code>`)), []);
  const { body } = article_of(`# A\n\n\`\`\`demo\n${[...attributes].map((name) => `${name}=x`).join('\n')}\n\`\`\``);
  for (const name of attributes) assert.ok(body.text.includes(` ${name}="x"`), `a page's demo can have ${name}`);
});

test('the sentences that the tables of trouble quote are the program\'s own', async () => {
  // Texts of the sources as the program says them: pieces in a row are one, and names stand where … is.
  const folders = ['src/app', 'src/core', 'src/server', 'src/service', 'src/server/commands', 'src/ui', 'src/platform', 'src', 'web'];
  const sources = folders.flatMap((each) => readdirSync(path.join(checkout, each)).filter((file) => /\.(cpp|h|js)$/.test(file)).map((file) => source(`${each}/${file}`))).join('\n');
  const program = sources.replace(/\\"/g, '"').replace(/(?<!=)"\s*\n\s*"/g, '').replace(/\s+/g, ' ');
  /** @type {string[]} */
  const quoted = [];
  await on_every_page({}, async (page) => {
    quoted.push(...(await page.evaluate(() => [...document.querySelectorAll('main table')].flatMap((table) => {
      const column = [...table.querySelectorAll('thead th')].findIndex(({ textContent }) => /^(The page|The console|It) says$/.test(textContent ?? ''));
      return column < 0 ? [] : [...table.querySelectorAll('tbody tr')].map((row) => row.children[column].textContent ?? '');
    }))));
  });
  assert.ok(quoted.length > 20, `${quoted.length} sentences`);
  const unknown = quoted.filter((sentence) => sentence
    .split(/…|https:\/\/api\.example\.com|127\.0\.0\.1:8080|(?<=\.) |config\.json: |1440|(?<="[a-z_]+") |(?=")/)
    .map((part) => part.trim().replace(/^"|"$/g, ''))
    .some((part) => part.length > 3 && !program.includes(part)));
  assert.deepEqual(unknown, []);
});

// ── the builder ────────────────────────────────────────────────────────────────────────────────────────────────

test('without the demo the build says what to run, and writes nothing', async () => {
  const nothing = path.join(folder, 'nothing');
  mkdirSync(nothing);
  await assert.rejects(write_site({ out: path.join(folder, 'unwritten'), built: nothing }), /demo\.html: run scripts\/build web first$/);
  assert.ok(!readdirSync(folder).includes('unwritten'));
});

test('a folder of somebody else\'s is not emptied', async () => {
  const other = path.join(folder, 'other');
  mkdirSync(other);
  writeFileSync(path.join(other, 'thesis.txt'), 'years of work');
  await assert.rejects(write_site({ out: other, built: path.join(checkout, 'build/web/site'), with_pictures: false }), /holds something else/);
  assert.equal(readFileSync(path.join(other, 'thesis.txt'), 'utf8'), 'years of work');
});

test('links that lead nowhere are found', () => {
  const there = path.join(folder, 'links');
  mkdirSync(there);
  writeFileSync(path.join(there, 'a.html'), '<h1 id="x"></h1><i id="x"></i><a href="b.html#here"></a><a href="b.html#gone"></a><a href="c.html"></a><img src="p.png" /><a href="http://example.com/"></a><a href="https://example.com/"></a><a href="#x"></a>');
  writeFileSync(path.join(there, 'b.html'), '<p id="here"></p>');
  assert.deepEqual(broken_links(there, ['a.html', 'b.html']), [
    'a.html: two things have the id "x"',
    'a.html: there is no "gone" in b.html',
    'a.html: there is no c.html',
    'a.html: there is no p.png',
    'a.html: http://example.com/ is no https address',
  ]);
});

test('a page cannot have what no page may have', () => {
  /** @type {[string, RegExp][]} */
  const wrong = [
    ['No title', /begins with its title/],
    ['# A\n\n# B', /one title alone/],
    ['# A\n\n[x](http://example.com/)', /cannot link to/],
    ['# A\n\n[x](../README.md)', /cannot link to/],
    ['# A\n\n[x](/hosting.md)', /cannot link to/],
    ['# A\n\n![words](https://example.com/x.png)', /a picture is one of the demo/],
    ['# A\n\n![](demo:?open=new)', /says in words/],
    ['# A\n\n![words](demo:?size=wide)', /size is such as/],
    ['# A\n\n```demo\nscenary=empty\n```', /has no "scenary"/],
    ['# A\n\n```answers\nnobody\n```', /no answers of "nobody"/],
  ];
  for (const [text, message] of wrong) assert.throws(() => article_of(text), message, text);
});

test('markup in a page is text', () => {
  const { body } = article_of('# A\n\n<script>alert(1)</script> and `<b>` & "so on"\n\n[x](javascript:alert(1))');
  assert.doesNotMatch(body.text, /<script|<b>|href/);
  assert.match(body.text, /&lt;script&gt;/);
});

test('a picture of the demo names its query, size and steps', () => {
  const { pictures, body } = article_of('# A\n\n![A form, filled](demo:?scenario=empty&open=new&size=900x600&menu=2&press=Add+region&fill=Name:a:b)');
  assert.deepEqual(pictures, [{
    name: 'scenario-empty-open-new-size-900x600-menu-2-press-add-region-fill-name-a-b', query: 'scenario=empty&open=new', width: 900, height: 600,
    steps: [{ menu: 2 }, { press: 'Add region' }, { fill: 'Name', text: 'a:b' }],
  }]);
  assert.match(body.text, /alt="A form, filled" width="900" height="600"/);
});

test('a keyword of a schema that the reference cannot show is an error, as is a reference that leads nowhere', () => {
  const document = parse(source('assets/openapi.yaml'));
  document.components.schemas.Id.multipleOf = 3;
  assert.throws(() => reference_of(document), /does not know how to show "multipleOf"/);
  delete document.components.schemas.Id.multipleOf;
  document.paths['/healthz'].get.responses['503'] = { $ref: '#/components/responses/Gone' };
  assert.throws(() => reference_of(document), /there is no #\/components\/responses\/Gone/);
});
