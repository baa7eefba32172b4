import { randomUUID } from 'node:crypto';
import { operatorRequestSchemas } from '@connective-chat/contracts/operator';
import { expect, test } from 'vitest';
import { done } from './support/admin-api.ts';
import { deskRefusal, freshToken, logIn, openDesk, type RawDesk, tokenOf } from './support/operator.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { type Frame, mint, openChat } from './support/visitor.ts';

const held = new HeldAgent();
const account = (id: string) => ({ id, name: id.toUpperCase(), login: id, password: `${id}-password` });
const scenarioWith = (maxQueue: number) => ({
  ...testScenario,
  nodes: {
    ...testScenario.nodes,
    human: { type: 'entry', alias: 'human', next: 'handover' },
    handover: {
      type: 'operator',
      text: 'Wait, {{name|you}}',
      subject: 'Order of {{name}}',
      tags: ['shop'],
      maxQueue,
      limit: 'full',
      banned: 'shut',
    },
    shut: { type: 'message', text: 'No operator for you', next: 'end' },
    full: { type: 'message', text: 'Too many wait', next: 'end' },
  },
});
/** A scenario that asks for a rating after an operator has ended the dialog. */
function scenarioThatRates() {
  const { nodes, ...rest } = scenarioWith(100);
  const rating = { type: 'message', rating: { prompt: 'How was it?' }, next: 'end' };
  return { ...rest, nodes: { ...nodes, handover: { ...nodes.handover, success: 'rating' }, rating } };
}
const bot = { ...testBot, scenario: scenarioWith(100) };
const server = useServer({
  bots: [
    bot,
    { ...bot, id: 'short', scenario: scenarioWith(2) },
    { ...bot, id: 'rated', scenario: scenarioThatRates() },
  ],
  operators: [account('ann'), account('bob'), { ...account('cleo'), role: 'admin' }],
  providers: { held },
  operatorGraceMs: 40,
});
const alone = useServer({ bots: [bot] });

const operator = (id: string) => logIn(server.url, id);

async function waiting(botId = 'test') {
  const chat = await openChat(server.url, { auth: { botId }, params: { name: 'Ada' } });
  await chat.visitor.hears('Hello');
  await chat.visitor.send({ type: 'alias', alias: 'human' }, { params: { name: 'Ada' } });
  const dialog = await chat.visitor.next('dialog', ({ queuePosition }) => queuePosition !== undefined);
  return { ...chat, dialog, conversation: chat.hello.conversation as string };
}

async function talking(id = 'ann', botId = 'test') {
  const chat = await waiting(botId);
  const ann = await operator(id);
  expect(await ann.ask('take', { conversation: chat.conversation })).toMatchObject({ ok: true });
  await chat.visitor.next('dialog', ({ status }) => status === 'operator');
  return { ...chat, ann };
}

test("S8: a visitor's credentials, a wrong token and a foreign page cannot open the desk", async () => {
  const refused = (auth: Record<string, unknown>, origin?: string) =>
    deskRefusal(server.url, auth, origin === undefined ? {} : { origin });
  expect(await refused({ v: 2, botId: 'test', visitor: mint() })).toMatchObject({ code: 'AUTH_FAILED' });
  expect(await refused({ token: 'a-token-that-nobody-was-given-0000000000' })).toMatchObject({ code: 'AUTH_FAILED' });
  expect(await refused({ login: 'ann', password: 'ann-password' })).toMatchObject({ code: 'AUTH_FAILED' });
  const good = { token: await tokenOf(server.url, 'ann') };
  for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
    expect(await refused(good, origin), origin).toMatchObject({ code: 'ORIGIN_NOT_ALLOWED' });
  }
});

