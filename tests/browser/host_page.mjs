// @ts-check
// Somebody else's page, on another site, that shows the console in a frame: a button before it, one after it, and more
// than fits into a window.

import { once } from 'node:events';
import { createServer } from 'node:http';

export class HostPage {
  constructor() {
    this.server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://host');
      const [frame, above, height] = ['frame', 'above', 'height'].map((name) => searchParams.get(name) ?? '');
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page(frame, Number(above), Number(height)));
    });
    this.origin = '';
  }

  static async start() {
    const host = new HostPage();
    host.server.listen(0, '127.0.0.1');
    await once(host.server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (host.server.address());
    // The site of the console is 127.0.0.1.
    host.origin = `http://localhost:${port}`;
    return host;
  }

  /**
   * @param {string} frame what to show in the frame
   * @param {{above_px?: number, height_px?: number}} [shape] room above the frame, and how high it is
   */
  link(frame, { above_px = 0, height_px = 560 } = {}) {
    return `${this.origin}/?${new URLSearchParams({ frame, above: String(above_px), height: String(height_px) })}`;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/**
 * @param {string} frame
 * @param {number} above_px
 * @param {number} height_px
 */
const page = (frame, above_px, height_px) => `<!doctype html>
<html lang="en">
<title>Host</title>
<link rel="icon" href="data:,">
<script>
  window.host_scrolls = 0;
  addEventListener('scroll', () => ++window.host_scrolls);
  addEventListener('DOMContentLoaded', () => document.querySelector('button').focus());
</script>
<button>Before</button>
<div style="height: ${above_px}px"></div>
<iframe title="Console" style="width: 1000px; height: ${height_px}px" src="${frame.replaceAll('&', '&amp;')}"></iframe>
<button>After</button>
<div style="height: 3000px"></div>
</html>`;
