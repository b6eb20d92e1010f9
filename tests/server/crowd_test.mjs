// @ts-check
// The short form of what scripts/soak does with ten thousand: more clients than there are connections for, each kind of
// them doing nothing good with the one it has.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { until } from '../browser/until.mjs';
import { crowd_kinds, meet_crowd } from './crowd_rounds.mjs';
import { Server, program } from './server_process.mjs';

const is_sanitized = readFileSync(program).includes('__asan_init');

/** @param {(server: Server) => Promise<void>} body */
async function with_server(body) {
  writeFileSync(path.join(Server.site(), 'large.bin'), randomBytes(1_000_000));  // about the largest file of the page
  const server = await Server.start();
  try {
    await body(server);
  } finally {
    await server.discard();
  }
}

for (const kind of crowd_kinds) {
  test(`others are served at once while a crowd holds all connections: ${kind}`, (context) => with_server(async (server) => {
    // Of those who read nothing fewer: making a megabyte for each, several times, is work.
    const figures = await meet_crowd(server, kind, kind === 'slow_read' ? 120 : 400, 2);
    context.diagnostic(JSON.stringify(figures));
    assert.ok(figures.served > 2);
    assert.equal(figures.not_served, 0, 'each was served at its first try');
    assert.ok(figures.files_max < 600, 'no more connections than it takes');
    const grown_kb = figures.resident_kb_max - figures.resident_kb_before;
    const bound_mb = (kind === 'slow_read' ? 200 : 40) * (is_sanitized ? 5 : 1);
    assert.ok(grown_kb < bound_mb * 1024, `${grown_kb} kB more`);
  }));
}

test('who asks for much and reads it slowly gets all of it, in order', () => with_server(async (server) => {
  const asked = 12;
  const socket = net.connect(server.port, '127.0.0.1');
  let bytes = 0;
  let heads = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    heads += chunk.toString('latin1').split('content-length: 1000000').length - 1;
    socket.pause();
    setTimeout(() => socket.resume(), 2);
  });
  const get = 'GET /large.bin HTTP/1.1\r\nHost: x\r\n';
  socket.write(`${get}\r\n`.repeat(asked - 1) + `${get}Connection: close\r\n\r\n`);
  await new Promise((resolve) => socket.on('close', resolve));
  assert.ok(bytes > asked * 1_000_000, `${bytes} bytes`);
  assert.ok(heads >= asked - 1, `${heads} answers`);  // one may be cut in two by chance
}));

test('a crowd does not end a connection whose answer is due', () => with_server(async (server) => {
  const body = JSON.stringify({ name: 'Due', type: 'api' });
  const head = `POST ${server.path('/api_keys')} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
  const asked = Array.from({ length: 100 }, () => server.send_raw(`${head}Connection: close\r\n\r\n${body}`));
  await until('the requests are read', () => server.err.includes('"method":"POST"'));
  const sockets = Array.from({ length: 600 }, () => net.connect(server.port, '127.0.0.1').on('error', () => {}));
  const answers = await Promise.all(asked);
  for (const socket of sockets) socket.destroy();
  assert.deepEqual([...new Set(answers.map((answer) => answer.slice(0, 12)))], ['HTTP/1.1 201']);
}));
