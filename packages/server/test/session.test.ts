import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, mint, openChat, refusal } from './support/visitor.ts';

const server = useServer({
  bots: [testBot],
  headIntervalMs: 50,
  limits: { messagesPerMinute: 60_000, burst: 20_000 },
});

/** A conversation with `count` echoes. */
async function chatWith(count: number) {
  const visitor = mint();
  const { visitor: raw, hello } = await openChat(server.url, { auth: { visitor } });
  await raw.hears('Hello');
  for (let index = 0; index < count; index += 1) {
    const { seq } = await raw.say(`m${index}`);
    await raw.answer(seq);
  }
  return { raw, epoch: hello.epoch as string, visitor };
}

test('a visitor without an id gets a new one, and is recognized by its secret', async () => {
  const first = await connect(server.url, { auth: { visitor: undefined } });
  const { visitor, conversation } = await first.hello();
  expect(visitor.secret.length).toBeGreaterThanOrEqual(43);
  const second = await connect(server.url, { auth: { visitor } });
  const again = await second.hello();
  expect(again.conversation).toBe(conversation);
  expect(again.visitor).toBeUndefined();
});

test('S6: the id of a visitor without the secret gives access to nothing', async () => {
  const visitor = mint();
  await (await connect(server.url, { auth: { visitor } })).hello();
  const stolen = { id: visitor.id, secret: mint().secret };
  expect(await refusal(server.url, { auth: { visitor: stolen } })).toMatchObject({ code: 'AUTH_FAILED', retry: false });
});

test('S6: of two clients that use a new id with different secrets, the first one that opens a conversation owns it', async () => {
  const visitor = mint();
  const same = await connect(server.url, { auth: { visitor } });
  const first = await connect(server.url, { auth: { visitor } });
  const other = await connect(server.url, { auth: { visitor: { id: visitor.id, secret: mint().secret } } });
  const { conversation } = await first.hello({ open: true });
  for (const open of [true, false]) {
    expect(await other.hello({ open })).toMatchObject({ ok: false, code: 'AUTH_FAILED', retry: false });
  }
  expect(await other.say('hello')).toMatchObject({ ok: false, code: 'RESUME_REQUIRED' });
  expect(await same.hello(), 'another tab of the first one').toMatchObject({ ok: true, conversation });
});

test('S6: a claimed userId never selects a conversation', async () => {
  const one = await (await connect(server.url, { auth: { userId: 'boss' } })).hello();
  const two = await (await connect(server.url, { auth: { userId: 'boss' } })).hello();
  expect(two.conversation).not.toBe(one.conversation);
});

test('another version, an unknown bot and an unreadable handshake are refused with their codes', async () => {
  expect(await refusal(server.url, { auth: { v: 3 } })).toMatchObject({ code: 'PROTOCOL_UNSUPPORTED' });
  expect(await refusal(server.url, { auth: { botId: 'none' } })).toMatchObject({ code: 'BOT_NOT_FOUND' });
  expect(await refusal(server.url, { auth: { v: 'two' } })).toMatchObject({ code: 'AUTH_FAILED' });
});

test('the greeting is sent once, also for two tabs that open at the same time', async () => {
  const visitor = mint();
  const [one, two] = await Promise.all([
    connect(server.url, { auth: { visitor } }),
    connect(server.url, { auth: { visitor } }),
  ]);
  await Promise.all([one.hello({ open: true }), two.hello({ open: true })]);
  const { seq } = await one.say('hi');
  await one.answer(seq);
  const { items } = await two.hello({ open: true });
  expect(items.filter((item: { body: { text: string } }) => item.body.text.startsWith('Hello'))).toHaveLength(1);
});

test('hello without open sends no greeting', async () => {
  const raw = await connect(server.url);
  await raw.hello();
  const { seq } = await raw.say('hi');
  await raw.answer(seq);
  expect((await raw.hello({ open: true })).head).toBe(2);
});

