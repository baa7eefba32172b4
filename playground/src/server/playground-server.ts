import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer as createProbe } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Connect, preview } from 'vite';
import { ChatProcess } from './chat-process.ts';
import { FaultProxy } from './fault-proxy.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../..');
const SLOW_MS = 1_200;

export interface PlaygroundOptions {
  /** The port of the page; 0 is any free one. */
  readonly port: number;
  /** The folder of the chat server's database. */
  readonly dataDir: string;
  /** How long each stage of the agent takes, in ms. Default 900. */
  readonly stageMs?: number;
  /** Flags of Node for the chat server. */
  readonly nodeFlags?: readonly string[];
}

export interface Playground {
  readonly url: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createProbe();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** Serves the built page, a real chat server in a process of its own, and a proxy between them that causes faults. */
export async function startPlayground({
  port,
  dataDir,
  stageMs = 900,
  nodeFlags = [],
}: PlaygroundOptions): Promise<Playground> {
  const chatPort = await freePort();
  const proxy = await FaultProxy.before(`http://127.0.0.1:${chatPort}`);
  const chat = new ChatProcess(folder, { port: chatPort, dataDir, publicUrl: proxy.url, stageMs, nodeFlags });
  await chat.start();

  const controls: Record<string, () => void | Promise<void>> = {
    cut: () => proxy.cut(),
    slow: () => proxy.delay(SLOW_MS),
    fast: () => proxy.delay(0),
    kill: () => chat.kill(),
    start: () => chat.start(),
    'think-for-ever': () => chat.ask('think-for-ever'),
    answer: () => chat.ask('answer'),
    'take-over': () => chat.ask('take-over'),
  };
  const page = (): string =>
    readFileSync(join(folder, 'dist/index.html'), 'utf8').replace('<html lang="en"', `$& data-server="${proxy.url}"`);

  const handle: Connect.NextHandleFunction = async (request, response, next) => {
    const path = request.url?.split('?')[0] ?? '/';
    if (path === '/' || path === '/index.html') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page());
      return;
    }
    const control = path.startsWith('/control/') ? controls[path.slice('/control/'.length)] : undefined;
    if (!control) return next();
    // A page of another site could send a POST without reading the answer.
    const isOwn = request.method === 'POST' && request.headers['sec-fetch-site'] === 'same-origin';
    if (!isOwn) {
      response.writeHead(403).end();
      return;
    }
    try {
      await control();
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(error instanceof Error ? error.message : 'failed');
    }
  };
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port, strictPort: port !== 0 },
    plugins: [{ name: 'playground', configurePreviewServer: ({ middlewares }) => void middlewares.use(handle) }],
  });
  const { port: pagePort } = server.httpServer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${pagePort}`,
    async close() {
      await server.close();
      await chat.kill();
      await proxy.close();
    },
  };
}