test('the operator node queues the visitor with a message, and the desk shows the waiting visitor', async () => {
  const ann = await operator('ann');
  const { visitor, dialog, conversation } = await waiting();
  expect(dialog).toMatchObject({ status: 'queued', operator: null });
  const notice = await visitor.next('msg', ({ body }) => body.event === 'queued');
  expect(notice).toMatchObject({ from: { kind: 'system' }, body: { type: 'notice', text: 'Wait, Ada' } });
  const pushed = await ann.next('summary', ({ summary }) => summary.conversation === conversation);
  expect(pushed.summary).toMatchObject({ name: 'Ada', botId: 'test', subject: 'Order of Ada', tags: ['shop'] });
  const { queue, me, colleagues, bots } = await ann.ask('hello', {});
  expect(queue).toContainEqual(expect.objectContaining({ conversation, name: 'Ada', botId: 'test' }));
  expect(me).toMatchObject({ id: 'ann', role: 'operator', presence: 'online' });
  expect(colleagues.map(({ id }: Frame) => id)).toEqual(['ann', 'bob', 'cleo']);
  expect(bots).toContainEqual({ id: 'test', title: 'Test', icon: null });
  expect(await visitor.send({ type: 'leave_queue' })).toMatchObject({ ok: true });
  await visitor.next('dialog', ({ status, rev }) => status === 'bot' && rev > dialog.rev);
  await ann.next('summary', ({ summary }) => summary.conversation === conversation && summary.dialog.status === 'bot');
});

test('when two operators take a dialog at once, one gets it and the other is told', async () => {
  const { visitor, conversation } = await waiting();
  const [ann, bob] = [await operator('ann'), await operator('bob')];
  const answers = await Promise.all([ann.ask('take', { conversation }), bob.ask('take', { conversation })]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'TAKEN', retry: false });
  const winner = answers[0].ok ? 'ann' : 'bob';
  const dialog = await visitor.next('dialog', ({ status }) => status === 'operator');
  expect(dialog.operator).toEqual({ id: winner, name: winner.toUpperCase() });
});

test('messages, typing and read receipts go both ways, and no scenario runs', async () => {
  const { visitor, ann, conversation } = await talking();
  const { seq } = await visitor.say('Are you human?');
  expect(await ann.next('msg', (message) => message.seq === seq)).toMatchObject({
    conversation,
    body: { text: 'Are you human?' },
  });
  const cid = randomUUID();
  const message = { conversation, cid, body: { type: 'text', text: 'Yes' } };
  const ack = await ann.ask('send', message);
  expect(ack).toMatchObject({ ok: true, seq: seq + 1 });
  expect(await ann.ask('send', message)).toEqual({ ...ack, dup: true });
  expect(await ann.ask('send', { ...message, body: { type: 'text', text: 'No' } })).toMatchObject({
    code: 'CID_CONFLICT',
  });
  expect(await visitor.next('msg', (item) => item.seq === seq + 1)).toMatchObject({
    from: { kind: 'operator', id: 'ann', name: 'ANN' },
    body: { text: 'Yes' },
  });
  visitor.socket.emit('typing', { on: true });
  expect(await ann.next('typing')).toMatchObject({ conversation, by: 'visitor', on: true });
  await ann.ask('typing', { conversation, on: true });
  expect(await visitor.next('typing')).toMatchObject({ on: true });
  await ann.ask('read', { conversation, seq });
  expect(await visitor.next('read', ({ by }) => by === 'operator')).toEqual({ by: 'operator', seq });
  expect(visitor.of('msg').some(({ turn }) => turn === seq)).toBe(false);
});

