// @ts-check
// Starting, stopping, dying and starting again; and every reason not to start.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { until } from '../browser/until.mjs';
import { Server, assert_error, run_to_end } from './server_process.mjs';

/** Runs `body` with a server that is discarded in the end, started or not. @param {(server: Server) => Promise<void>} body */
async function with_server(body) {
  const server = new Server();
  try {
    await body(server);
  } finally {
    await server.discard();
  }
}

/** Checks that a start over the folder of `server` is refused with one sentence. @param {Server} server @param {RegExp} sentence @param {import('./server_process.mjs').Launch} [launch] */
function assert_not_started(server, sentence, launch = {}) {
  const { code, out, err } = run_to_end(['--port', '0', '--data', server.data, ...(launch.args ?? [])], launch);
  assert.equal(code, 1, err);
  assert.equal(out, '');
  assert.match(err, /^byok-server: [^\n]+\n$/, 'one sentence');
  assert.match(err, sentence);
}

test('the first start makes an organization, a key to sign in with, and one API key', () => with_server(async (server) => {
  await server.start();
  assert.match(server.out, /^Console: http:\/\/127\.0\.0\.1:\d+\/#token=byok_console_[A-Za-z0-9_-]{43}\n$/);
  const keys = await server.ask('GET', server.path('/api_keys'));
  assert.deepEqual(keys.body.data.map((/** @type {any} */ key) => key.name), ['my first key']);
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, []);
  for (const name of ['byok.sqlite', 'master.key', 'lock']) assert.equal(statSync(path.join(server.data, name)).mode & 0o777, 0o600, name);
  assert.equal(statSync(server.data).mode & 0o777, 0o700);
  await server.stop();
  assert.equal(server.out.split('\n').length, 2, 'nothing else is said on standard output');
  assert.ok(server.log().length > 0, 'every line of the log is JSON');
}));

test('everything is there after a restart, and each start has a token of its own', () => with_server(async (server) => {
  await server.start();
  const key = await server.create_provider_key({ name: 'Survivor' });
  const first_token = server.token;
  await server.stop();
  await server.start();
  assert.notEqual(server.token, first_token);
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, [key]);
  assert.equal((await server.ask('GET', '/v1/organizations', { token: first_token })).status, 200, 'the first is still good');
  assert.equal((await server.ask('GET', server.path('/api_keys'))).body.data.length, 1);
}));

test('what was answered with 201 survives a kill, and nothing is there in part', () => with_server(async (server) => {
  await server.start();
  /** @type {any[]} */
  const kept = [];
  let killed = false;
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let i = 0; !killed; ++i) {
      try {
        kept.push(await server.create_provider_key({ name: `Key ${writer}.${i}` }));
      } catch {
        return;
      }
    }
  });
  await until('some are kept', () => kept.length > 40);
  await server.end('SIGKILL');
  killed = true;
  await Promise.all(writers);

  await server.start();
  const { body: there } = await server.ask('GET', server.path('/provider-keys'));
  const by_id = new Map(there.map((/** @type {any} */ key) => [key.id, key]));
  for (const key of kept) assert.deepEqual(by_id.get(key.id), key);
  assert.ok(there.length - kept.length <= writers.length, 'at most the requests under way are there unannounced');
  const rename = await server.ask('POST', server.path(`/provider-keys/${kept.at(-1).id}`), { body: { name: 'Opened again' } });
  assert.equal(rename.status, 200, 'its credential opens');
}));

test('SIGINT and SIGTERM end it cleanly, after the requests under way', () => with_server(async (server) => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    await server.start();
    const names = Array.from({ length: 20 }, (_, i) => `${signal} ${i}`);
    const idle = net.connect(server.port, '127.0.0.1');
    await new Promise((resolve) => idle.on('connect', resolve));
    const requests = names.map((name) => server.create_provider_key({ name }).then(() => true, () => false));
    await Promise.race(requests);
    const code = await server.end(signal);
    assert.equal(code, 0, server.err);
    const answered = (await Promise.all(requests)).filter(Boolean).length;
    idle.destroy();
    await server.start();
    const { body: there } = await server.ask('GET', server.path('/provider-keys'));
    assert.equal(there.filter((/** @type {any} */ key) => key.name.startsWith(signal)).length, answered, 'what was kept was answered, and the other way round');
    await server.stop();
    assert.ok(!existsSync(path.join(server.data, 'byok.sqlite-wal')), 'the log was moved into the database');
  }
}));

