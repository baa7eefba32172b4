import { expect, test } from 'vitest';
import { done } from './support/admin-api.ts';
import { openDesk, tokenOf } from './support/operator.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, type Frame, mint, openChat, type RawVisitor } from './support/visitor.ts';

/* Ratings and sources of answers, frame by frame, as specified for any client. */

const SOURCES = [
  { id: 'a', title: 'Delivery', url: 'https://shop.example/delivery' },
  { id: 'b', title: 'Internal notes' },
  { id: 'c', title: 'A script', url: 'javascript:alert(1)' },
];
const held = { run: async () => ({ text: 'Three days', sources: SOURCES }) };
const bot = (id: string, showSources: boolean) => ({ ...testBot, id, settings: { ...testBot.settings, showSources } });
const server = useServer({
  bots: [testBot, bot('open', true), bot('listed', false)],
  operators: [{ id: 'boss', name: 'Boss', login: 'boss', password: 'boss-password', role: 'admin' }],
  providers: { held },
});

/** An answer of the agent. */
async function answered(visitor: RawVisitor, question = 'ask'): Promise<Frame> {
  const { seq } = await visitor.say(question);
  return visitor.answer(seq);
}

test('the server names the request among its caps, and only answers of an agent are marked', async () => {
  const { visitor, hello } = await openChat(server.url);
  expect(hello.caps).toContain('feedback');
  expect((await visitor.hears('Hello')).agent).toBeUndefined();
  expect((await answered(visitor)).agent).toBe(true);
  expect((await answered(visitor, 'hello')).agent).toBeUndefined();
});

test('fault 70: a rating is stored, changed and withdrawn; a repetition changes nothing', async () => {
  const { visitor } = await openChat(server.url);
  const { id: messageId } = await answered(visitor);
  const rate = (rating: object) => visitor.ask('feedback', { messageId, ...rating });
  expect(await rate({ value: 'down', reason: ' Too vague ' })).toEqual({
    ok: true,
    value: 'down',
    reason: 'Too vague',
    rev: 1,
  });
  expect(await rate({ value: 'down', reason: 'Too vague' })).toMatchObject({ rev: 1 });
  expect(await rate({ value: 'up' })).toEqual({ ok: true, value: 'up', rev: 2 });
  const stored = async () => (await visitor.hello()).items.find(({ id }: Frame) => id === messageId).feedback;
  expect(await stored()).toEqual({ value: 'up', rev: 2 });
  expect(await rate({ value: null, reason: 'ignored' })).toEqual({ ok: true, value: null, rev: 3 });
  expect(await stored()).toEqual({ value: null, rev: 3 });
  expect(visitor.of('feedback').map(({ rev }) => rev)).toEqual([1, 2, 3]);
});

test('two ratings at once are ordered: the stored one has the highest rev', async () => {
  const { visitor } = await openChat(server.url);
  const { id: messageId } = await answered(visitor);
  const values = ['up', 'down', 'up', 'down'];
  const acks = await Promise.all(values.map((value) => visitor.ask('feedback', { messageId, value, reason: value })));
  const last = acks.reduce((a, b) => (a.rev > b.rev ? a : b));
  const { items } = await visitor.hello();
  const { feedback } = items.find(({ id }: Frame) => id === messageId);
  expect({ ok: true, ...feedback }).toEqual(last);
});

test('the other tab and the desk follow; a tab that was away learns it from hello', async () => {
  const identity = mint();
  const { visitor } = await openChat(server.url, { auth: { visitor: identity, tab: 'one' } });
  const { id: messageId, seq } = await answered(visitor);
  const other = await connect(server.url, { auth: { visitor: identity, tab: 'two' } });
  const { conversation, epoch } = await other.hello();
  const desk = await openDesk(server.url, await tokenOf(server.url, 'boss'));
  await desk.ask('hello', {});
  await desk.ask('open', { conversation });
  await visitor.ask('feedback', { messageId, value: 'down', reason: 'No' });
  const rating = { messageId, value: 'down', reason: 'No', rev: 1 };
  expect(await other.next('feedback')).toEqual(rating);
  expect(await desk.next('feedback')).toEqual({ conversation, ...rating });
  const { items } = await desk.ask('open', { conversation });
  expect(items.at(-1)).toMatchObject({ feedback: { value: 'down', reason: 'No', rev: 1 } });

  const late = await connect(server.url, { auth: { visitor: identity, tab: 'three' } });
  const resumed = await late.hello({ cursor: { epoch, after: seq, id: messageId } });
  expect(resumed).toMatchObject({ reset: false, items: [], feedback: [rating] });
});

