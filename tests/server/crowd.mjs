// @ts-check
// Clients that take up a server's connections and do nothing good with them: many idle ones, slow ones, half-open ones.
// A process of its own by the side of the tests (forked by crowd_rounds.mjs), so that it has its own limit of open files.
//
// node crowd.mjs PORT COUNT KIND; it says how many are open each second, as a line of JSON.

import net from 'node:net';

const [port, count, kind] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const head = 'POST /v1/organizations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

/** What each does once it is connected. @type {Record<string, (socket: net.Socket) => void>} */
const kinds = {
  idle: () => {},
  slow_head: (socket) => { socket.write('GET / HTTP/1.1\r\nHost: x\r\n'); trickle(socket, 'X-A: b\r\n'); },
  slow_body: (socket) => { socket.write(`${head}Content-Length: 100000\r\n\r\n`); trickle(socket, ' '); },
  slow_chunks: (socket) => { socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`); trickle(socket, '1\r\n \r\n'); },
  // Asks for much and reads nothing of it.
  slow_read: (socket) => { socket.pause(); socket.write('GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(16)); },
  half_open: (socket) => { socket.write('GET / HT'); socket.end(); },
};

/** @param {net.Socket} socket @param {string} piece */
function trickle(socket, piece) {
  const timer = setInterval(() => socket.write(piece), 500);
  socket.on('close', () => clearInterval(timer));
}

let open = 0;
let ever = 0;
let begun = 0;
function connect_more() {
  for (let i = 0; i < 200 && begun < count; ++i, ++begun) {
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let was_open = false;
    socket.on('connect', () => { was_open = true; ++open; ++ever; kinds[kind](socket); });
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('close', () => { if (was_open) --open; });
    if (kind !== 'slow_read') socket.resume();
  }
  if (begun < count) setTimeout(connect_more, 20);
}
connect_more();
setInterval(() => process.stdout.write(`${JSON.stringify({ begun, ever, open })}\n`), 250);
