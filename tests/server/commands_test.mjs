// @ts-check
// What byok-server does besides serving, beside a server that serves: tokens, sealing keys, backups.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Server, assert_error, program, run_to_end, typed_secrets } from './server_process.mjs';

/** @param {(server: Server) => Promise<void>} work */
const with_server = (work) => async () => {
  const server = new Server();
  try {
    await work(server);
  } finally {
    await server.discard();
  }
};

/** Runs a command on the server's folder, which has to succeed. @param {Server} server @param {string[]} words */
function command(server, ...words) {
  const { code, out, err } = run_to_end([...words, '--data', server.data]);
  assert.equal(code, 0, err);
  return out;
}

/** One that has to be refused with one sentence. @param {Server} server @param {RegExp} sentence @param {string[]} words */
function refused(server, sentence, ...words) {
  const { code, out, err } = run_to_end([...words, '--data', server.data]);
  assert.equal(code, 1, `${words.join(' ')}: ${out}${err}`);
  assert.match(err, sentence);
  assert.match(err, /^byok-server: [A-Z-].*\.\n$/m);
}

/** The lines of `keys list`. @param {Server} server */
const keys_of = (server) => command(server, 'keys', 'list').trimEnd().split('\n').slice(1).map((line) => ({
  id: line.slice(0, 16), active: line.slice(17, 20) === 'yes', there: line.slice(25, 34).trim() === 'yes', secrets: Number(line.split(/\s+/).at(-1)),
}));

/** Adds a sealing key in a file of that name, and activates it. @param {Server} server @param {string} name */
function rotate(server, name) {
  command(server, 'keys', 'add', '--file', path.join(server.folder, name));
  const { id } = /** @type {{id: string}} */ (keys_of(server).at(-1));
  command(server, 'keys', 'activate', id);
  return id;
}

/** @param {Server} server */
const listed = async (server) => (await server.ask('GET', server.path('/provider-keys'))).body;

test('a token is made, printed once, listed, used and revoked while the server runs', with_server(async (server) => {
  await server.start();
  const token = command(server, 'token', 'create', '--name', 'Vi', '--role', 'viewer', '--days', '1').trim();
  assert.match(token, /^byok_console_[A-Za-z0-9_-]{43}$/);
  assert.equal((await server.ask('GET', server.path('/provider-keys'), { token })).status, 200);
  assert_error(await server.ask('POST', server.path('/api_keys'), { token, body: { name: 'a', type: 'api' } }), 403, 'forbidden_error');
  const list = command(server, 'token', 'list');
  assert.ok(!list.includes(token));
  const row = /** @type {string} */ (list.split('\n').find((line) => line.endsWith(' Vi')));
  assert.match(row, /^tok_\S+ +viewer +\d{4}-\d\d-\d\d \d\d:\d\d +\d{4}-\d\d-\d\d \d\d:\d\d +\d{4}-/);
  command(server, 'token', 'revoke', row.split(' ')[0]);
  assert_error(await server.ask('GET', server.path('/provider-keys'), { token }), 401, 'authentication_error');
  const { body } = await server.ask('GET', server.path('/audit'));
  assert.deepEqual(body.data.slice(0, 3).map((/** @type {any} */ each) => [each.action, each.actor.via, each.target.name]),
    [['console_token.revoked', 'command_line', 'Vi'], ['api_key.created', 'token', null], ['console_token.created', 'command_line', 'Vi']]);
  assert.ok(!readFileSync(path.join(server.data, 'byok.sqlite')).includes(token));
}));

