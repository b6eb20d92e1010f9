// @ts-check
// Disks that fill up, fail or become read-only at any step of a write, and clocks that jump: the server refuses clearly
// and comes back with exactly what it has acknowledged.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Faults } from './faults.mjs';
import { RecordedWriter } from './recorded_writer.mjs';
import { SeededRandom, fresh_seed } from './seeded_random.mjs';
import { Server, assert_error } from './server_process.mjs';

const seed = Number(process.env.BYOK_SEED ?? fresh_seed());
const faults = new Faults();
after(() => faults.discard());

/** @type {[import('./faults.mjs').DiskOperation, import('./faults.mjs').DiskError][]} */
const disk_faults = [['write', 'ENOSPC'], ['write', 'EIO'], ['write', 'EROFS'], ['write', 'EDQUOT'], ['sync', 'EIO'], ['sync', 'ENOSPC'],
  ['truncate', 'EIO'], ['read', 'EIO'], ['open', 'EROFS']];

/** @param {(server: Server) => Promise<void>} body */
async function with_server(body) {
  const server = new Server();
  try {
    await body(server);
  } finally {
    faults.lift();
    faults.set_clock(0);
    await server.discard();
  }
}

/** What a server whose disk fails says. @param {import('./server_process.mjs').Answer} answer */
function trouble(answer) {
  if (answer.status < 500) return undefined;
  assert_error(answer, 500, 'api_error', []);
  if (/^The server's disk failed while this was being saved\. Look whether it is there/.test(answer.body.error.message)) return 'uncertain';
  assert.match(answer.body.error.message, /^The server('s)? .*Nothing was saved\.$/);
  return 'refused';
}

test('whatever the disk does at whatever step of a write, it is refused whole or kept whole, and all is well afterwards', (context) => with_server(async (server) => {
  context.diagnostic(`BYOK_SEED=${seed}`);
  await server.start(faults.launch);
  const writer = new RecordedWriter('Writer', new SeededRandom(seed));
  for (let i = 0; i < 6; ++i) await writer.write(server);
  /** @type {Record<string, number>} */
  const refused = {};
  for (const [operation, error] of disk_faults) {
    const name = `${operation} ${error}`;
    refused[name] = 0;
    for (let skip = 0; skip < 6; ++skip) {
      faults.break_disk(operation, error, skip);
      if (!await writer.write(server, trouble)) ++refused[name];
      faults.lift();
      await writer.check(server);
      assert.equal((await server.ask('GET', '/healthz')).status, 200);
      assert.ok(await writer.write(server), 'writes go on');
    }
  }
  context.diagnostic(JSON.stringify(refused));
  for (const name of ['write ENOSPC', 'write EIO', 'write EROFS', 'sync EIO']) assert.ok(refused[name] > 0, `${name} was refused`);
  await server.end('SIGKILL');
  await server.start(faults.launch);
  await writer.check(server);
}));

test('what was said not to be saved is not there after a restart either', () => with_server(async (server) => {
  const writer = new RecordedWriter('Writer', new SeededRandom(seed));
  for (const [operation, error] of disk_faults) {
    for (let skip = 0; skip < 3; ++skip) {
      await server.start(faults.launch);
      await writer.check(server);
      await writer.write(server);
      faults.break_disk(operation, error, skip);
      await writer.write(server, trouble);
      await server.end('SIGKILL');
      faults.lift();
    }
  }
  await server.start(faults.launch);
  await writer.check(server);
}));

test('a disk that fails once is written again at once, so that nothing is uncertain', () => with_server(async (server) => {
  await server.start(faults.launch);
  const writer = new RecordedWriter('Writer', new SeededRandom(seed));
  await writer.write(server);
  faults.break_disk('sync', 'EIO', 0, 1);
  let said;
  assert.equal(await writer.write(server, (answer) => (said = trouble(answer))), false);
  assert.equal(said, 'refused');
  await server.end('SIGKILL');
  faults.lift();
  await server.start(faults.launch);
  await writer.check(server);
}));

/** Starts it to its end; when that is refused, in one sentence that names what is wrong. @param {Server} server */
async function try_to_start(server) {
  const begin = server.err.length;
  const started = await server.start(faults.launch).then(() => true, () => false);
  await server.end(started ? 'SIGTERM' : 'SIGKILL');
  if (started) return true;
  const sentences = server.err.slice(begin).split('\n').filter((line) => line && !line.startsWith('{'));
  assert.equal(sentences.length, 1, server.err.slice(begin));
  assert.match(sentences[0], /^byok-server: (Cannot .*: .*|The .*)\.( .*\.)?$/);
  return false;
}

test('a start that the disk does not allow is refused with a sentence, and the next one finds all that was kept', () => with_server(async (server) => {
  await server.start(faults.launch);
  const writer = new RecordedWriter('Writer', new SeededRandom(seed));
  for (let i = 0; i < 6; ++i) await writer.write(server);
  await server.end('SIGKILL');
  let refused = 0;
  for (const [operation, error] of disk_faults) {
    for (let skip = 0; skip < 3; ++skip) {
      faults.break_disk(operation, error, skip);
      if (!await try_to_start(server)) ++refused;
      faults.lift();
      await server.start(faults.launch);
      await writer.check(server);
      await writer.write(server);
      await server.end('SIGKILL');
    }
  }
  assert.ok(refused >= 10, `${refused} starts were refused`);
}));

test('a first start that the disk breaks off at any step leaves a folder in which the next one succeeds', async () => {
  let refused = 0;
  for (const [operation, error] of disk_faults) {
    for (let skip = 0; skip < 8; skip += operation === 'write' ? 1 : 3) {
      await with_server(async (server) => {
        faults.break_disk(operation, error, skip);
        if (!await try_to_start(server)) ++refused;
        faults.lift();
        await server.start(faults.launch);
        await server.create_provider_key();
        assert.equal((await server.ask('GET', server.path('/api_keys'))).body.data.length, 1);
      });
    }
  }
  assert.ok(refused >= 20, `${refused} starts were refused`);
});

test('a clock that jumps by a year and back ends tokens by what it says, and nothing else', () => with_server(async (server) => {
  const year_s = 366 * 24 * 60 * 60;
  await server.start(faults.launch);
  const status = async () => (await server.ask('GET', server.path('/provider-keys'))).status;
  /** @type {any[]} */
  const made = [];
  for (const ahead_s of [0, -year_s, 60, -60, -40 * year_s, 0, 3600]) {
    faults.set_clock(ahead_s);
    made.push(await server.create_provider_key({ name: `Key ${made.length}` }));
    assert.ok(Math.abs(Date.parse(made.at(-1).created_at) - Date.now() - ahead_s * 1000) < 20_000, made.at(-1).created_at);
    for (const jump_s of [year_s, 13 * 60 * 60]) {
      faults.set_clock(jump_s);
      assert.equal(await status(), 401, 'the token has expired');
      assert.equal((await server.ask('GET', '/healthz')).status, 200);
    }
    faults.set_clock(ahead_s);
    assert.equal(await status(), 200, 'and is good again');
  }
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, made, 'in the order in which they were made, whatever the clock said');
  await server.stop();
  for (const ahead_s of [-year_s, year_s, 0]) {
    faults.set_clock(ahead_s);
    await server.start(faults.launch);
    assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, made);
    await server.stop();
  }
}));
