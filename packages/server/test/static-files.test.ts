import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpApp } from '../src/http/create-http-app.ts';
import { mountRoutes } from '../src/http/mount-routes.ts';
import { pagesRoutes } from '../src/http/pages-routes.ts';
import { widgetRoutes } from '../src/http/widget-routes.ts';
import { createLogger } from '../src/lib/logger.ts';

const SCRIPT = `console.log('${'lamp '.repeat(200)}');\n`;
const FILES = {
  'widget/kwjs.js': SCRIPT,
  'widget/kwjs-1.2.3-0a1b2c3d.js': SCRIPT,
  'widget/other.js': SCRIPT,
  'widget/chunks/panel-Ab12Cd34.js': SCRIPT,
  'pages/index.html': '<!doctype html><meta name="nonce" content="%PAGE_NONCE%">',
  'pages/preview.html': '<!doctype html><title>preview</title>',
  'pages/assets/index-1a2b3c4d.js': SCRIPT,
  'shop/index.html': '<!doctype html><title>shop</title>',
  'shop/about.html': '<!doctype html><title>about</title>',
  'shop/lamps/index.html': '<!doctype html><title>lamps</title>',
  'shop/app.js': SCRIPT,
  'shop/only-gzip.css': 'body { color: black }',
  'shop/plain.txt': 'plain',
  'secret.txt': 'secret',
};
const WITHOUT_BROTLI = ['shop/only-gzip.css'];
const UNCOMPRESSED = ['shop/plain.txt', 'secret.txt', 'pages/index.html', 'pages/preview.html'];

const folder = mkdtempSync(join(tmpdir(), 'static-files-'));
const app = createHttpApp({ logger: createLogger('silent'), proxies: 0 });
let port = 0;

beforeAll(async () => {
  for (const [name, content] of Object.entries(FILES)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (UNCOMPRESSED.includes(name)) continue;
    writeFileSync(`${file}.gz`, gzipSync(content));
    if (!WITHOUT_BROTLI.includes(name)) writeFileSync(`${file}.br`, brotliCompressSync(content));
  }
  app.register(widgetRoutes(join(folder, 'widget')));
  app.register(pagesRoutes(join(folder, 'pages')));
  app.register(mountRoutes({ path: '/shop/', directory: join(folder, 'shop') }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Reads the response from the socket, because `fetch` would normalize the path and decompress the body. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) });
    })
      .once('error', reject)
      .end();
  });
}

const compressed: readonly (readonly [path: string, name: keyof typeof FILES])[] = [
  ['/kwjs.js', 'widget/kwjs.js'],
  ['/kwjs-1.2.3-0a1b2c3d.js', 'widget/kwjs-1.2.3-0a1b2c3d.js'],
  ['/chunks/panel-Ab12Cd34.js', 'widget/chunks/panel-Ab12Cd34.js'],
  ['/widget-assets/kwjs.js', 'widget/kwjs.js'],
  ['/pages/assets/index-1a2b3c4d.js', 'pages/assets/index-1a2b3c4d.js'],
  ['/shop/app.js', 'shop/app.js'],
];

test.each(compressed)('%s is sent in an encoding the client accepts, with Vary', async (path, name) => {
  const content = FILES[name];
  for (const [accepts, encoding, bytes] of [
    ['gzip, deflate, br, zstd', 'br', brotliCompressSync(content)],
    ['gzip', 'gzip', gzipSync(content)],
    ['identity', undefined, Buffer.from(content)],
    ['', undefined, Buffer.from(content)],
  ] as const) {
    const answer = await get(path, accepts === '' ? {} : { 'accept-encoding': accepts });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toBe('application/javascript; charset=utf-8');
    expect(answer.headers.vary?.toLowerCase()).toContain('accept-encoding');
    expect(answer.bytes.equals(bytes)).toBe(true);
    expect(answer.headers['content-length']).toBe(String(bytes.byteLength));
    const known = { 'accept-encoding': accepts, 'if-none-match': answer.headers.etag ?? '' };
    expect((await get(path, known)).status).toBe(304);
  }
});