test('what is wrong with a command is told in one sentence', with_server(async (server) => {
  refused(server, /There is no database/, 'token', 'list');
  assert.ok(!existsSync(server.data), 'nothing was made');
  await server.start();
  for (const [sentence, ...words] of /** @type {[RegExp, ...string[]][]} */ ([
    [/--name/, 'token', 'create'],
    [/--name needs a value/, 'token', 'create', '--name='],
    [/--role has to be/, 'token', 'create', '--name', 'A', '--role', 'owner'],
    [/--days/, 'token', 'create', '--name', 'A', '--days', '0'],
    [/--days/, 'token', 'create', '--name', 'A', '--days', '4000'],
    [/no organization org_x/, 'token', 'create', '--name', 'A', '--organization', 'org_x'],
    [/no flag --days/, 'token', 'list', '--days', '1'],
    [/no token tok_x/, 'token', 'revoke', 'tok_x'],
    [/token revoke WHICH/, 'token', 'revoke'],
    [/create, list, revoke/, 'token'],
    [/list, add, activate, rewrap, remove/, 'keys', 'rotate'],
    [/one of --file PATH/, 'keys', 'add'],
    [/one of --file PATH/, 'keys', 'add', '--file', 'a', '--env', 'B'],
    [/BYOK_NOT_SET is not set/, 'keys', 'add', '--env', 'BYOK_NOT_SET'],
    [/"false" that prints a sealing key failed/, 'keys', 'add', '--command', 'false'],
    [/there already/, 'keys', 'add', '--file', path.join(server.data, 'master.key')],
    [/no sealing key 0000/, 'keys', 'activate', '0000'],
    [/--batch/, 'keys', 'rewrap', '--batch', '0'],
    [/active one/, 'keys', 'remove', keys_of(server)[0].id],
    [/backup WHICH/, 'backup'],
    [/no backup/, 'restore', path.join(server.folder, 'none')],
  ])) refused(server, sentence, ...words);
  const unknown = run_to_end(['serve', '--data', server.data]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /There is no command serve\.\n\nbyok-server keeps/);
  assert.deepEqual(keys_of(server).map(({ secrets }) => secrets), [2], 'nothing was added');
}));

test('a sealing key is added, activated and takes over while the server runs, and the old one can go', with_server(async (server) => {
  await server.start();
  const before = await server.create_provider_key({ name: 'Before' });
  const [old] = keys_of(server);
  const fresh = rotate(server, 'second.key');
  const after = await server.create_provider_key({ name: 'After', provider_key: 'sk-test-another-one-0123456789' });
  assert.deepEqual(keys_of(server).map(({ id, active, secrets }) => [id, active, secrets]), [[old.id, false, 3], [fresh, true, 1]]);
  refused(server, /still seals 3 secrets/, 'keys', 'remove', old.id);
  assert.match(command(server, 'keys', 'rewrap'), new RegExp(`All secrets are sealed with ${fresh}\\.`));
  assert.deepEqual(keys_of(server).map(({ secrets }) => secrets), [0, 4]);
  command(server, 'keys', 'remove', old.id);
  await server.stop();
  rmSync(path.join(server.data, 'master.key'));
  await server.start();
  assert.deepEqual(await listed(server), [before, after], 'nothing but the wrapping has changed, no version either');
  // Still known as duplicates, though another key is active.
  const twice = { provider: 'anthropic', name: 'Twice', provider_key: 'sk-test-another-one-0123456789', api_key_ids: [] };
  assert_error(await server.ask('POST', server.path('/provider-keys'), { body: twice }), 409, 'conflict_error');
}));