test('only the owner of a dialog may write in it, transfer it or close it', async () => {
  const { conversation } = await talking('ann');
  const bob = await operator('bob');
  const send = { conversation, cid: randomUUID(), body: { type: 'text', text: 'Hi' } };
  expect(await bob.ask('send', send)).toMatchObject({ code: 'NOT_YOURS' });
  expect(await bob.ask('transfer', { conversation, to: { kind: 'operator', id: 'bob' } })).toMatchObject({
    code: 'NOT_YOURS',
  });
  expect(await bob.ask('close', { conversation })).toMatchObject({ code: 'NOT_YOURS' });
  expect(await bob.ask('open', { conversation: 'none' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await bob.ask('take', 7)).toMatchObject({ code: 'INVALID' });
});

test('a dialog is transferred to a colleague, then to the bot, which answers again', async () => {
  const { visitor, ann, conversation } = await talking('ann');
  const bob = await operator('bob');
  expect(await ann.ask('transfer', { conversation, to: { kind: 'operator', id: 'nobody' } })).toMatchObject({
    code: 'NOT_FOUND',
  });
  await ann.ask('transfer', { conversation, to: { kind: 'operator', id: 'bob' } });
  await visitor.next('dialog', ({ operator: who }) => who?.id === 'bob');
  expect(await bob.next('assigned')).toMatchObject({ conversation, by: 'transfer', from: { id: 'ann' } });
  await bob.ask('transfer', { conversation, to: { kind: 'bot' } });
  const back = await visitor.next('msg', ({ body }) => body.event === 'operator_left');
  expect(back.from.kind).toBe('system');
  const { seq } = await visitor.say('bot?');
  expect((await visitor.answer(seq)).body.text).toBe('Echo: bot?');
});

test('closing by the operator ends the dialog, and a later message starts a new one with the bot', async () => {
  const { visitor, ann, conversation } = await talking();
  await ann.ask('close', { conversation });
  await visitor.next('dialog', ({ status }) => status === 'closed');
  const { seq } = await visitor.say('again');
  expect((await visitor.answer(seq)).body.text).toBe('Echo: again');
});

test('fault 51: the dialog of an operator who disconnects returns to the queue', async () => {
  const { visitor, ann, dialog } = await talking();
  ann.socket.disconnect();
  const requeued = await visitor.next('dialog', ({ status, rev }) => status === 'queued' && rev > dialog.rev + 1);
  expect(requeued.operator).toBeNull();
  await visitor.next('msg', ({ body }) => body.event === 'operator_left');
});

test('queue positions move up when a visitor leaves, and a full queue takes another branch', async () => {
  const first = await waiting('short');
  const second = await waiting('short');
  expect([first.dialog.queuePosition, second.dialog.queuePosition]).toEqual([1, 2]);
  const third = await openChat(server.url, { auth: { botId: 'short' } });
  await third.visitor.send({ type: 'alias', alias: 'human' });
  await third.visitor.hears('Too many wait');
  await first.visitor.send({ type: 'leave_queue' });
  await second.visitor.next('dialog', ({ queuePosition }) => queuePosition === 1);
});

test('requesting an operator works without an operator node, also while the agent thinks', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.say('ask for long');
  await visitor.next('thinking');
  expect(await visitor.send({ type: 'request_operator' })).toMatchObject({ ok: true });
  await visitor.next('dialog', ({ status }) => status === 'queued');
  await visitor.next('thinking', ({ on }) => !on);
  expect(await visitor.say('I can write')).toMatchObject({ ok: true });
});

test('without operators the visitor is told, and a request is refused', async () => {
  const { visitor } = await openChat(alone.url);
  await visitor.send({ type: 'alias', alias: 'human' });
  await visitor.hears('Nobody is here');
  expect(await visitor.send({ type: 'request_operator' })).toMatchObject({ code: 'UNSUPPORTED_TYPE' });
});

test('of a hundred simultaneous takes exactly one gets the dialog, round after round', async () => {
  const desks = await Promise.all(['ann', 'bob', 'cleo', 'ann', 'bob'].map(operator));
  for (let round = 0; round < 5; round += 1) {
    const { visitor, conversation } = await waiting();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (desks[index % 5] as RawDesk).ask('take', { conversation })),
    );
    const owners = new Set(answers.filter(({ ok }) => ok).map(({ summary }) => summary.dialog.operator.id));
    expect(owners.size).toBe(1);
    for (const { ok, code } of answers) if (!ok) expect(code).toBe('TAKEN');
    const { items } = await visitor.ask('history', { epoch: (await visitor.hello()).epoch, before: 1000 });
    expect(items.filter(({ body }: Frame) => body.event === 'operator_connected')).toHaveLength(1);
  }
});

