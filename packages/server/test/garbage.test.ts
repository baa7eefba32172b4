import { clientEventSchemas } from '@connective-chat/core/protocol';
import fc from 'fast-check';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, openChat } from './support/visitor.ts';

/** Budgets that no test in this file reaches; they have tests of their own. */
const server = useServer({ bots: [testBot], budgets: { perSocket: 10_000, perVisitor: 10_000 } });

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};

test('S14: any input is answered, and the server stays up', async () => {
  const { visitor } = await openChat(server.url);
  const names = fc.constantFrom(...Object.keys(clientEventSchemas).filter((name) => name !== 'hello'));
  await fc.assert(
    fc.asyncProperty(names, fc.jsonValue({ maxDepth: 4 }), async (name, payload) => {
      const answer = await visitor.ask(name, payload);
      expect(typeof answer.ok).toBe('boolean');
      if (!answer.ok) expect(answer).toMatchObject({ code: expect.any(String), retry: expect.any(Boolean) });
      expect(answer.code, 'refused where it enters, and not by what breaks behind it').not.toBe('INTERNAL');
    }),
    { numRuns: 150 },
  );
  expect((await visitor.hello()).ok).toBe(true);
});

test('S15: a frame nested thousands of levels deep is refused', async () => {
  const { visitor } = await openChat(server.url);
  const tooDeep = { ok: false, code: 'INVALID', message: expect.stringMatching(/too deep/) };
  expect(await visitor.ask('send', deep(1000))).toMatchObject(tooDeep);
  // Deeper than a client can encode, so the packet is written as a string.
  visitor.socket.io.engine.write(`2/widget,["send",${'['.repeat(50_000)}${']'.repeat(50_000)}]`);
  expect((await visitor.hello()).ok).toBe(true);
});

test('an event without a payload, without an ack callback, or with an unknown name has no effect', async () => {
  const { visitor } = await openChat(server.url);
  for (const name of [...Object.keys(clientEventSchemas), 'nonsense']) {
    visitor.socket.emit(name);
    visitor.socket.emit(name, null, undefined, 1);
  }
  expect(await visitor.socket.timeout(30_000).emitWithAck('sync')).toMatchObject({ ok: false, code: 'INVALID' });
  expect((await visitor.hello()).ok).toBe(true);
});

test('a text that is too long and an unknown body type have their own codes', async () => {
  const { visitor } = await openChat(server.url);
  expect(await visitor.say('я'.repeat(9000))).toMatchObject({ code: 'TOO_LARGE', retry: false });
  expect(await visitor.send({ type: 'hologram' })).toMatchObject({ code: 'UNSUPPORTED_TYPE', retry: false });
});

test('a refusal does not quote the input', async () => {
  const { visitor } = await openChat(server.url);
  const { message } = await visitor.ask('send', { cid: 'secret secret', body: { type: 'text', text: 42 } });
  expect(message).toMatch(/cid/);
  expect(message).not.toContain('secret');
});

test('S20: a frame beyond the limit ends its own connection only', async () => {
  const { visitor } = await openChat(server.url);
  const other = await connect(server.url);
  const gone = new Promise((resolve) => visitor.socket.once('disconnect', resolve));
  visitor.socket.emit('send', 'x'.repeat(300 * 1024));
  await gone;
  expect((await other.hello()).ok).toBe(true);
});

test('the root namespace accepts nobody', async () => {
  const socket = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true });
  onTestFinished(() => void socket.disconnect());
  const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
  expect(error.message).toBe('NAMESPACE_REQUIRED');
});
