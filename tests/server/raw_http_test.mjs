// @ts-check
// What no well-behaved client sends: broken requests, smuggled ones, floods, and clients that take their time.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { until } from '../browser/until.mjs';
import { Server } from './server_process.mjs';

/** @type {Server} */
let server;
before(async () => { server = await Server.start(); });
after(() => server.discard());

/** Checks that an answer as received is one error of the contract's shape, and that the connection was closed. @param {string} received @param {number} status */
function assert_raw_error(received, status) {
  assert.match(received, new RegExp(`^HTTP/1\\.1 ${status} `), received.slice(0, 200));
  const [head, body] = received.split('\r\n\r\n');
  assert.match(head, /\r\nconnection: close\r?/);
  assert.match(head, /\r\ncontent-security-policy: /);
  assert.match(head, /\r\ncache-control: no-store/);
  const { error } = JSON.parse(body);
  assert.match(error.message, /\.$/);
  assert.deepEqual(error.params, []);
}

const well = () => server.ask('GET', '/healthz').then((answer) => assert.equal(answer.status, 200));

test('a broken request is refused in the contract\'s error shape, and the server goes on', async () => {
  /** @type {[string, number][]} */
  const rows = [
    ['nonsense\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\n\r\n', 400],
    ['GET / HTTP/1.1\nHost: x\n\n', 400],
    ['GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nHost : x\r\n\r\n', 400],
    ['GET / HTTP/3.0\r\nHost: x\r\n\r\n', 505],
    ['FETCH / HTTP/1.1\r\nHost: x\r\n\r\n', 501],
    [`GET /${'a'.repeat(8000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 414],
    [`GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
    ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n', 501],
    ['POST / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nContent-Length: 1\r\n\r\n', 417],
    ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n', 400],
  ];
  for (const [bytes, status] of rows) assert_raw_error(await server.send_raw(bytes), status);
  await well();
});

test('a negative chunk size does not end the server', async () => {
  const head = 'POST /v1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
  for (const chunks of ['2\r\nxx\r\n-2\r\nAAAA', '1\r\nx\r\n-1\r\nA', '-2\r\nA', 'fffffffffffffffe\r\nA', '0x5\r\nhello\r\n']) {
    const received = await server.send_raw(head + chunks);
    assert.match(received, /^HTTP\/1\.1 4(00|13) /);
  }
  await well();
});

test('a request cannot be smuggled behind another', async () => {
  const smuggled = `GET /v1/organizations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\nConnection: close\r\n\r\n`;
  for (const head of ['Content-Length: 0\r\nTransfer-Encoding: chunked\r\n', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n',
    'Content-Length: 0\r\nContent-Length: 10\r\n', 'Transfer-Encoding : chunked\r\n', 'Content-Length: 0\r\n Transfer-Encoding: chunked\r\n']) {
    const received = await server.send_raw(`POST /v1/x HTTP/1.1\r\nHost: x\r\n${head}\r\n0\r\n\r\n${smuggled}`);
    assert.equal(received.match(/HTTP\/1\.1 \d/g)?.length, 1, head);
    assert.match(received, /^HTTP\/1\.1 400 /);
  }
});

test('a client cannot refuse its own requests', async () => {
  assert_raw_error(await server.send_raw('GET / HTTP/1.1\r\nHost: x\r\n(refused): 200\r\n\r\n'), 400);
});

test('requests that come together are answered in their order', async () => {
  const get = (/** @type {string} */ path, extra = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\n${extra}\r\n`;
  const received = await server.send_raw(get('/v1/organizations') + get('/console.js') + get('/v1/nothing') + get('/healthz', 'Connection: close\r\n'));
  const order = ['My organization', 'alert()', 'not_found_error', '"status":"ok"'].map((text) => received.indexOf(text));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.ok(order[0] > 0);
  assert.equal(received.match(/HTTP\/1\.1 \d/g)?.length, 4);
});

test('what comes after a broken request is not answered; what came before is', async () => {
  const received = await server.send_raw(`GET /console.js HTTP/1.1\r\nHost: x\r\n\r\nGET /\r\n\r\nGET /console.js HTTP/1.1\r\nHost: x\r\n\r\n`);
  assert.deepEqual(received.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 400']);
});

test('a chunked body is read', async () => {
  const body = JSON.stringify({ name: 'Chunked', type: 'api' });
  const received = await server.send_raw(`POST ${server.path('/api_keys')} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\n` +
    'Content-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n' +
    `5\r\n${body.slice(0, 5)}\r\n${(body.length - 5).toString(16)}\r\n${body.slice(5)}\r\n0\r\n\r\n`);
  assert.match(received, /^HTTP\/1\.1 201 Created\r\n/);
});

test('a client that waits for leave to send its body gets it', async () => {
  const body = JSON.stringify({ name: 'Expected', type: 'api' });
  const socket = net.connect(server.port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => {
    if (!received) socket.write(body);
    received += chunk;
  });
  socket.write(`POST ${server.path('/api_keys')} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\n` +
    `Content-Type: application/json\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`);
  await new Promise((resolve) => socket.on('close', resolve));
  assert.match(received, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 Created\r\n/);
});

/** Kilobytes of resident memory. */
const resident_kb = () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);

/**
 * Sends `head`, then a hundred megabytes as fast as they are taken; the answer is read meanwhile.
 * @param {string} head @param {(chunk: Buffer) => Buffer | string} frame
 */
function flood(head, frame) {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const chunk = frame(Buffer.alloc(64 * 1024, 'x'));
    let received = '';
    let left = 1600;
    const pour = () => {
      while (left > 0 && socket.writable) {
        --left;
        if (!socket.write(chunk)) return void socket.once('drain', pour);
      }
      socket.end();
    };
    socket.on('connect', () => { socket.write(head); pour(); });
    socket.on('data', (data) => { received += data; });
    socket.on('error', () => {});
    socket.on('close', () => resolve({ received, left }));
  });
}

test('a body of 100 MB is refused at its beginning and kept nowhere', async () => {
  await well();
  const before_kb = resident_kb();
  const plain = await flood('POST /v1/organizations HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n', (chunk) => chunk);
  assert_raw_error(plain.received, 413);
  const chunked = await flood('POST /v1/organizations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
    (chunk) => Buffer.concat([Buffer.from(chunk.length.toString(16) + '\r\n'), chunk, Buffer.from('\r\n')]));
  assert_raw_error(chunked.received, 413);
  assert.ok(resident_kb() - before_kb < 8 * 1024, `${before_kb} kB before, ${resident_kb()} kB after`);
  await well();
});

test('fetch hears of a body that is too large', async () => {
  const answer = await server.ask('POST', server.path('/api_keys'), { body: 'x'.repeat(5_000_000) });
  assert.equal(answer.status, 413);
});

test('a client that sends its head byte by byte is told after ten seconds that it was too slow', { timeout: 60_000 }, async () => {
  const socket = net.connect(server.port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => { received += chunk; });
  const trickle = setInterval(() => socket.write('a'), 200);
  socket.on('error', () => {});
  socket.write('GET /');
  const begun = Date.now();
  await new Promise((resolve) => socket.on('end', resolve));
  clearInterval(trickle);
  socket.destroy();
  assert_raw_error(received, 408);
  const seconds = (Date.now() - begun) / 1000;
  assert.ok(seconds > 9 && seconds < 40, `${seconds} s`);
});

test('more connections than it serves do not stop it', async () => {
  const sockets = Array.from({ length: 400 }, () => net.connect(server.port, '127.0.0.1'));
  const closed = (/** @type {net.Socket} */ socket) => new Promise((resolve) => { socket.on('error', resolve); socket.on('close', resolve); });
  const refused = sockets.map(closed);
  const open = () => sockets.filter((socket) => !socket.destroyed && socket.readyState === 'open').length;
  await until('those beyond its number are closed, and they alone', () => sockets.every((socket) => !socket.connecting) && open() > 100 && open() <= 256);
  for (const socket of sockets) socket.destroy();
  await Promise.all(refused);
  await until('it serves', () => well().then(() => true));
});