/** The signal that ended it, once it has said so many lines. @param {Server} server @param {number} lines */
function killed_rewrap(server, lines) {
  const child = spawn(program, ['keys', 'rewrap', '--batch', '1', '--data', server.data], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (out.split('\n').length > lines) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
}

test('a rewrap that is killed half way is taken up again, and nothing is lost or served wrong meanwhile', with_server(async (server) => {
  await server.start();
  const made = [];
  for (let i = 0; i < 120; ++i) made.push(await server.create_provider_key({ name: `Key ${i}` }));
  rotate(server, 'second.key');
  const secrets = (/** @type {boolean} */ active) => keys_of(server).filter((key) => key.active === active).reduce((sum, key) => sum + key.secrets, 0);
  for (const lines of [15, 20]) {
    // It may be done before this process gets to kill it: then under another key.
    for (let tries = 1; await killed_rewrap(server, lines) !== 'SIGKILL'; ++tries) {
      assert.ok(tries < 10, 'it is killed half way at last');
      rotate(server, `${lines}.${tries}.key`);
    }
    assert.ok(secrets(false) > 0 && secrets(true) >= lines, `half way: ${secrets(false)} and ${secrets(true)}`);
    assert.deepEqual(await listed(server), made);
  }
  await server.stop();
  await server.start();
  assert.deepEqual(await listed(server), made, 'both keys open what is theirs');
  command(server, 'keys', 'rewrap');
  assert.deepEqual([secrets(false), secrets(true)], [0, 122]);
  assert.deepEqual(await listed(server), made);
  assert.equal(execFileSync('sqlite3', [path.join(server.data, 'byok.sqlite'), 'PRAGMA integrity_check'], { encoding: 'utf8' }), 'ok\n');
}));

test('a credential whose sealing key is lost is in the list as such, and the others serve', with_server(async (server) => {
  await server.start();
  const lost = await server.create_provider_key({ name: 'Lost' });
  rotate(server, 'second.key');
  const good = await server.create_provider_key({ name: 'Good' });
  execFileSync('sqlite3', [path.join(server.data, 'byok.sqlite'), `UPDATE vault_secrets SET sealed_with = sealed_with`]);
  const away = path.join(server.folder, 'away.key');
  await server.stop();
  // The vault's own secret is not lost with it.
  run_to_end(['keys', 'rewrap', '--data', server.data]);
  await server.start();
  const again = await server.create_provider_key({ name: 'Again' });
  const third = rotate(server, 'third.key');
  const last = await server.create_provider_key({ name: 'Last' });
  await server.stop();
  renameSync(path.join(server.folder, 'third.key'), away);
  refusedStart(server, third);
  command_activate_elsewhere(server, away);
  await server.start();
  const states = (await listed(server)).map((/** @type {any} */ key) => [key.name, key.credential_state]);
  assert.deepEqual(states, [['Lost', 'ok'], ['Good', 'ok'], ['Again', 'ok'], ['Last', 'unreadable']]);
  assert.ok(server.log().some((line) => line.event === 'sealing_key_missing' && line.id === third && line.secrets === 1));
  const where = server.path(`/provider-keys/${last.id}`);
  assert.equal((await server.ask('POST', where, { body: { name: 'Renamed' } })).status, 200);
  assert_error(await server.ask('POST', `${where}/test`, { body: {} }), 409, 'conflict_error', ['provider_key']);
  assert.equal((await server.ask('POST', where, { body: { provider_key: 'sk-test-entered-again-0123456' } })).body.credential_state, 'ok');
  assert.equal((await server.ask('DELETE', where)).status, 200);
  assert.ok(lost && good && again);
}));

/** @param {Server} server @param {string} id */
function refusedStart(server, id) {
  const { code, err } = run_to_end(['--port', '0', '--data', server.data, '--site', Server.site()]);
  assert.equal(code, 1);
  assert.match(err, new RegExp(`The sealing key ${id} is missing`));
}

/** Makes the second key the active one again, with the third one back for as long as that takes. @param {Server} server @param {string} away */
function command_activate_elsewhere(server, away) {
  const third = path.join(server.folder, 'third.key');
  renameSync(away, third);
  const second = keys_of(server)[1].id;
  command(server, 'keys', 'activate', second);
  renameSync(third, away);
}

test('a sealing key comes from the environment or a command, and is not left in the environment', with_server(async (server) => {
  const digits = '0123456789abcdef'.repeat(4);
  await server.start({ env: { BYOK_MASTER_KEY: digits } });
  await server.create_provider_key();
  assert.ok(!readFileSync(`/proc/${server.pid}/environ`, 'latin1').includes(digits));
  await server.stop();
  assert.ok(!existsSync(path.join(server.data, 'master.key')));
  const file = path.join(server.folder, 'printed');
  writeFileSync(file, digits);
  await server.start({ env: { BYOK_MASTER_KEY_COMMAND: `cat '${file}'` } });
  assert.equal((await listed(server))[0].credential_state, 'ok');
  await server.stop();
  const { code, err } = run_to_end(['--port', '0', '--data', server.data, '--site', Server.site()], { env: { BYOK_MASTER_KEY_COMMAND: 'exit 1' } });
  assert.equal(code, 1);
  assert.match(err, /is missing.*The command "exit 1" that prints a sealing key failed/);
}));

test('a backup is made while others write, is whole, stays sealed, and is restored', with_server(async (server) => {
  await server.start();
  const secret = typed_secrets.api_key;
  const first = await server.create_provider_key({ name: 'First', provider_key: secret });
  const file = path.join(server.folder, 'backup.sqlite');
  let writing = true;
  const writer = (async () => { for (let i = 0; writing; ++i) await server.create_provider_key({ name: `Meanwhile ${i}` }); })();
  await new Promise((resolve) => setTimeout(resolve, 50));
  command(server, 'backup', file);
  writing = false;
  await writer;
  refused(server, /There is a file .* already/, 'backup', file);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(execFileSync('sqlite3', [file, 'PRAGMA integrity_check'], { encoding: 'utf8' }), 'ok\n');
  const bytes = readFileSync(file);
  for (const text of [secret, server.token]) {
    for (const spelling of [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)), Buffer.from(Buffer.from(text).toString('hex'))]) {
      assert.ok(!bytes.includes(spelling));
    }
  }
  const all = await listed(server);
  refused(server, /Another byok-server is using/, 'restore', file);

  const opened = await server.ask('POST', '/auth/session', { body: {} });
  const cookie = /** @type {string} */ (opened.headers.get('set-cookie')).split(';')[0];
  await server.ask('DELETE', server.path(`/provider-keys/${first.id}`));
  await server.stop();
  const out = command(server, 'restore', file);
  assert.match(out, /All sessions have ended\./);
  assert.ok(existsSync(/** @type {RegExpExecArray} */ (/What was there before is in (.*)\.\n/.exec(out))[1]));
  await server.start();
  const restored = await listed(server);
  assert.ok(restored.length >= 1 && restored.length <= all.length);
  assert.deepEqual(restored, all.slice(0, restored.length), 'as it was in one moment');
  assert.equal((await server.ask('GET', '/auth/session', { token: null, headers: { cookie } })).status, 401);
  assert.equal((await server.ask('GET', server.path('/audit'))).body.data.at(0).action, 'backup.restored');
}));

