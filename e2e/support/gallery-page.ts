import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inlineCss } from '../../scripts/lib/inline-css.mjs';
import { root } from './server.ts';

/** The page of the static build, with the script of this bundle. */
const html = (): string =>
  readFileSync(join(root, 'playground/gallery/state.html'), 'utf8').replace(
    /<script type="module" src="[^"]*">/,
    '<script src="/gallery.js">',
  );

export interface GalleryPage {
  readonly url: string;
  close(): void;
}

/** Serves a page that shows the widget in any state, built from source, without a chat server. */
export async function startGallery(): Promise<GalleryPage> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'playground/src/gallery/state-page.ts')],
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
  const page = html();
  const server = createServer((request, response) => {
    const js = request.url?.endsWith('.js');
    response.setHeader('content-type', js ? 'text/javascript' : 'text/html; charset=utf-8').end(js ? script : page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