test('an unknown or wrong flag is told, with the usage', () => {
  for (const args of [['--prot', '1'], ['--port', 'http'], ['--port'], ['data'], ['--host', 'nowhere']]) {
    const { code, out, err } = run_to_end(args);
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, /^byok-server: .*\.\n\nbyok-server keeps/);
  }
  const help = run_to_end(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.out, /--port N[^]*--host ADDR[^]*--data DIR[^]*--site DIR/);
  assert.match(run_to_end(['--version']).out, /^byok-server \d+\.\d+\.\d+\n$/);
});

test('a port that is taken is told', () => with_server(async (server) => {
  const other = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.on('listening', resolve));
  const { port } = /** @type {net.AddressInfo} */ (other.address());
  assert_not_started(server, new RegExp(`Another program is using 127\\.0\\.0\\.1:${port}\\..*--port`), { args: ['--port', String(port)] });
  other.close();

  await server.start();
  await with_server(async (second) => {
    assert_not_started(second, /Another program is using/, { args: ['--port', String(server.port)] });
  });
  assert_not_started(server, /Another byok-server is using the data folder/);
}));

test('an address that is not this machine\'s is told', () => with_server(async (server) => {
  assert_not_started(server, /Cannot listen on 192\.0\.2\.1:0: .*\./, { args: ['--host', '192.0.2.1'] });
}));

test('two servers cannot use one data folder', () => with_server(async (server) => {
  await server.start();
  assert_not_started(server, /Another byok-server is using the data folder .*--data\./);
  assert.equal((await server.ask('GET', '/healthz')).status, 200);
}));

test('a missing master key is told, and none is made in its place', () => with_server(async (server) => {
  await server.start();
  const key = await server.create_provider_key();
  await server.stop();
  const file = path.join(server.data, 'master.key');
  renameSync(file, file + '.away');
  assert_not_started(server, /The sealing key [0-9a-f]{16} is missing.*backup.*BYOK_MASTER_KEY_FILE.*--data/);
  assert.ok(!existsSync(file));
  renameSync(file + '.away', file);
  await server.start();
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, [key]);
}));

test('a wrong master key is told, whether it was put there or named', () => with_server(async (server) => {
  await server.start();
  await server.stop();
  const file = path.join(server.data, 'master.key');
  const right = readFileSync(file, 'utf8');
  const wrong = path.join(server.folder, 'wrong.key');
  writeFileSync(wrong, 'ab'.repeat(32), { mode: 0o600 });
  assert_not_started(server, /sealing key [0-9a-f]{16} is missing.*what is there: [0-9a-f]{16}.*backup/, { env: { BYOK_MASTER_KEY_FILE: wrong } });
  copyFileSync(wrong, file);
  assert_not_started(server, /sealing key [0-9a-f]{16} is missing.*what is there: [0-9a-f]{16}/);
  for (const text of ['', 'no key', right.slice(0, 40), right + right]) {
    writeFileSync(file, text);
    assert_not_started(server, /does not hold 64 hexadecimal digits/);
  }
  writeFileSync(file, right);
  chmodSync(file, 0o640);
  assert_not_started(server, /chmod 600/);
  chmodSync(file, 0o600);
  await server.start();
}));

