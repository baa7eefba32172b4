import { ChatError, createChatClient, type PostOptions } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import { expect, it, vi } from 'vitest';

interface Post extends PostOptions {
  readonly answer: (status: number) => void;
  readonly fail: (error: Error) => void;
}

async function setUp() {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock });
  const posts: Post[] = [];
  const chat = createChatClient({
    url: 'http://memory',
    botId: 'shop 1',
    platform: createMemoryPlatform(clock, server, {
      postFile: (options) =>
        new Promise((answer, fail) => {
          options.signal.addEventListener('abort', () => fail(new Error('aborted')));
          posts.push({ ...options, answer, fail });
        }),
    }),
  });
  chat.start();
  await clock.advance(10);
  /** Waits until this many uploads have started: the code for uploads is loaded with the first file. */
  const posted = (count: number): Promise<unknown> =>
    vi.waitUntil(
      async () => {
        await clock.advance(10);
        return posts.length >= count;
      },
      { timeout: 20_000 },
    );
  return { clock, server, posts, posted, chat };
}
const picture = (name: string, size = 10): File => new File([new Uint8Array(size)], name, { type: 'image/png' });

it('uploads a file with its token, reports progress, and sends it as a message', async () => {
  const { clock, server, posts, posted, chat } = await setUp();
  expect(chat.upload(picture('a.png'))).toMatchObject({ ok: true });
  await posted(1);
  expect(posts[0]?.url).toBe('http://memory/api/bots/shop%201/files');
  expect(posts[0]?.token).toBe('token-1');
  posts[0]?.onProgress(0.5);
  expect(chat.uploads.get()).toMatchObject([{ name: 'a.png', status: 'uploading', progress: 0.5 }]);
  posts[0]?.answer(201);
  await clock.advance(10);
  expect(chat.uploads.get()).toEqual([]);
  expect(server.conversation.log.map(({ body }) => body)).toEqual([{ type: 'image', fileId: 'file-1', alt: 'a.png' }]);
});

it('one failed upload does not affect others, and can be retried (fault 57)', async () => {
  const { clock, server, posts, posted, chat } = await setUp();
  const bad = chat.upload(picture('bad.png'));
  chat.upload(picture('good.png'));
  await posted(2);
  posts[0]?.fail(new Error('cut'));
  posts[1]?.answer(201);
  await clock.advance(10);
  expect(chat.uploads.get()).toMatchObject([
    { name: 'bad.png', status: 'failed', error: { code: 'UPLOAD_FAILED', retryable: true } },
  ]);
  expect(bad.ok && chat.retryUpload(bad.id)).toBe(true);
  await posted(3);
  posts[2]?.answer(201);
  await clock.advance(10);
  expect(chat.uploads.get()).toEqual([]);
  expect(server.conversation.head).toBe(2);
});

it.each([
  [413, 'TOO_LARGE', false],
  [415, 'TYPE_MISMATCH', false],
  [403, 'UPLOAD_FAILED', false],
  [429, 'RATE_LIMITED', true],
  [410, 'UPLOAD_FAILED', true],
  [503, 'UPLOAD_FAILED', true],
])('reports why the server refused the bytes, and whether a retry can help: %i', async (status, code, retryable) => {
  const { clock, posts, posted, chat } = await setUp();
  chat.upload(picture('a.png'));
  await posted(1);
  posts[0]?.answer(status);
  await clock.advance(10);
  expect(chat.uploads.get()).toMatchObject([{ status: 'failed', error: { code, retryable } }]);
});

it('cancels an upload without a message, and refuses files the server would refuse', async () => {
  const { clock, server, posts, posted, chat } = await setUp();
  const upload = chat.upload(picture('a.png'));
  await posted(1);
  expect(upload.ok && chat.cancelUpload(upload.id)).toBe(true);
  await clock.advance(10);
  expect(posts[0]?.signal.aborted).toBe(true);
  expect(posts[0]?.signal.reason).toBeInstanceOf(ChatError);
  expect(chat.uploads.get()).toEqual([]);
  expect(server.conversation.head).toBe(0);
  expect(chat.upload(picture('big.png', 11 * 1024 * 1024))).toEqual({ ok: false, reason: 'too-large' });
  expect(chat.upload(new File(['<svg/>'], 'x.svg', { type: 'image/svg+xml' }))).toEqual({
    ok: false,
    reason: 'unsupported',
  });
  expect(chat.upload(picture('empty.png', 0))).toEqual({ ok: false, reason: 'empty' });
});

it('keeps a finished upload while the agent thinks, and sends it after the answer', async () => {
  const { clock, server, posts, posted, chat } = await setUp();
  server.script = (turn) => turn.think('…');
  chat.send('question');
  await clock.advance(50);
  expect(chat.can('send').ok).toBe(false);
  chat.upload(picture('meanwhile.png'));
  await posted(1);
  posts[0]?.answer(201);
  await clock.advance(50);
  expect(chat.uploads.get()).toEqual([]);
  expect(chat.messages.get().at(-1)).toMatchObject({ body: { type: 'image' }, delivery: 'pending' });
  server.say('answer');
  await clock.advance(50);
  expect(chat.messages.get().map(({ body, delivery }) => `${body.type}:${delivery}`)).toEqual([
    'text:confirmed',
    'text:confirmed',
    'image:confirmed',
  ]);
});
