// @ts-check
// Real web servers, started with the files that scripts/dist wrote for them, on a port of this machine.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** @typedef {{origin: string, stop: () => Promise<void>}} Host */

async function free_port() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** As an operator does: changes each line that says so, and nothing else. @param {string} text @param {[string, string][]} changes */
function adapted(text, changes) {
  for (const [from, to] of changes) {
    if (text.split(from).length !== 2) throw new Error(`the file has to have "${from}" once`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** With the API at the same address, where there is one. @param {string} text @param {string} [api] its origin */
const with_api = (text, api) => (api ? adapted(text.replaceAll('#api ', ''), [['127.0.0.1:8081', new URL(api).host]]) : text);

/** @param {string} program @param {string[]} args @param {string} origin @param {Record<string, string>} [env] @returns {Promise<Host>} when it answers */
async function started(program, args, origin, env = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let said = '', ended = false;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said += chunk; });
  const end = new Promise((resolve) => child.once('close', resolve)).then(() => { ended = true; });
  child.once('error', (error) => { said += error; ended = true; });
  for (let tries = 0; tries < 300; ++tries) {
    if (ended) throw new Error(`${program} ended:\n${said}`);
    if (await fetch(origin).then(() => true, () => false)) {
      return { origin, stop: async () => { child.kill('SIGTERM'); await end; } };
    }
    await wait(100);
  }
  child.kill('SIGKILL');
  throw new Error(`${program} does not answer:\n${said}`);
}

/** @param {string} dist @param {string} [api] origin of an API that it passes on to @returns {Promise<Host>} */
export async function start_nginx(dist, api) {
  const work = path.join(dist, '../nginx'), port = await free_port();
  mkdirSync(work, { recursive: true });
  const modules = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
  const site = adapted(with_api(readFileSync(path.join(dist, 'hosting/nginx.conf'), 'utf8'), api), [
    ['listen 8080;', `listen 127.0.0.1:${port};`],
    ['alias /srv/byok-console/;', `alias ${dist}/;`],
    ['# brotli_static on;', 'brotli_static on;'],
  ]);
  writeFileSync(path.join(work, 'site.conf'), site);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${work}/${name};`).join('\n');
  writeFileSync(path.join(work, 'nginx.conf'), `
${existsSync(modules) ? `load_module ${modules};` : ''}
pid ${work}/pid;
worker_processes 1;
error_log stderr warn;
events {}
http {
    access_log off;
    ${folders}
    include ${work}/site.conf;
}
`);
  // As root, its workers would be somebody else, who cannot read a folder of a test.
  const user = process.getuid?.() === 0 ? 'user root; ' : '';
  return started('nginx', ['-p', work, '-c', path.join(work, 'nginx.conf'), '-e', 'stderr', '-g', `${user}daemon off;`], `http://127.0.0.1:${port}`);
}

/** @param {string} dist @param {string} [api] origin of an API that it passes on to @returns {Promise<Host>} */
export async function start_caddy(dist, api) {
  const work = path.join(dist, '../caddy'), port = await free_port();
  mkdirSync(work, { recursive: true });
  const site = adapted(with_api(readFileSync(path.join(dist, 'hosting/Caddyfile'), 'utf8'), api), [[':8080 {', `http://127.0.0.1:${port} {`], ['/srv/byok-console', dist]]);
  writeFileSync(path.join(work, 'Caddyfile'), `{\n    admin off\n}\n${site}`);
  const env = { HOME: work, XDG_CONFIG_HOME: work, XDG_DATA_HOME: work };
  return started('caddy', ['run', '--config', path.join(work, 'Caddyfile'), '--adapter', 'caddyfile'], `http://127.0.0.1:${port}`, env);
}

/** byok-server, which needs no file. @param {string} dist @returns {Promise<Host>} */
export async function start_byok_server(dist) {
  const port = await free_port();
  const { checkout } = await import('../browser/server.mjs');
  const args = ['--site', dist, '--host', '127.0.0.1', '--port', String(port), '--data', path.join(dist, '../data')];
  return started(path.join(checkout, 'build/server/byok-server'), args, `http://127.0.0.1:${port}`);
}
