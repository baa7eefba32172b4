import { expect, test } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, mint } from './support/visitor.ts';

const held = new HeldAgent();
const server = useServer({ bots: [testBot], providers: { held } });

async function legacy(visitor = mint()) {
  const raw = await connect(server.url, { auth: { v: 1, visitor } });
  const history = await raw.ask('history', { params: { name: 'Ada' } });
  return { raw, history, visitor };
}

const heard = (raw: Awaited<ReturnType<typeof legacy>>['raw'], text: string) =>
  raw.next('message', (message) => message.text === text);

test('/start greets, a text is answered, buttons go on by their label, and nothing of protocol 2 is pushed', async () => {
  const { raw, history } = await legacy();
  expect(history).toEqual({ ok: true, messages: [] });
  expect(await raw.ask('message', { text: '/start', type: 'command' })).toMatchObject({ ok: true });
  const greeting = await heard(raw, 'Hello Ada');
  expect(greeting).toMatchObject({ from: 'bot', type: 'text', date: expect.any(String), id: expect.any(String) });
  expect(greeting.buttons.flat().map(({ label }: { label: string }) => label)).toEqual(['One', 'Age']);
  const ack = await raw.ask('message', { text: 'hi', type: 'text' });
  expect(await raw.next('message', ({ id }) => id === ack.id)).toMatchObject({
    from: 'user',
    text: 'hi',
    date: ack.date,
  });
  await heard(raw, 'Echo: hi');
  await raw.ask('message', { text: 'One', type: 'button' });
  await heard(raw, 'You chose one');
  expect(new Set(raw.pushes.map(({ event }) => event))).toEqual(new Set(['message']));
});

test('thinking is told and locks; the conversation is the same one as in protocol 2', async () => {
  const { raw, visitor } = await legacy();
  const modern = await connect(server.url, { auth: { visitor } });
  await modern.hello();
  await raw.ask('message', { text: 'ask legacy', params: { name: 'Ada' } });
  expect(await raw.next('thinking')).toEqual({ on: true, text: 'Thinking about Ada' });
  expect(await raw.ask('message', { text: 'too early' })).toMatchObject({ ok: false, code: 'THINKING_LOCK' });
  await expect.poll(() => held.find('ask legacy')).toBeDefined();
  held.find('ask legacy')?.finish('Found');
  await heard(raw, 'Found (Ada)');
  await modern.hears('Found (Ada)');
  const again = await legacy(visitor);
  expect(again.history.messages.map(({ text }: { text: string }) => text)).toEqual(['ask legacy', 'Found (Ada)']);
});

test('what cannot be read is INVALID, and history comes first', async () => {
  const { raw } = await legacy();
  expect(await raw.ask('message', { text: 7 })).toMatchObject({ ok: false, code: 'INVALID' });
  const early = await connect(server.url, { auth: { v: 1 } });
  expect(await early.ask('message', { text: 'hi' })).toMatchObject({ ok: false, code: 'RESUME_REQUIRED' });
});