test('fault 17: a valid cursor gets the messages after it, and any other cursor a reset', async () => {
  const { raw, epoch } = await chatWith(3);
  const { items, head, reset } = await raw.hello();
  expect(reset).toBe(true);
  expect(items.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const at = (after: number) => ({ epoch, after, id: items[after - 1]?.id ?? null });
  expect(await raw.hello({ cursor: at(5) })).toMatchObject({ reset: false, items: [{ seq: 6 }, { seq: 7 }] });
  expect(await raw.hello({ cursor: at(head) })).toMatchObject({ reset: false, items: [] });
  expect(await raw.hello({ cursor: { epoch, after: 0, id: null } })).toMatchObject({ reset: false });
  const bad = [
    { epoch: 'other', after: 5, id: items[4].id },
    { epoch, after: 5, id: items[3].id },
    { epoch, after: 5, id: null },
    { epoch, after: 900, id: items[4].id },
    { epoch, after: -1, id: null },
    { epoch, after: 0, id: 'ghost' },
    'garbage',
    42,
    {},
    { epoch, after: { $gt: 0 } },
  ];
  for (const cursor of bad) {
    expect(await raw.hello({ cursor }), JSON.stringify(cursor)).toMatchObject({ reset: true, head, more: false });
  }
});

test('a client that is too far behind restarts with the newest page and loads older ones', async () => {
  const { raw, epoch } = await chatWith(0);
  const say = () => raw.send({ type: 'leave_queue' });
  // In batches: each request has a timeout, and requests of one connection are answered one after another.
  for (let part = 0; part < 5; part += 1) await Promise.all(Array.from({ length: 41 }, say));
  const [first] = (await raw.ask('sync', { epoch, after: 0, limit: 1 })).items;
  const hello = await raw.hello({ cursor: { epoch, after: 1, id: first.id } });
  expect(hello).toMatchObject({ reset: true, head: 206, more: true });
  expect(hello.items).toHaveLength(50);
  let seqs: number[] = hello.items.map(({ seq }: { seq: number }) => seq);
  for (let more = true; more; ) {
    const page = await raw.ask('history', { epoch, before: seqs[0], limit: 50 });
    expect(page.items.length).toBeGreaterThan(0);
    seqs = [...page.items.map(({ seq }: { seq: number }) => seq), ...seqs];
    more = page.more;
  }
  expect(seqs).toEqual(Array.from({ length: 206 }, (_, index) => index + 1));
});

test('a page is at most 128 KiB, and says that there is more', async () => {
  const { raw, epoch } = await chatWith(0);
  const big = 'x'.repeat(16_000);
  for (let index = 0; index < 10; index += 1) await raw.say(big);
  await raw.next('msg', ({ seq }) => seq === 21);
  const hello = await raw.hello();
  expect(JSON.stringify(hello.items).length).toBeLessThanOrEqual(128 * 1024 + 20);
  expect(hello).toMatchObject({ more: true, reset: true });
  expect(hello.items.at(-1).seq).toBe(hello.head);
  const page = await raw.ask('sync', { epoch, after: 0, limit: 200 });
  expect(page.more).toBe(true);
  expect(page.items[0].seq).toBe(1);
});

test('sync and history of another epoch are EPOCH_CHANGED', async () => {
  const { raw } = await chatWith(0);
  expect(await raw.ask('sync', { epoch: 'old', after: 0 })).toMatchObject({ code: 'EPOCH_CHANGED', retry: true });
  expect(await raw.ask('history', { epoch: 'old', before: 1 })).toMatchObject({ code: 'EPOCH_CHANGED' });
});

test('known lists the pending sends that are in the log', async () => {
  const { raw } = await chatWith(0);
  const [one, two] = [randomUUID(), randomUUID()];
  const { seq } = await raw.say('here', { cid: one });
  expect((await raw.hello({ pending: [one, two] })).known).toEqual({ [one]: seq });
});

test('params: hello replaces them, the event merges or replaces, and a turn reads those of its send', async () => {
  const { visitor: raw } = await openChat(server.url, { params: { name: 'Ada', city: 'London' } });
  await raw.hears('Hello Ada');
  expect(await raw.ask('params', { mode: 'merge', params: { city: null, age: 3 } })).toEqual({ ok: true });
  expect(await raw.ask('params', { mode: 'replace', params: { a: 'b' } })).toEqual({ ok: true });
  const { seq } = await raw.send({ type: 'alias', alias: 'offer' }, { params: { name: '{{age}}' } });
  expect((await raw.answer(seq)).body.text, 'a value is never expanded itself').toBe('An offer for {{age}}');
});

test('S13: invalid params refuse the whole event, with the location', async () => {
  const { raw } = await chatWith(0);
  const bad: Record<string, unknown>[] = [
    { 'bad key': 1 },
    { nested: { a: 1 } },
    { huge: 'x'.repeat(1025) },
    JSON.parse('{"__proto__": "x", "constructor": 1}'),
    Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 1])),
    // Each value is within its own limit, but together they exceed 8 KiB.
    Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`k${index}`, 'x'.repeat(1000)])),
  ];
  for (const params of bad) {
    const answer = await raw.ask('params', { mode: 'replace', params });
    expect(answer).toMatchObject({ ok: false, code: 'INVALID', retry: false });
    expect(answer.message).toContain('params');
  }
});

