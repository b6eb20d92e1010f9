// @ts-check
// A database that somebody or something has damaged, before a start and under a running server: a sentence that says
// what to do, or the right answer; never a wrong list.

import assert from 'node:assert/strict';
import { closeSync, copyFileSync, cpSync, openSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { SeededRandom, fresh_seed } from './seeded_random.mjs';
import { Server, assert_error } from './server_process.mjs';

const seed = Number(process.env.BYOK_SEED ?? fresh_seed());
const page_bytes = 4096;

/** As it was after each write, so that an earlier state is known for one. @type {string[]} */
const states = [];
/** A server's folder as a kill left it: most of it is in the log. @type {Server} */
let whole;

const list_of = async (/** @type {Server} */ server) => (await server.ask('GET', server.path('/provider-keys'))).body;

before(async () => {
  whole = await Server.start();
  for (let i = 0; i < 25; ++i) await whole.create_provider_key({ name: `Moved into the file ${i}`, provider_key: `sk-made-up-${'x'.repeat(i * 100)}-${i}` });
  await whole.stop();
  await whole.start();
  states.push(JSON.stringify(await list_of(whole)));
  for (let i = 0; i < 25; ++i) {
    await whole.create_provider_key({ name: `In the log ${i}` });
    states.push(JSON.stringify(await list_of(whole)));
  }
  await whole.end('SIGKILL');
  assert.ok(statSync(path.join(whole.data, 'byok.sqlite-wal')).size > 25 * page_bytes);
});
after(() => whole.discard());

/** A copy of it. @param {(server: Server, file: string, log: string) => Promise<void>} body */
async function with_copy(body) {
  const server = new Server();
  try {
    cpSync(whole.data, server.data, { recursive: true });
    rmSync(path.join(server.data, 'byok.sqlite-shm'), { force: true });
    const file = path.join(server.data, 'byok.sqlite');
    await body(server, file, file + '-wal');
  } finally {
    await server.discard();
  }
}

/** Overwrites bytes in the middle. @param {string} file @param {number} offset @param {Uint8Array} bytes */
function overwrite(file, offset, bytes) {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, offset);
  closeSync(descriptor);
}

/**
 * The list it serves after its start, or undefined where the start was refused with a sentence that says what to do.
 * @param {Server} server
 */
async function list_after_start(server) {
  const begin = server.err.length;
  try {
    await server.start();
  } catch {
    const sentences = server.err.slice(begin).split('\n').filter((line) => line && !line.startsWith('{'));
    assert.equal(sentences.length, 1, server.err.slice(begin));
    assert.match(sentences[0], /^byok-server: The database .*byok\.sqlite .*backup.*--data/);
    return undefined;
  }
  return JSON.stringify(await list_of(server));
}

test('a database that was cut off anywhere is told at the start, and left as it is', () => with_copy(async (server, file, log) => {
  rmSync(log);
  const size = statSync(file).size;
  const bytes = readFileSync(file);
  for (const length of [size - 1, size - page_bytes, Math.floor(size / 2), page_bytes + 1, page_bytes, 100, 16, 1, 0]) {
    writeFileSync(file, bytes.subarray(0, length));
    assert.ok(await list_after_start(server) === undefined, `${length} of ${size} bytes`);
    assert.equal(statSync(file).size, length);
  }
}));

test('a database that was emptied while its log is there is told, and the log is left alone', () => with_copy(async (server, file, log) => {
  const size = statSync(log).size;
  truncateSync(file, 0);
  assert.equal(await list_after_start(server), undefined);
  assert.equal(statSync(log).size, size);
  rmSync(file);
  assert.equal(await list_after_start(server), undefined);
  assert.equal(statSync(log).size, size);
}));