test('a rating of another message, of a stranger, or with too long a reason is refused', async () => {
  const { visitor } = await openChat(server.url);
  const greeting = await visitor.hears('Hello');
  const { id: messageId } = await answered(visitor);
  const refused = { ok: false, code: 'INVALID', retry: false };
  expect(await visitor.ask('feedback', { messageId: greeting.id, value: 'up' })).toMatchObject(refused);
  expect(await visitor.ask('feedback', { messageId, value: 'sideways' })).toMatchObject(refused);
  expect(await visitor.ask('feedback', { messageId, value: 'up', reason: 'x'.repeat(1001) })).toMatchObject(refused);
  const { visitor: stranger } = await openChat(server.url);
  expect(await stranger.ask('feedback', { messageId, value: 'up' })).toMatchObject(refused);
  expect(await visitor.ask('feedback', { messageId, value: 'up', reason: 'x'.repeat(1000) })).toMatchObject({ rev: 1 });
});

test('visitors receive sources only if the bot shows them, and only web addresses; operators always do', async () => {
  const closed = await openChat(server.url);
  expect((await answered(closed.visitor)).sources).toBeUndefined();
  const { visitor } = await openChat(server.url, { auth: { botId: 'open' } });
  const { id, sources } = await answered(visitor);
  const shown = [
    { title: 'Delivery', url: 'https://shop.example/delivery' },
    { title: 'Internal notes' },
    { title: 'A script' },
  ];
  expect(sources).toEqual(shown);
  const { items } = await visitor.hello();
  expect(items.find((item: Frame) => item.id === id).sources).toEqual(shown);

  const desk = await openDesk(server.url, await tokenOf(server.url, 'boss'));
  await desk.ask('hello', {});
  const page = await desk.ask('open', { conversation: closed.hello.conversation });
  expect(page.items.at(-1).sources).toEqual(SOURCES);
});

test('the settings list the ratings with question and reason, filtered, and page by page', async () => {
  const { visitor, hello } = await openChat(server.url, { auth: { botId: 'listed' } });
  const ratings = [
    { question: 'ask first', value: 'up' },
    { question: 'ask second', value: 'down', reason: 'Wrong' },
    { question: 'ask third', value: 'down' },
    { question: 'ask fourth', value: null },
  ];
  for (const { question, ...rating } of ratings) {
    const { id: messageId } = await answered(visitor, question);
    await visitor.ask('feedback', { messageId, value: 'up' });
    if (rating.value !== 'up') await visitor.ask('feedback', { messageId, ...rating });
  }
  const token = await tokenOf(server.url, 'boss');
  const list = (query: object = {}) => done(server.url, 'listFeedback', { bot: 'listed', ...query }, { token });
  const all = await list();
  expect(all.next).toBeNull();
  expect(all.items.map(({ question }) => question)).toEqual(['ask third', 'ask second', 'ask first']);
  expect(all.items[1]).toMatchObject({
    conversation: hello.conversation,
    botId: 'listed',
    value: 'down',
    reason: 'Wrong',
    answer: 'Three days (you)',
  });
  expect((await list({ value: 'up' })).items.map(({ question }) => question)).toEqual(['ask first']);
  const [, second] = all.items;
  expect((await list({ from: second?.at })).items[0]?.question).toBe('ask third');
  expect((await list({ until: all.items.at(-1)?.at })).items).toEqual([]);
  const page = await list({ limit: 2 });
  const rest = await list({ limit: 2, before: page.next ?? '' });
  expect([...page.items, ...rest.items]).toEqual(all.items);
  expect(rest.next).toBeNull();
});

test('protocol 1 has no ratings and no sources', async () => {
  const legacy = await connect(server.url, { auth: { v: 1, botId: 'open' } });
  await legacy.ask('history', { params: {} });
  await legacy.ask('message', { text: 'ask', type: 'text', params: {} });
  const answer = await legacy.next('message', ({ text }) => text.startsWith('Three days'));
  expect(Object.keys(answer)).not.toContain('sources');
  expect(Object.keys(answer)).not.toContain('agent');
});