test('S13: merged parameters have the same limits as replaced ones', async () => {
  const { raw } = await chatWith(0);
  const merge = (params: Record<string, unknown>) => raw.ask('params', { mode: 'merge', params });
  const half = (from: number) =>
    Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`k${from + index}`, index]));
  expect(await merge(half(0))).toEqual({ ok: true });
  expect(await merge(half(25))).toEqual({ ok: true });
  const refused = await merge({ oneMore: 1 });
  expect(refused).toMatchObject({ ok: false, code: 'INVALID', retry: false });
  expect(refused.message).toContain('params');
  expect(await merge({ k0: null, oneMore: 1 }), 'a deleted one makes room').toEqual({ ok: true });
  for (let n = 0; n < 7; n += 1) expect(await merge({ [`k${n + 1}`]: 'x'.repeat(1000) })).toEqual({ ok: true });
  expect(await merge({ k9: 'x'.repeat(1000) }), '8 KiB together').toMatchObject({ ok: false, code: 'INVALID' });
});

test('NUL, which cannot be stored, is refused by name, in the handshake and in requests', async () => {
  for (const auth of [{ locale: 'e\0n' }, { userId: 'a\0b' }, { botId: 'te\0st' }]) {
    const refused = await refusal(server.url, { auth });
    expect(refused).toMatchObject({ code: 'AUTH_FAILED', retry: false });
    expect(refused.message).toContain(Object.keys(auth)[0]);
  }
  const { raw } = await chatWith(0);
  const press = { type: 'press', messageId: 'a\0b', buttonId: 'one', label: 'x' };
  expect(await raw.send(press)).toMatchObject({ ok: false, code: 'INVALID', retry: false });
  expect(await raw.say('a\0b'), 'a text is stored without it').toMatchObject({ ok: true });
});

test('a late handshake of an older connection does not replace the newer one of its tab', async () => {
  const visitor = mint();
  const fresh = await connect(server.url, { auth: { visitor, tab: 'a', link: 2 } });
  const ghost = await connect(server.url, { auth: { visitor, tab: 'a', link: 1 } });
  expect(await ghost.next('bye')).toEqual({ code: 'REPLACED', retry: false });
  expect(await fresh.ask('hello', { cursor: null, open: false, params: {}, pending: [], caps: [] })).toMatchObject({
    ok: true,
  });
});

test('a reconnecting tab replaces its old connection, and another tab does not', async () => {
  const visitor = mint();
  const old = await connect(server.url, { auth: { visitor, tab: 'a' } });
  const other = await connect(server.url, { auth: { visitor, tab: 'b' } });
  const fresh = await connect(server.url, { auth: { visitor, tab: 'a' } });
  expect(await old.next('bye')).toEqual({ code: 'REPLACED', retry: false });
  await expect.poll(() => old.socket.connected).toBe(false);
  expect((await fresh.hello()).ok).toBe(true);
  expect((await other.hello()).ok).toBe(true);
});

test('head tells every session the end of the log', async () => {
  const { raw, epoch } = await chatWith(1);
  expect(await raw.next('head', ({ head }) => head === 3)).toMatchObject({
    epoch,
    dialog: { status: 'bot', operator: null },
    thinking: null,
    read: { visitor: 0, operator: 0 },
  });
});

test('a bot URL with NUL in it is refused', async () => {
  expect((await fetch(`${server.url}/api/bots/te%00st/icon`)).status).toBe(400);
});