test('a repeated take succeeds for the owner, and an admin may transfer and close a colleague’s dialog', async () => {
  const { ann, conversation } = await talking();
  expect(await ann.ask('take', { conversation })).toMatchObject({ ok: true });
  const cleo = await operator('cleo');
  expect(await cleo.ask('transfer', { conversation, to: { kind: 'queue' } })).toMatchObject({
    ok: true,
    summary: { dialog: { status: 'queued', queuePosition: expect.any(Number) } },
  });
  expect(await ann.tell(conversation, 'still mine?')).toMatchObject({ code: 'NOT_YOURS' });
  expect(await cleo.ask('close', { conversation })).toMatchObject({ ok: true });
});

test('opening a dialog at the desk returns its newest page, older ones, missed messages, and the visitor', async () => {
  const params = { name: 'Ada', page_url: 'https://shop.example/<script>', page_title: 'Lamps', cart: 3 };
  const { visitor, hello } = await openChat(server.url, {
    auth: { locale: 'uk', userId: 'claimed-7' },
    params,
  });
  const conversation = hello.conversation as string;
  await visitor.hears('Hello');
  const sent = await visitor.say('uno');
  await visitor.answer(sent.seq);
  const ann = await operator('ann');
  const opened = await ann.ask('open', { conversation });
  expect(opened.visitor).toMatchObject({
    name: null,
    locale: 'uk',
    userId: { value: 'claimed-7', verified: false },
    params: {},
    meta: null,
    banned: null,
    online: true,
    dialogs: 1,
  });
  expect(opened.items.map(({ seq }: Frame) => seq)).toEqual([1, 2, 3]);
  expect(opened.summary).toMatchObject({ unread: 1, last: { from: 'bot', text: 'Echo: uno' } });
  await visitor.ask('params', { mode: 'replace', params });
  expect((await ann.next('visitor', (push) => push.visitor.name === 'Ada')).visitor).toMatchObject({
    params,
    page: { url: 'https://shop.example/<script>', title: 'Lamps', referrer: null },
  });
  expect(await ann.ask('history', { conversation, before: 3, limit: 1 })).toMatchObject({
    items: [{ seq: 2 }],
    more: true,
  });
  expect(await ann.ask('sync', { conversation, after: 1 })).toMatchObject({ items: [{ seq: 2 }, { seq: 3 }], head: 3 });
  visitor.socket.disconnect();
  await ann.next('visitor', (push) => push.visitor.online === false);
  await ann.ask('leave', { conversation });
  ann.pushes.length = 0;
  const again = await openChat(server.url);
  await again.visitor.hears('Hello');
  expect(ann.of('msg')).toEqual([]);
});

test("the sources of an agent's answer are shown to operators and never to the visitor", async () => {
  const { visitor, hello } = await openChat(server.url);
  const conversation = hello.conversation as string;
  const ann = await operator('ann');
  await ann.ask('open', { conversation });
  const { seq } = await visitor.say('ask for a source');
  await expect.poll(() => held.find('ask for a source')).toBeDefined();
  held.find('ask for a source')?.finish('Here it is', [{ id: 'returns', title: 'Returns' }]);
  const seen = await visitor.answer(seq);
  expect(JSON.stringify(seen)).not.toContain('Returns');
  const pushed = await ann.next('msg', ({ from, turn }) => from.kind === 'bot' && turn === seq);
  expect(pushed.sources).toEqual([{ id: 'returns', title: 'Returns' }]);
  const { items } = await ann.ask('history', { conversation, before: 1000 });
  expect(items.find(({ turn, from }: Frame) => turn === seq && from.kind === 'bot').sources).toEqual(pushed.sources);
  const { items: theirs } = await visitor.ask('history', { epoch: hello.epoch, before: 1000 });
  expect(JSON.stringify(theirs)).not.toContain('Returns');
});

