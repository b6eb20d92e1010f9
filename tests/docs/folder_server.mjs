// @ts-check
// A folder over http under a path of its own, as a host serves a site somewhere below its top. No header but the type:
// what the pages promise has to hold without the host's help.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const prefix = '/deep/down/docs/';
const types = /** @type {Record<string, string>} */ ({
  '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.webp': 'image/webp', '.png': 'image/png', '.yaml': 'application/yaml',
});

/**
 * @param {string} folder
 * @returns {Promise<{url: string, stop: () => void}>} url ends in a slash
 */
export async function serve_folder(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : '';
    const file = path.join(folder, name);
    if (!/^(\w[\w.-]*\/)*\w[\w.-]*$/.test(name) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[path.extname(name)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}${prefix}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
