import { expect, test } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, mint } from './support/visitor.ts';

const held = new HeldAgent();
/** A bot whose messages have no equivalent in protocol 1. */
const showroom = {
  id: 'showroom',
  settings: testBot.settings,
  scenario: {
    version: 1,
    fallback: 'cards',
    nodes: {
      start: { type: 'start', next: 'cards' },
      cards: {
        type: 'message',
        cards: [
          { title: 'Halo', text: 'A desk lamp', image: { url: 'https://shop.test/1.png', alt: '1' } },
          { title: 'Luna', buttons: [{ label: 'Take Luna', next: 'picture' }] },
        ],
      },
      picture: { type: 'message', image: { url: 'https://shop.test/luna.png', alt: 'Luna' }, next: 'file' },
      file: {
        type: 'message',
        file: { url: 'https://shop.test/manual.pdf', name: 'Manual.pdf', size: 1234, mime: 'application/pdf' },
        next: 'rating',
      },
      rating: { type: 'message', rating: { prompt: 'How was it?', scale: 5, variable: 'score' }, next: 'end' },
      end: { type: 'exit' },
    },
  },
};
const server = useServer({ bots: [testBot, showroom], providers: { held } });

async function legacy(visitor = mint(), botId = testBot.id) {
  const raw = await connect(server.url, { auth: { v: 1, visitor, botId } });
  const history = await raw.ask('history', { params: { name: 'Ada' } });
  return { raw, history, visitor };
}

const heard = (raw: Awaited<ReturnType<typeof legacy>>['raw'], text: string) =>
  raw.next('message', (message) => message.text === text);

test('/start greets, a text is answered, buttons continue by their label, and no protocol 2 frames are pushed', async () => {
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

test('thinking is shown and blocks, and the conversation is the same as in protocol 2', async () => {
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

test('bodies unknown to protocol 1 become text with URLs, and their buttons work by their label', async () => {
  const { raw, visitor } = await legacy(mint(), showroom.id);
  await raw.ask('message', { text: '/start', type: 'command' });
  const cards = await heard(raw, 'Halo\nA desk lamp\nhttps://shop.test/1.png\n\nLuna');
  expect(cards).toMatchObject({ type: 'text', buttons: [[{ label: 'Take Luna' }]] });
  expect(await raw.ask('message', { text: 'Take Luna', type: 'button' })).toMatchObject({ ok: true });
  await heard(raw, 'Luna\nhttps://shop.test/luna.png');
  await heard(raw, 'Manual.pdf\nhttps://shop.test/manual.pdf');
  await heard(raw, 'How was it? (1–5)');
  const again = await legacy(visitor, showroom.id);
  expect(again.history.messages).toHaveLength(5);
});

test('unreadable input is INVALID, and the history comes first', async () => {
  const { raw } = await legacy();
  expect(await raw.ask('message', { text: 7 })).toMatchObject({ ok: false, code: 'INVALID' });
  const early = await connect(server.url, { auth: { v: 1 } });
  expect(await early.ask('message', { text: 'hi' })).toMatchObject({ ok: false, code: 'RESUME_REQUIRED' });
});