test('a master key may lie elsewhere, and has to be there', () => with_server(async (server) => {
  const elsewhere = path.join(server.folder, 'elsewhere.key');
  assert_not_started(server, /There is no sealing key .*elsewhere\.key\..*openssl rand -hex 32/, { env: { BYOK_MASTER_KEY_FILE: elsewhere } });
  writeFileSync(elsewhere, '0123456789abcdef'.repeat(4) + '\n', { mode: 0o600 });
  await server.start({ env: { BYOK_MASTER_KEY_FILE: elsewhere } });
  const key = await server.create_provider_key();
  await server.stop();
  assert.ok(!existsSync(path.join(server.data, 'master.key')));
  assert_not_started(server, /is missing/);
  await server.start({ env: { BYOK_MASTER_KEY_FILE: elsewhere } });
  assert.equal((await server.ask('POST', server.path(`/provider-keys/${key.id}`), { body: { name: 'Opens' } })).status, 200);
}));

test('a damaged database is told and left as it is', () => with_server(async (server) => {
  await server.start();
  for (let i = 0; i < 20; ++i) await server.create_provider_key();
  await server.stop();
  const file = path.join(server.data, 'byok.sqlite');
  truncateSync(file, statSync(file).size - 5000);
  const before = readFileSync(file);
  assert_not_started(server, /The database .*byok\.sqlite is damaged .*backup/);
  assert.deepEqual(readFileSync(file), before);
  writeFileSync(file, 'This is no database, though it is long enough to have a header of one: '.repeat(30));
  assert_not_started(server, /is damaged/);
}));

test('a database of a newer server is told and left alone', () => with_server(async (server) => {
  await server.start();
  await server.stop();
  const file = path.join(server.data, 'byok.sqlite');
  execFileSync('sqlite3', [file, "INSERT INTO migrations VALUES (999, '2030-01-01T00:00:00Z')"]);
  assert_not_started(server, /written by a newer byok-server \(schema 999/);
}));

test('a folder or a database that cannot be written is told', () => with_server(async (server) => {
  await server.start();
  await server.stop();
  const launch = server.give_to_ordinary_user();
  chmodSync(path.join(server.data, 'byok.sqlite'), 0o400);
  assert_not_started(server, /Cannot read and write .*byok\.sqlite: Permission denied\./, launch);
  chmodSync(path.join(server.data, 'byok.sqlite'), 0o000);
  assert_not_started(server, /Cannot read and write .*byok\.sqlite: Permission denied\./, launch);
  chmodSync(path.join(server.data, 'byok.sqlite'), 0o600);
  rmSync(path.join(server.data, 'lock'));
  chmodSync(server.data, 0o500);
  assert_not_started(server, /Cannot write to the data folder .*: Permission denied\./, launch);
  chmodSync(server.data, 0o700);
  writeFileSync(path.join(server.folder, 'file'), '');
  assert_not_started(server, /Cannot make the data folder/, { ...launch, args: ['--data', path.join(server.folder, 'file', 'below')] });
  await server.start(launch);
}));

test('a database that another program holds is told with each write, and can still be read', () => with_server(async (server) => {
  await server.start();
  const key = await server.create_provider_key();
  const holder = spawn('sqlite3', [path.join(server.data, 'byok.sqlite')], { stdio: ['pipe', 'pipe', 'inherit'] });
  holder.stdin.write("BEGIN IMMEDIATE;\nSELECT 'held';\n");
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const refused = await server.ask('POST', server.path(`/provider-keys/${key.id}`), { body: { name: 'Renamed' } });
  assert_error(refused, 500, 'api_error');
  assert.match(refused.body.error.message, /Another program holds/);
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, [key]);
  const ended = new Promise((resolve) => holder.once('close', resolve));
  holder.stdin.end('ROLLBACK;\n');
  await ended;
  assert.equal((await server.ask('POST', server.path(`/provider-keys/${key.id}`), { body: { name: 'Renamed' } })).status, 200);
}));

test('a database that was taken apart while it runs is told, by /healthz as well', () => with_server(async (server) => {
  await server.start();
  const file = path.join(server.data, 'byok.sqlite');
  execFileSync('sqlite3', [file, 'ALTER TABLE organizations RENAME TO gone']);
  assert_error(await server.ask('GET', '/healthz'), 503, 'api_error', []);
  assert_error(await server.ask('GET', server.path()), 500, 'api_error', []);
  execFileSync('sqlite3', [file, 'ALTER TABLE gone RENAME TO organizations']);
  assert.equal((await server.ask('GET', '/healthz')).status, 200);
}));