test('lists can be paged to the end, each dialog once, and a foreign cursor is refused', async () => {
  const chats = [];
  for (let index = 0; index < 5; index += 1) chats.push(await waiting());
  const ann = await operator('ann');
  for (const of of ['queue', 'all'] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ann.ask('list', { of, botId: 'test', limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ conversation }: Frame) => conversation));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    for (const { conversation } of chats) expect(seen).toContain(conversation);
  }
  const queue = (await ann.ask('list', { of: 'queue', botId: 'test' })).items;
  const waits = queue.map(({ queuedAt }: Frame) => queuedAt);
  expect(waits).toEqual([...waits].sort());
  for (const cursor of ['x', 'WyJhIl0', Buffer.from('["2020-01-01T00:00:00.000Z",7]').toString('base64url')]) {
    expect(await ann.ask('list', { of: 'all', cursor })).toMatchObject({ code: 'INVALID' });
  }
});

test('a newer search supersedes waiting ones, and no other request waits for them', async () => {
  const ann = await operator('ann');
  const searches = Array.from({ length: 30 }, (_, index) => ann.ask('search', { query: `word${index}` }));
  const list = ann.ask('list', { of: 'queue' });
  const answers = await Promise.all(searches);
  expect(await list).toMatchObject({ ok: true });
  expect(answers.at(-1)).toMatchObject({ ok: true, items: [] });
  const replaced = answers.filter(({ ok }) => !ok);
  expect(replaced.length).toBeGreaterThan(20);
  for (const refusal of replaced) expect(refusal).toMatchObject({ code: 'BUSY' });
});

test('history is searched by word prefixes in every language, without operators of the query syntax', async () => {
  const word = `Zebra${randomUUID().slice(0, 8)}`;
  const { visitor, hello } = await openChat(server.url, { params: { name: 'Ada' } });
  await visitor.hears('Hello');
  await visitor.say(`Мені потрібна лампа ${word} до п'ятниці, ada@example.com`);
  const ann = await operator('ann');
  const found = async (query: string, more: object = {}) => (await ann.ask('search', { query, ...more })).items;
  const [hit] = await found(word.toLowerCase().slice(0, 10));
  expect(hit).toMatchObject({ conversation: hello.conversation, botId: 'test' });
  const texts = (await found(`лам ${word}`)).map(({ message }: Frame) => message.from.kind);
  expect(texts).toContain('visitor');
  expect(hit.excerpt.filter((piece: Frame) => piece.hit)).toEqual([{ text: word.slice(0, 10), hit: true }]);
  expect(hit.excerpt.map((piece: Frame) => piece.text).join('')).toContain('Мені потрібна лампа');
  expect((await found('ada@example.com', { conversation: hello.conversation })).length).toBeGreaterThan(0);
  expect(await found(word, { botId: 'short' })).toEqual([]);
  for (const query of ["' | !x & <->", '\\:*', "'); drop table messages --", '🙂🙂', '%%__']) {
    expect(await ann.ask('search', { query }), query).toMatchObject({ ok: true });
  }
  const first = await ann.ask('search', { query: word, limit: 1 });
  expect(first.next).not.toBeNull();
  const second = await ann.ask('search', { query: word, limit: 1, cursor: first.next });
  expect(second.items[0].message.id).not.toBe(first.items[0].message.id);
});

