import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inlineCss } from '../../scripts/lib/inline-css.mjs';
import { root } from './server.ts';

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<style>html,body{margin:0;block-size:100%;font:16px/24px system-ui;background:light-dark(#f6f5f2,#0d0e11);color:light-dark(#333,#ccc)}
main{padding:32px}#frame{position:fixed;inset:0;display:none}body.framed #frame{display:block}</style></head>
<body><main><h1>A page</h1><p>It has a widget in one of its states.</p><p><a href="#a">A link of its own</a></p></main><div id="frame"></div>
<script src="/gallery.js"></script></body></html>`;

export interface GalleryPage {
  readonly url: string;
  close(): void;
}

/** Serves a page that shows the widget in any state, built from source, without a chat server. */
export async function startGallery(): Promise<GalleryPage> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'e2e/gallery/gallery.ts')],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@connective-chat/source', 'module', 'import', 'default'],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [inlineCss],
    write: false,
    logLevel: 'error',
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const js = request.url?.endsWith('.js');
    response.setHeader('content-type', js ? 'text/javascript' : 'text/html; charset=utf-8').end(js ? script : HTML);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