test('who asks while too many wait is told to come again', () => with_server(async (server) => {
  await server.start();
  const holder = spawn('sqlite3', [path.join(server.data, 'byok.sqlite')], { stdio: ['pipe', 'pipe', 'inherit'] });
  holder.stdin.write("BEGIN IMMEDIATE;\nSELECT 'held';\n");
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const body = JSON.stringify({ name: 'Waiting', type: 'api' });
  const post = (/** @type {string} */ connection) => `POST ${server.path('/api_keys')} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\n` +
    `Content-Type: application/json\r\nConnection: ${connection}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const clients = Array.from({ length: 30 }, () => server.send_raw(post('keep-alive').repeat(9) + post('close'), 30_000));
  const deadline = Date.now() + 4000;  // then the first one gives up waiting for the database
  while (!server.err.includes('"status":503') && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  holder.stdin.end('ROLLBACK;\n');
  const received = (await Promise.all(clients)).join('');
  const count = (/** @type {RegExp} */ pattern) => received.match(pattern)?.length ?? 0;
  const [kept, refused] = [count(/HTTP\/1\.1 201 /g), count(/HTTP\/1\.1 503 /g)];
  assert.equal(kept + refused, 300, 'each has an answer');
  assert.ok(kept >= 256 && refused > 0, `${kept} kept, ${refused} refused`);
  assert.equal(count(/retry-after: 1\r\n/g), refused);
  assert.equal((await server.ask('GET', server.path('/api_keys'))).body.data.length, kept + 1);
}));

test('a full disk is told with each write, nothing is kept in part, and all is well when there is room again', () => with_server(async (server) => {
  await server.start({ file_bytes_max: 400 * 1024 });
  /** @type {any[]} */
  const kept = [];
  let refused;
  const long_key = 'sk-' + randomBytes(2000).toString('hex');
  for (let i = 0; i < 200 && !refused; ++i) {
    const answer = await server.ask('POST', server.path('/provider-keys'), {
      body: { provider: 'openai', name: `Key ${i}`, provider_key: long_key, api_key_ids: [], allow_duplicate: true },
    });
    if (answer.status === 201) kept.push(answer.body);
    else refused = answer;
  }
  assert.ok(refused, 'the disk became full');
  assert.equal(refused.status, 500);
  assert.equal(refused.body.error.type, 'api_error');
  assert.match(refused.body.error.message, /Nothing was saved\.$/);
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, kept);
  assert.equal((await server.ask('GET', '/healthz')).status, 200, 'it still answers');
  await server.end('SIGTERM');
  await server.start();
  assert.deepEqual((await server.ask('GET', server.path('/provider-keys'))).body, kept);
  await server.create_provider_key({ name: 'There is room again' });
}));

const has_ipv6 = Object.values(networkInterfaces()).flat().some((each) => each?.address === '::1');

test('it listens on IPv6 as well', { skip: !has_ipv6 && 'this machine has no IPv6' }, () => with_server(async (server) => {
  await server.start({ args: ['--host', '::1'] });
  assert.match(server.origin, /^http:\/\/\[::1\]:\d+$/);
  assert.equal((await server.ask('GET', '/healthz')).status, 200);
}));

test('at rest it is small', () => with_server(async (server) => {
  await server.start();
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const resident_kb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  assert.ok(resident_kb < 64 * 1024, `${resident_kb} kB`);
}));

test('it leaves nothing behind but its data', () => with_server(async (server) => {
  const cwd = path.join(server.folder, 'cwd');
  mkdirSync(cwd);
  await server.start({ cwd });
  await server.create_provider_key();
  await server.stop();
  assert.deepEqual(server.files().map(({ name }) => name).sort(), ['byok.sqlite', 'lock', 'master.key']);
  assert.deepEqual(readdirSync(cwd), []);
}));