test('a file compressed in one encoding or none is sent in the best available one', async () => {
  const everything = { 'accept-encoding': 'br, gzip' };
  const style = await get('/shop/only-gzip.css', everything);
  expect(style.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/css; charset=utf-8' });
  const text = await get('/shop/plain.txt', everything);
  expect(text.headers['content-encoding']).toBeUndefined();
  expect(text.headers.vary?.toLowerCase()).toContain('accept-encoding');
  expect(text.bytes.toString()).toBe('plain');
});

test('HEAD returns the headers of GET without a body', async () => {
  const answer = await get('/kwjs.js', { 'accept-encoding': 'br' }, 'HEAD');
  expect(answer).toMatchObject({ status: 200, headers: { 'content-encoding': 'br' } });
  expect(answer.bytes).toHaveLength(0);
  expect((await get('/kwjs.js', {}, 'POST')).status).toBe(404);
});

test('hashed files are cached, loaders are revalidated, and pages of any origin may load both', async () => {
  const immutable = 'public, max-age=31536000, immutable';
  const widget = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
  expect((await get('/chunks/panel-Ab12Cd34.js')).headers).toMatchObject({ ...widget, 'cache-control': immutable });
  expect((await get('/kwjs.js')).headers).toMatchObject({ ...widget, 'cache-control': 'no-cache' });
  expect((await get('/pages/assets/index-1a2b3c4d.js')).headers['cache-control']).toBe(immutable);
  expect((await get('/shop/app.js')).headers['cache-control']).toBeUndefined();
});

test('a missing file is 404 and not cached', async () => {
  for (const path of [
    '/chunks/gone-Ab12Cd34.js',
    '/kwjs-9.9.9-0a1b2c3d.js',
    '/kwjsx',
    '/other.js',
    '/pages/assets/x.js',
  ]) {
    const answer = await get(path);
    expect(answer.status, path).toBe(404);
    expect(answer.bytes.toString()).toBe('Not found.\n');
    expect(answer.headers['cache-control'] ?? 'no-cache').not.toContain('immutable');
  }
  expect((await get('/widget-assets/other.js')).status).toBe(200);
});

test('a route of a mounted application returns its page, and a missing file does not', async () => {
  expect(await get('/shop')).toMatchObject({ status: 308, headers: { location: '/shop/' } });
  for (const [path, title] of [
    ['/shop/', 'shop'],
    ['/shop/cart/42', 'shop'],
    ['/shop/about', 'about'],
    ['/shop/lamps', 'lamps'],
    ['/shop/lamps/', 'lamps'],
  ]) {
    const answer = await get(path as string);
    expect(answer.bytes.toString(), path).toContain(`<title>${title}</title>`);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  }
  expect((await get('/shop/gone.js')).status).toBe(404);
  expect((await get('/shopping')).status).toBe(404);
});

test('no path escapes its folder', async () => {
  for (const base of ['/shop', '/widget-assets', '/pages/assets', '/chunks']) {
    for (const way of [
      '../secret.txt',
      '%2e%2e/secret.txt',
      '..%2fsecret.txt',
      'x/../../secret.txt',
      '..%5csecret.txt',
    ]) {
      const answer = await get(`${base}/${way}`);
      expect(answer.bytes.toString(), `${base}/${way}`).not.toContain('secret');
      // A mounted application answers all paths below its own with its page.
      if (base !== '/shop') expect(answer.status, `${base}/${way}`).toBe(404);
    }
  }
});

test('each page gets its own nonce, and its policy forbids what it does not need', async () => {
  const nonces = new Set<string>();
  for (const path of ['/settings', '/settings/bots/1', '/operator', '/widget/en/?bot-id=1']) {
    const { headers, bytes } = await get(path);
    const [, nonce = ''] = /content="([^"]+)"/.exec(bytes.toString()) ?? [];
    nonces.add(nonce);
    expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-store');
  }
  expect(nonces.size).toBe(4);
  expect((await get('/pages/preview')).headers['content-security-policy']).toContain("frame-ancestors 'self'");
  expect((await get('/settingsx')).status).toBe(404);
});

test('every response has the security headers, even if the URL cannot be decoded', async () => {
  for (const [path, status, text] of [
    ['/nothing', 404, 'Not found.\n'],
    ['/%E0%A4%A', 400, 'Bad request.\n'],
    ['/files/%', 400, 'Bad request.\n'],
    ['/shop/%00', 400, 'Bad request.\n'],
  ] as const) {
    const answer = await get(path);
    expect(answer.status, path).toBe(status);
    expect(answer.bytes.toString()).toBe(text);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  }
});
