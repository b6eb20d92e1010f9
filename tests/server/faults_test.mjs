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