test('canned answers are shared or personal, pushed to everyone who may see them, and editable by them only', async () => {
  const [ann, bob] = [await operator('ann'), await operator('bob')];
  const answer = { shortcut: 'привіт', title: 'Greeting', text: 'Hello {{name}}' };
  const shared = (await ann.ask('canned_save', answer)).item;
  await bob.next('canned_changed');
  const own = (await ann.ask('canned_save', { ...answer, shared: false })).item;
  expect(own).toMatchObject({ ownerId: 'ann', botId: null, language: null });
  const ids = async (desk: RawDesk) => (await desk.ask('canned_list', {})).items.map(({ id }: Frame) => id);
  expect(await ids(ann)).toEqual(expect.arrayContaining([shared.id, own.id]));
  expect(await ids(bob)).not.toContain(own.id);
  expect(await bob.ask('canned_save', { ...answer, id: own.id, text: 'Mine' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await bob.ask('canned_delete', { id: own.id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await bob.ask('canned_save', { ...answer, id: shared.id, text: 'Hi' })).toMatchObject({
    item: { text: 'Hi', ownerId: null },
  });
  expect(await bob.ask('canned_save', { ...answer, botId: 'none' })).toMatchObject({ code: 'INVALID' });
  expect(await bob.ask('canned_save', { ...answer, shortcut: 'a b' })).toMatchObject({ code: 'INVALID' });
  expect(await bob.ask('canned_delete', { id: shared.id })).toMatchObject({ ok: true });
});

test('a banned visitor gets no operator and keeps the bot, and the branch says so', async () => {
  const { visitor, ann, conversation } = await talking();
  await ann.ask('open', { conversation });
  expect(await ann.ask('ban', { conversation, reason: 'abuse' })).toMatchObject({
    summary: { dialog: { status: 'closed' } },
  });
  const card = await ann.next('visitor', (push) => push.visitor.banned !== null);
  expect(card.visitor.banned, 'a name, not a login').toMatchObject({ by: 'ANN', reason: 'abuse' });
  await visitor.next('dialog', ({ status }) => status === 'closed');
  expect(await visitor.send({ type: 'request_operator' })).toMatchObject({ code: 'BLOCKED', retry: false });
  const { seq } = await visitor.say('bot?');
  expect((await visitor.answer(seq)).body.text).toBe('Echo: bot?');
  await visitor.send({ type: 'alias', alias: 'human' });
  await visitor.hears('No operator for you');
  const bob = await operator('bob');
  expect(await bob.ask('take', { conversation }), 'also from the bot').toMatchObject({ code: 'BLOCKED' });
  const cleo = await operator('cleo');
  expect(await cleo.ask('transfer', { conversation, to: { kind: 'queue' } })).toMatchObject({ code: 'BLOCKED' });
  expect(await ann.ask('unban', { conversation })).toMatchObject({ ok: true });
  expect(await visitor.send({ type: 'request_operator' })).toMatchObject({ ok: true });
});

test('a dialog ended by a ban asks for no rating, one closed by its operator does', async () => {
  const asksForRating = ({ body }: Frame) => body.type === 'rating';
  const closed = await talking('ann', 'rated');
  await closed.ann.ask('close', { conversation: closed.conversation });
  await closed.visitor.next('msg', asksForRating);
  const { visitor, ann, conversation } = await talking('ann', 'rated');
  await ann.ask('ban', { conversation });
  await visitor.next('dialog', ({ status }) => status === 'closed');
  const { seq } = await visitor.say('bot?');
  await visitor.answer(seq);
  expect(visitor.of('msg').filter(asksForRating)).toEqual([]);
});

test('a row previews the last message, not notices, and own dialogs keep their order', async () => {
  const [first, second] = [await talking(), await talking()];
  await first.visitor.say('My lamp is broken');
  const last = (items: Frame[], { conversation }: { conversation: string }) =>
    items.find((item) => item.conversation === conversation)?.last;
  const order = async () => {
    const { mine } = await (await operator('ann')).ask('hello', {});
    // Dialogs of other tests may return to the queue meanwhile.
    const own = [first.conversation, second.conversation];
    return mine.map((item: Frame) => item.conversation).filter((id: string) => own.includes(id));
  };
  const before = await order();
  const { mine } = await first.ann.ask('hello', {});
  expect(last(mine, first)).toMatchObject({ from: 'visitor', text: 'My lamp is broken' });
  expect(last(mine, second), 'not that ANN has joined').toMatchObject({
    from: 'bot',
    text: expect.stringContaining('Hello'),
  });
  await second.visitor.say('Hello?');
  await first.visitor.say('And another one');
  expect(await order()).toEqual(before);
});

test('presence: colleagues see when an operator is away and back', async () => {
  const ann = await operator('ann');
  const bob = await operator('bob');
  const of = (id: string, presence: string) => (push: Frame) =>
    push.colleagues.some((item: Frame) => item.id === id && item.presence === presence);
  await ann.next('presence', of('bob', 'online'));
  await bob.ask('presence', { presence: 'away' });
  await ann.next('presence', of('bob', 'away'));
  await bob.ask('presence', { presence: 'online' });
  bob.socket.disconnect();
  await ann.next('presence', of('bob', 'offline'));
});

test('S7: a logout ends the connections of its own token at once', async () => {
  const token = await freshToken(server.url, 'bob', 'bob-password');
  const bob = await openDesk(server.url, token);
  const other = await operator('bob');
  await done(server.url, 'logout', {}, { token });
  expect(await bob.next('bye')).toEqual({ code: 'SESSION_ENDED', retry: false });
  await expect.poll(() => bob.socket.connected).toBe(false);
  expect(await deskRefusal(server.url, { token })).toMatchObject({ code: 'AUTH_FAILED' });
  expect(await other.ask('hello', {})).toMatchObject({ ok: true });
});

test('S14: every request refuses input of another shape or nested too deeply, and the server stays up', async () => {
  const ann = await operator('ann');
  let deep: unknown = 1;
  for (let level = 0; level < 40; level += 1) deep = [deep];
  for (const name of Object.keys(operatorRequestSchemas)) {
    for (const payload of [7, 'x', [], { surprise: 1 }, deep, JSON.parse('{"__proto__":1,"constructor":2}')]) {
      expect(await ann.ask(name, payload), `${name} ${JSON.stringify(payload)}`).toMatchObject({ code: 'INVALID' });
    }
  }
  expect(await ann.ask('hello', {})).toMatchObject({ ok: true });
});

test('S21: files of an operator get the same checks, and an upload slot is personal and used once', async () => {
  const { visitor, ann, conversation } = await talking();
  const bytes = Buffer.from('%PDF-1.4 a price list');
  const file = { conversation, name: 'price "list".pdf', size: bytes.length, mime: 'application/pdf' };
  const { fileId, token, path } = await ann.ask('upload', file);
  const post = (body: Buffer, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, origin: server.url, ...headers },
      body: new Uint8Array(body),
    });
  expect((await post(bytes)).status).toBe(201);
  expect((await post(bytes)).status).toBe(401);
  expect(await visitor.send({ type: 'file', fileId, name: 'x', size: 1, mime: 'a/b' })).toMatchObject({
    code: 'INVALID',
  });
  const cid = randomUUID();
  const sent = await ann.ask('send', { conversation, cid, body: { type: 'file', fileId } });
  expect(sent).toMatchObject({ ok: true });
  const { body } = await visitor.next('msg', ({ seq }) => seq === sent.seq);
  expect(body).toMatchObject({ type: 'file', name: 'price _list_.pdf', mime: 'application/pdf' });
  const served = await fetch(body.url);
  expect(served.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(Buffer.from(await served.arrayBuffer())).toEqual(bytes);
  const html = Buffer.from('<script>alert(1)</script>');
  const fake = await ann.ask('upload', { ...file, size: html.length, mime: 'image/png' });
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${fake.token}` },
    body: new Uint8Array(html),
  });
  expect(answer.status).toBe(415);
  expect(await ann.ask('upload', { ...file, mime: 'text/html' })).toMatchObject({ code: 'UNSUPPORTED_TYPE' });
  expect(await ann.ask('upload', { ...file, size: 1e9 })).toMatchObject({ code: 'TOO_LARGE' });
  const bob = await operator('bob');
  expect(await bob.ask('upload', file)).toMatchObject({ code: 'NOT_YOURS' });
});