test('pages that hold anything else are told at the start, or do not show', (context) => with_copy(async (server, file, log) => {
  context.diagnostic(`BYOK_SEED=${seed}`);
  const random = new SeededRandom(seed);
  rmSync(log);
  const bytes = readFileSync(file);
  let told = 0;
  for (let page = 0; page < bytes.length / page_bytes; ++page) {
    for (const filling of [() => 0, () => 0xff, () => random.below(256)]) {
      writeFileSync(file, bytes);
      overwrite(file, page * page_bytes, Uint8Array.from({ length: page_bytes }, filling));
      const list = await list_after_start(server);
      if (list === undefined) ++told;
      else assert.ok(list === states[0], `page ${page}`);
      await server.end('SIGKILL');
      rmSync(log, { force: true });
    }
  }
  assert.ok(told > bytes.length / page_bytes, `${told} of ${bytes.length / page_bytes} pages were told`);
}));

test('a log that was cut or overwritten anywhere gives what was there at an earlier moment, whole', (context) => with_copy(async (server, file, log) => {
  context.diagnostic(`BYOK_SEED=${seed}`);
  const random = new SeededRandom(seed);
  const [database, bytes] = [readFileSync(file), readFileSync(log)];
  assert.equal(await list_after_start(server), states.at(-1));
  for (let round = 0; round < 12; ++round) {
    await server.end('SIGKILL');
    writeFileSync(file, database);
    rmSync(file + '-shm', { force: true });
    const offset = random.below(bytes.length);
    if (round % 2 === 0) writeFileSync(log, bytes.subarray(0, round === 0 ? bytes.length / 2 : offset));
    else {
      writeFileSync(log, bytes);
      overwrite(log, offset, Uint8Array.from({ length: Math.min(5000, bytes.length - offset) }, () => random.below(256)));
    }
    const list = await list_after_start(server);
    if (list !== undefined) assert.ok(states.includes(list), `round ${round}`);
  }
}));

test('a database that is damaged under a running server is told, or answered rightly', () => with_copy(async (server, file) => {
  const bytes = readFileSync(file);
  for (const damage of [() => truncateSync(file, 0), () => truncateSync(file, bytes.length / 2), () => overwrite(file, 0, new Uint8Array(bytes.length)),
    () => overwrite(file, page_bytes, new Uint8Array(bytes.length - page_bytes).fill(0x5a))]) {
    assert.equal(await list_after_start(server), states.at(-1));
    damage();
    for (const where of ['/provider-keys', '/api_keys', '']) {
      const answer = await server.ask('GET', server.path(where));
      if (answer.status !== 200) assert_error(answer, 500, 'api_error', []);
      else if (where === '/provider-keys') assert.equal(JSON.stringify(answer.body), states.at(-1));
    }
    const write = await server.ask('POST', server.path('/api_keys'), { body: { name: 'New', type: 'api' } });
    if (write.status !== 201) assert_error(write, 500, 'api_error', []);
    assert.ok([200, 503].includes((await server.ask('GET', '/healthz')).status));
    await server.end('SIGKILL');
    for (const name of ['byok.sqlite', 'byok.sqlite-wal']) copyFileSync(path.join(whole.data, name), path.join(server.data, name));
    rmSync(file + '-shm', { force: true });
  }
}));

test('a server whose database was taken away or replaced while it runs saves nothing more, and says so', () => with_copy(async (server, file) => {
  for (const take of [() => rmSync(file), () => renameSync(file, `${file}.away`), () => { copyFileSync(file, `${file}.new`); renameSync(`${file}.new`, file); }]) {
    assert.equal(await list_after_start(server), states.at(-1));
    take();
    assert.equal(JSON.stringify(await list_of(server)), states.at(-1), 'what it still has is right');
    const write = await server.ask('POST', server.path('/api_keys'), { body: { name: 'New', type: 'api' } });
    assert_error(write, 500, 'api_error', []);
    assert.match(write.body.error.message, /database was moved or deleted .*Nothing was saved\..*restart/);
    assert_error(await server.ask('GET', '/healthz'), 503, 'api_error', []);
    assert.equal((await server.ask('GET', server.path('/api_keys'))).body.data.length, 1);
    await server.end('SIGKILL');
    for (const name of ['byok.sqlite', 'byok.sqlite-wal']) copyFileSync(path.join(whole.data, name), path.join(server.data, name));
    rmSync(file + '-shm', { force: true });
  }
}));