test('a backup that does not fit is refused before anything is touched', with_server(async (server) => {
  await server.start();
  const key = await server.create_provider_key();
  await server.stop();
  const other = new Server();
  try {
    await other.start();
    await other.stop();
    const foreign = path.join(server.folder, 'foreign.sqlite');
    command(other, 'backup', foreign);
    refused(server, /The sealing key [0-9a-f]{16} is missing/, 'restore', foreign);
    const garbage = path.join(server.folder, 'garbage');
    writeFileSync(garbage, 'This is no database, though it is long enough to have a header of one: '.repeat(30));
    refused(server, /damaged/, 'restore', garbage);
    const cut = path.join(server.folder, 'cut');
    command(server, 'backup', cut);
    writeFileSync(cut, readFileSync(cut).subarray(0, statSync(cut).size - 5000));
    refused(server, /damaged/, 'restore', cut);
  } finally {
    await other.discard();
  }
  assert.ok(!existsSync(path.join(server.data, 'byok.sqlite.restoring')));
  await server.start();
  assert.deepEqual(await listed(server), [key]);
}));

test('a backup into a folder that cannot be written is told, and leaves nothing', with_server(async (server) => {
  await server.start();
  const nowhere = path.join(server.folder, 'none', 'backup.sqlite');
  refused(server, /Cannot write/, 'backup', nowhere);
  mkdirSync(path.join(server.folder, 'folder'));
  chmodSync(path.join(server.folder, 'folder'), 0o700);
  refused(server, /There is a file/, 'backup', path.join(server.folder, 'folder'));
}));
