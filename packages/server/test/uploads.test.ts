import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../src/db/open-database.ts';
import { createServer } from '../src/index.ts';
import { freshData } from './support/fresh-data.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { type Frame, openChat, type RawVisitor } from './support/visitor.ts';

const allowed = 'https://shop.example.com';
const strict = { ...testBot, id: 'strict', settings: { title: 'S', origins: [allowed], allowMissingOrigin: false } };
const server = useServer({
  bots: [testBot, strict],
  limits: { uploadBytes: 1_000_000, messagesPerMinute: 6000, burst: 1000 },
});

/** The smallest PNG: one transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const page = Buffer.from('<!doctype html><script>alert(1)</script>');

const filesOf = (url: string, bot = 'test') => `${url}/api/bots/${bot}/files`;

interface Post {
  readonly bot?: string;
  readonly origin?: string;
  readonly mime?: string;
}

const post = (token: string, bytes: Buffer, { bot = 'test', origin, mime = 'image/png' }: Post = {}) =>
  fetch(filesOf(server.url, bot), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': mime, ...(origin ? { origin } : {}) },
    body: new Uint8Array(bytes),
  });

const ask = (visitor: RawVisitor, file: object = {}) =>
  visitor.ask('upload', { name: 'pixel.png', size: png.length, mime: 'image/png', ...file });

async function uploaded(visitor: RawVisitor, bytes: Buffer, name: string, mime: string): Promise<string> {
  const { fileId, token } = await ask(visitor, { name, mime, size: bytes.length });
  expect((await post(token, bytes, { mime })).status).toBe(201);
  return fileId;
}

describe('S21: a file becomes a message', () => {
  test('a picture is uploaded, sent, pushed with a URL, shown inline, and returned by history', async () => {
    const { visitor, hello } = await openChat(server.url);
    const { ok, fileId, token } = await ask(visitor);
    expect(ok).toBe(true);
    const answer = await post(token, png);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ ok: true, fileId });

    const ack = await visitor.send({ type: 'image', fileId, alt: 'A pixel' });
    expect(ack).toMatchObject({ ok: true });
    const { body } = await visitor.next('msg', ({ seq }) => seq === ack.seq);
    expect(body).toMatchObject({ type: 'image', fileId, alt: 'A pixel' });
    expect(body.url.startsWith(`${server.url}/files/${fileId}/`)).toBe(true);

    const file = await fetch(body.url);
    expect(file.status).toBe(200);
    expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(file.headers.get('content-disposition')).toMatch(/^inline; filename="pixel\.png"/);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(file.headers.get('cross-origin-resource-policy')).toBe('cross-origin');

    const { items } = await visitor.ask('history', { epoch: hello.epoch, before: ack.seq + 1 });
    expect(items.at(-1).body.url).toBe(body.url);
    expect((await visitor.hello()).items.find(({ seq }: { seq: number }) => seq === ack.seq).body.url).toBe(body.url);
  });

  test('a text file is downloaded and never shown, with its original name and the stored metadata', async () => {
    const { visitor } = await openChat(server.url);
    const fileId = await uploaded(visitor, page, '../ра\u202eхунок "1".html', 'text/plain');
    const ack = await visitor.send({ type: 'file', fileId, name: 'evil.exe', size: 1, mime: 'text/html' });
    const { body } = await visitor.next('msg', ({ seq }) => seq === ack.seq);
    expect(body).toMatchObject({ name: '_рахунок _1_.html', size: page.length, mime: 'text/plain' });
    const file = await fetch(body.url);
    expect(file.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="________ _1_.html"; filename*=UTF-8''${encodeURIComponent('_рахунок _1_.html')}`,
    );
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('a repeated cid is the same message', async () => {
    const { visitor } = await openChat(server.url);
    const fileId = await uploaded(visitor, png, 'pixel.png', 'image/png');
    const cid = randomUUID();
    const first = await visitor.send({ type: 'image', fileId }, { cid });
    expect(await visitor.send({ type: 'image', fileId }, { cid })).toEqual({ ...first, dup: true });
  });

  test('a modified or expired URL opens nothing', async () => {
    const { visitor } = await openChat(server.url);
    const fileId = await uploaded(visitor, png, 'pixel.png', 'image/png');
    const ack = await visitor.send({ type: 'image', fileId });
    const { url } = (await visitor.next('msg', ({ seq }) => seq === ack.seq)).body;
    const [, , , , , until = '', signature = ''] = url.split('/');
    expect(Number(until)).toBeGreaterThan(Date.now() + 3_000_000);
    for (const wrong of [
      `/files/${fileId}`,
      `/files/${fileId}/${Number(until) + 900_000}/${signature}`,
      `/files/${randomUUID()}/${until}/${signature}`,
      `/files/${fileId}/${until}/${'A'.repeat(43)}`,
    ]) {
      expect((await fetch(server.url + wrong)).status).toBe(404);
    }
    vi.spyOn(Date, 'now').mockReturnValue(Number(until));
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('S21: what is refused', () => {
  test.each([
    ['an HTML page declared as a picture', page, 'image/png'],
    ['an SVG with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png'],
    ['a picture declared as a document', png, 'application/pdf'],
    ['binary data declared as text', Buffer.from([0, 1, 2, 255]), 'text/plain'],
  ])('%s', async (_, bytes, mime) => {
    const { visitor } = await openChat(server.url);
    const { fileId, token } = await ask(visitor, { size: bytes.length, mime });
    expect((await post(token, bytes, { mime })).status).toBe(415);
    expect(await visitor.send({ type: 'image', fileId })).toMatchObject({ ok: false, code: 'INVALID' });
  });

  test.each([
    [{ mime: 'image/svg+xml' }, 'UNSUPPORTED_TYPE'],
    [{ mime: 'text/html' }, 'UNSUPPORTED_TYPE'],
    [{ size: 1_000_001 }, 'TOO_LARGE'],
    [{ size: 0 }, 'INVALID'],
  ])('%o is refused before a byte is sent', async (file, code) => {
    const { visitor } = await openChat(server.url);
    expect(await ask(visitor, file)).toMatchObject({ ok: false, code, retry: false });
  });

  test('more bytes than announced are cut off while streaming', async () => {
    const { visitor } = await openChat(server.url);
    const { fileId, token } = await ask(visitor, { size: 1000 });
    let sent = 0;
    const body = new ReadableStream({
      async pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (sent > 20_000_000) controller.close();
      },
    });
    const answer = await fetch(filesOf(server.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(20_000_000);
    expect(await visitor.send({ type: 'image', fileId })).toMatchObject({ ok: false, code: 'INVALID' });
  });

  test('fewer bytes than announced', async () => {
    const { visitor } = await openChat(server.url);
    const { token } = await ask(visitor, { size: png.length + 1 });
    expect((await post(token, png)).status).toBe(400);
  });

  test('an upload token works once, for its bot, and is required', async () => {
    const { visitor } = await openChat(server.url);
    const { token } = await ask(visitor);
    expect((await post(token, png, { bot: 'strict', origin: allowed })).status).toBe(401);
    expect((await post(token, png)).status).toBe(201);
    expect((await post(token, png)).status).toBe(401);
    expect((await fetch(filesOf(server.url), { method: 'POST', body: new Uint8Array(png) })).status).toBe(401);
    expect((await post('x'.repeat(43), png)).status).toBe(401);
  });

  test("another visitor's file, and a file that was never uploaded", async () => {
    const { visitor: owner } = await openChat(server.url);
    const { visitor: other } = await openChat(server.url);
    const fileId = await uploaded(owner, png, 'pixel.png', 'image/png');
    expect(await other.send({ type: 'image', fileId })).toMatchObject({ ok: false, code: 'INVALID' });
    const { fileId: empty } = await ask(other);
    expect(await other.send({ type: 'image', fileId: empty })).toMatchObject({ ok: false, code: 'INVALID' });
    expect(await owner.send({ type: 'image', fileId })).toMatchObject({ ok: true });
  });

  test('a document sent as a picture', async () => {
    const { visitor } = await openChat(server.url);
    const fileId = await uploaded(visitor, Buffer.from('Words'), 'words.txt', 'text/plain');
    expect(await visitor.send({ type: 'image', fileId })).toMatchObject({ ok: false, code: 'INVALID' });
    expect(await visitor.send({ type: 'file', fileId, name: 'words.txt', size: 5, mime: 'text/plain' })).toMatchObject({
      ok: true,
    });
  });
});

describe('S21: origins of uploads', () => {
  const preflight = (bot: string, origin: string) =>
    fetch(filesOf(server.url, bot), {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test('a preflight of a listed origin is answered, and others are not', async () => {
    const yes = await preflight('strict', allowed);
    expect(yes.status).toBe(204);
    expect(yes.headers.get('access-control-allow-origin')).toBe(allowed);
    expect(yes.headers.get('access-control-allow-headers')).toBe('authorization, content-type');
    expect(yes.headers.get('vary')).toContain('origin');
    const no = await preflight('strict', 'https://evil.example');
    expect(no.status).toBe(403);
    expect(no.headers.get('access-control-allow-origin')).toBeNull();
    expect((await preflight('nobody', allowed)).status).toBe(404);
  });

  test('a post from a foreign origin is refused and does not use up the token', async () => {
    const { visitor } = await openChat(server.url, { auth: { botId: 'strict' }, origin: allowed });
    const { token } = await ask(visitor);
    expect((await post(token, png, { bot: 'strict', origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(token, png, { bot: 'strict' })).status).toBe(403);
    const taken = await post(token, png, { bot: 'strict', origin: allowed });
    expect(taken.status).toBe(201);
    expect(taken.headers.get('access-control-allow-origin')).toBe(allowed);
  });
});

test("fault 62: stalled uploads are ended, and one visitor's never take the slots of the others", async () => {
  const dataDir = await freshData();
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const own = await createServer({
    dataDir,
    bots: [testBot],
    providers: { held: new HeldAgent() },
    uploads: { stallMs: 1500 },
  });
  onTestFinished(() => own.close());
  const { visitor } = await openChat(own.url);
  const answers: Promise<string>[] = [];
  const reserved: Frame[] = [];
  for (let index = 0; index < 5; index += 1) reserved.push(await ask(visitor, { size: 100_000 }));
  // All at once: the first must not be ended as stalled before the last one begins.
  for (const { token } of reserved) {
    const tcp = connectTcp(own.port, '127.0.0.1');
    tcp.write(
      `POST /api/bots/test/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 100000\r\n\r\n.`,
    );
    answers.push(
      once(tcp, 'data').then(([data]) => /^HTTP\/1.1 (503).*"message":"(.*?)"/s.exec(String(data))?.[2] ?? ''),
    );
  }
  // One more upload than a conversation may have is refused immediately, while the others are still running.
  expect(await Promise.race(answers)).toBe('Too many uploads at once.');
  const other = await openChat(own.url);
  const { token } = await ask(other.visitor);
  const answer = await fetch(filesOf(own.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new Uint8Array(png),
  });
  expect(answer.status, 'another visitor is served meanwhile').toBe(201);
  const slow = 'The upload was too slow.';
  expect((await Promise.all(answers)).sort()).toEqual([slow, slow, slow, slow, 'Too many uploads at once.']);
});

test('fault 57: an interrupted upload leaves nothing behind and frees its slot at once', async () => {
  const { visitor } = await openChat(server.url);
  const reserved: { ok: boolean; token: string }[] = [];
  for (let index = 0; index < 20; index += 1) reserved.push(await ask(visitor, { size: 1000 }));
  for (const place of reserved) expect(place.ok).toBe(true);
  expect(await ask(visitor), 'each of the 20 places is reserved').toMatchObject({ ok: false, code: 'BUSY' });
  const { hostname, port } = new URL(server.url);
  const tcp = connectTcp(Number(port), hostname);
  tcp.on('error', () => {});
  await once(tcp, 'connect');
  const head = `POST /api/bots/test/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${reserved[0]?.token}\r\n`;
  tcp.end(Buffer.concat([Buffer.from(`${head}content-length: 1000\r\n\r\n`), png]));
  await expect.poll(() => ask(visitor), { timeout: 20_000 }).toMatchObject({ ok: true });
});

test('S21: an aborted upload leaves nothing, and uploaded files that were not sent are swept', async () => {
  const dataDir = await freshData();
  const uploads = { unsentMs: 60_000, unfilledMs: 3_600_000, sweepMs: 50 };
  const now = { ms: Date.now() };
  const own = await createServer({
    dataDir,
    bots: [testBot],
    providers: { held: new HeldAgent() },
    uploads,
    clock: { now: () => now.ms },
  });
  try {
    const { visitor } = await openChat(own.url);
    const { fileId, token } = await ask(visitor, { size: 1000 });
    const tcp = connectTcp(own.port, '127.0.0.1');
    tcp.on('error', () => {});
    await new Promise<void>((resolve) => tcp.once('connect', resolve));
    tcp.write(
      `POST /api/bots/test/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 1000\r\n\r\n`,
    );
    tcp.write(png);
    await new Promise((resolve) => setTimeout(resolve, 100));
    tcp.destroy();
    expect(await visitor.send({ type: 'image', fileId })).toMatchObject({ ok: false, code: 'INVALID' });

    const headers = { authorization: '' };
    const upload = async () => {
      const reserved = await ask(visitor);
      headers.authorization = `Bearer ${reserved.token}`;
      const { status } = await fetch(filesOf(own.url), { method: 'POST', headers, body: new Uint8Array(png) });
      expect(status).toBe(201);
      return reserved.fileId as string;
    };
    const sent = await upload();
    expect(await visitor.send({ type: 'image', fileId: sent })).toMatchObject({ ok: true });
    const forgotten = await upload();
    now.ms += uploads.unsentMs + 1;
    // Several sweeps are begun meanwhile, and the database works in the order of its requests.
    await new Promise((resolve) => setTimeout(resolve, 6 * uploads.sweepMs));
    expect(await visitor.send({ type: 'image', fileId: forgotten })).toMatchObject({ ok: false, code: 'INVALID' });
    await own.close();
    const { db, close } = await openDatabase({ dataDir });
    expect((await db.selectFrom('files').select('id').execute()).map(({ id }) => id)).toEqual([sent]);
    await close();
  } finally {
    await own.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
