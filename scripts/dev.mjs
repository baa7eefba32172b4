#!/usr/bin/env node
// Development: the server with the demo, the console and the widget, all from source at one address, without a build.
// A changed source reloads the pages; a change in the server restarts it first.
// usage: npm run dev -- [--port 3000] [options of the server]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createProbe } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const consoleFolder = join(root, 'packages/console');
const widgetFolder = join(root, 'packages/vanilla-ui/src');
/** The path under which Vite serves modules; the same as `base` in the console's Vite config. */
const BASE = '/pages';

const { values, tokens } = parseArgs({ options: { port: { type: 'string' } }, strict: false, tokens: true });
const own = new Set(
  tokens
    .filter(({ name }) => name === 'port')
    .flatMap(({ index, inlineValue }) => (inlineValue ? [index] : [index, index + 1])),
);
const given = process.argv.slice(2).filter((_, index) => !own.has(index));
const hasData = given.some((arg) => arg === '--data' || arg.startsWith('--data='));

async function freePort() {
  const probe = createProbe().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

const moduleUrl = (file) => `${BASE}/@fs/${join(widgetFolder, file).replaceAll('\\', '/').replace(/^\//, '')}`;

/** The widget's files under their public names, generated from source. */
const WIDGET_FILES = {
  // A classic script with an import, because the loader finds its own URL through the script element.
  '/kwjs.js': `import('${BASE}/@vite/client'); import('${moduleUrl('embed/kwjs.ts')}');`,
  '/kwjs-legacy.js': `import('${BASE}/@vite/client'); import('${moduleUrl('embed/kwjs-legacy.ts')}');`,
  // The modules that the loader imports unless a build replaces their names.
  '/chunks/widget.js': `export * from '${moduleUrl('embed/widget.ts')}';`,
  '/chunks/panel.js': `export * from '${moduleUrl('elements/panel.ts')}';`,
  '/chunks/socket.js': `export * from '${moduleUrl('embed/socket.ts')}';`,
  '/chunks/side-parts.js': `export * from '${moduleUrl('elements/side-parts.ts')}';`,
};

/** Serves the widget and the console's pages; everything else is proxied to the server. */
const sources = {
  name: 'connective-chat-sources',
  configureServer(vite) {
    vite.middlewares.use(async (request, response, next) => {
      const path = decodeURI(new URL(request.url ?? '/', 'http://localhost').pathname);
      const send = (type, body) =>
        response.setHeader('content-type', type).setHeader('cache-control', 'no-store').end(body);
      if (Object.hasOwn(WIDGET_FILES, path)) return send('text/javascript', WIDGET_FILES[path]);
      const page = /^\/(settings|operator|widget)(\/|$)/.test(path)
        ? 'index.html'
        : path === `${BASE}/preview`
          ? 'preview.html'
          : null;
      if (page === null) return next();
      try {
        const html = readFileSync(join(consoleFolder, page), 'utf8').replace('%PAGE_NONCE%', '');
        send('text/html; charset=utf-8', await vite.transformIndexHtml(`/${page}`, html));
      } catch (error) {
        next(error);
      }
    });
  },
  hotUpdate({ file }) {
    // A custom element cannot be defined twice, so the page is reloaded instead of replacing the widget in place.
    if (!file.startsWith(widgetFolder)) return;
    this.environment.hot.send({ type: 'full-reload' });
    return [];
  },
};

const serverPort = await freePort();
const vite = await createServer({
  configFile: join(consoleFolder, 'vite.config.ts'),
  appType: 'custom',
  cacheDir: join(root, 'node_modules/.vite-dev'),
  plugins: [sources],
  // All dependencies are bundled at startup: one that is discovered later would reload an open page.
  optimizeDeps: { entries: ['index.html', 'preview.html', '../vanilla-ui/src/embed/widget.ts'] },
  server: {
    host: '127.0.0.1',
    port: Number(values.port ?? 3000),
    strictPort: values.port !== undefined,
    proxy: {
      [`^(?!${BASE}/)`]: {
        target: `http://127.0.0.1:${serverPort}`,
        ws: true,
        configure(proxy) {
          // The server's Content Security Policy allows neither Vite's client nor modules from other paths.
          proxy.on('proxyRes', ({ headers }) => {
            delete headers['content-security-policy'];
          });
        },
      },
    },
  },
});
await vite.listen();
const { port } = vite.httpServer.address();
const url = `http://127.0.0.1:${port}`;

const server = spawn(
  process.execPath,
  [
    join(root, 'node_modules/tsx/dist/cli.mjs'),
    'watch',
    '--clear-screen=false',
    '--conditions=@connective-chat/source',
    join(root, 'packages/server/src/cli.ts'),
    ...['--demo', '--host', '127.0.0.1', '--port', String(serverPort), '--public-url', url],
    ...(hasData ? [] : ['--data', join(root, '.data/dev')]),
    ...given,
  ],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
let starts = 0;
server.stdout.on('data', (chunk) => {
  // The server prints its own address; replace it with the one to open.
  const text = String(chunk).replaceAll(`http://127.0.0.1:${serverPort}`, url);
  process.stdout.write(text);
  if (!text.includes(url)) return;
  starts += 1;
  if (starts > 1) vite.ws.send({ type: 'full-reload' });
});

let stopping = false;
async function stop(code) {
  if (stopping) return;
  stopping = true;
  const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : null;
  server.kill('SIGTERM');
  await ended;
  await vite.close();
  process.exit(code);
}
server.on('exit', (code) => void stop(code ?? 1));
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
