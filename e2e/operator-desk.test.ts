import { rm } from 'node:fs/promises';
import type { ChatServer } from '@connective-chat/server';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { MemoryStorage } from '../packages/console/test/desk/support/memory-storage.ts';
import { createTestServer } from '../packages/server/test/support/create-test-server.ts';
import { freePort } from '../packages/server/test/support/free-port.ts';
import { freshData } from '../packages/server/test/support/fresh-data.ts';
import { FaultProxy } from '../playground/src/server/fault-proxy.ts';
import { OperatorDesk, tokenOf } from './support/operator-desk.ts';
import { RawVisitor } from './support/raw-visitor.ts';

/* The desk client without its page, with the real server, real sockets and a faulty network. */

const account = (id: string) => ({
  id,
  name: id === 'ann' ? 'Ann' : 'Bob',
  login: id,
  password: `${id}-has-a-long-password`,
});
let server: ChatServer;
const tokens = new Map<string, string>();

beforeAll(async () => {
  server = await createTestServer({
    demo: true,
    operators: ['ann', 'bob'].map(account),
    limits: { messagesPerMinute: 10_000, burst: 1000 },
    headIntervalMs: 300,
  });
  for (const { login, password } of ['ann', 'bob'].map(account)) {
    tokens.set(login, await tokenOf(server.url, login, password));
  }
});
afterAll(() => server?.close());

async function deskOf(id: 'ann' | 'bob', url = server.url, storage = new MemoryStorage()): Promise<OperatorDesk> {
  const desk = new OperatorDesk(url, tokens.get(id) ?? '', storage);
  await desk.online();
  return desk;
}

/** A visitor of the demo shop who has asked for an operator. */
async function waitingVisitor(params: Record<string, string> = { name: 'Olena' }) {
  const visitor = new RawVisitor();
  await visitor.connect(server.url);
  onTestFinished(() => visitor.disconnect());
  const { conversation } = (await visitor.hello({ params })) as unknown as { conversation: string };
  await visitor.request('request_operator', params);
  return { visitor, conversation };
}

/** A dialog that an operator has taken and whose desk shows it. */
async function talking(url = server.url, storage = new MemoryStorage()) {
  const { visitor, conversation } = await waitingVisitor();
  const ann = await deskOf('ann', url, storage);
  await ann.until('queued', ({ queue }) => queue.includes(conversation));
  ann.desk.select(conversation);
  expect(await ann.desk.take(conversation)).toEqual({ ok: true });
  await ann.until('loaded', ({ talks }) => talks.get(conversation)?.status === 'ready');
  return { visitor, conversation, ann };
}

const heard = (visitor: RawVisitor, text: string) =>
  vi.waitFor(() => {
    const all = visitor.messages.filter(({ body }) => body.text === text);
    if (all.length === 0) throw new Error(`the visitor has not heard "${text}"`);
    return all;
  }, 20_000);

test('a visitor who asks for an operator appears in every operator’s queue, with position and site parameters', async () => {
  const [ann, bob] = [await deskOf('ann'), await deskOf('bob')];
  const { conversation } = await waitingVisitor({ name: 'Olena', plan: 'pro' });
  for (const { until } of [ann, bob].map((desk) => ({ until: desk.until.bind(desk) }))) {
    const summary = await until(
      'queued',
      ({ queue, summaries }) => queue.includes(conversation) && summaries.get(conversation),
    );
    expect(summary).toMatchObject({ name: 'Olena', dialog: { status: 'queued' }, queuedAt: expect.any(String) });
  }
  ann.desk.select(conversation);
  const talk = await ann.until(
    'loaded',
    ({ talks }) => talks.get(conversation)?.status === 'ready' && talks.get(conversation),
  );
  expect(talk.visitor).toMatchObject({ params: { plan: 'pro' }, online: true });
  expect(talk.messages[0]).toMatchObject({ from: { kind: 'bot' } });
});

test('two operators take a dialog at once: one owns it, the other is told who, without an error', async () => {
  const { conversation } = await waitingVisitor();
  const [ann, bob] = [await deskOf('ann'), await deskOf('bob')];
  const outcomes = await Promise.all([ann.desk.take(conversation), bob.desk.take(conversation)]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  const [winner, loser] = outcomes[0]?.ok ? [ann, bob] : [bob, ann];
  expect(loser.events).toContainEqual(expect.objectContaining({ type: 'refused', code: 'TAKEN' }));
  await winner.until('mine', ({ mine }) => mine.includes(conversation));
  const owner = await loser.until(
    'told',
    ({ queue, summaries }) => !queue.includes(conversation) && summaries.get(conversation)?.dialog.operator,
  );
  expect(owner.name).toBe(winner.state.me?.name);
});

test('messages arrive at once and only once; unread, read and typing work in both directions', async () => {
  const { visitor, conversation, ann } = await talking();
  ann.desk.type(conversation, true);
  await vi.waitFor(() => expect(visitor.pushed).toContainEqual(expect.objectContaining({ event: 'typing' })), 20_000);
  ann.desk.sendText(conversation, 'How can I help?');
  expect(ann.state.outgoing.get(conversation)).toMatchObject([{ state: 'pending', body: { text: 'How can I help?' } }]);
  expect(await heard(visitor, 'How can I help?')).toHaveLength(1);
  await ann.until('confirmed', ({ outgoing }) => !outgoing.has(conversation));
  expect(ann.texts(conversation).filter((text) => text === 'How can I help?')).toHaveLength(1);

  ann.desk.markRead(conversation);
  await ann.until('the request read', ({ summaries }) => summaries.get(conversation)?.unread === 0);
  await visitor.send('The lamp flickers');
  await ann.until('unread', ({ summaries }) => summaries.get(conversation)?.unread === 1);
  await ann.until('told', () => ann.events.some(({ type }) => type === 'visitor-wrote'));
  expect(ann.events.filter(({ type }) => type === 'visitor-wrote')).toHaveLength(1);
  await ann.until('heard', () => ann.texts(conversation).includes('The lamp flickers'));
  ann.desk.markRead(conversation);
  await ann.until('read', ({ summaries }) => summaries.get(conversation)?.unread === 0);
  await vi.waitFor(() => {
    expect(visitor.pushed).toContainEqual({ event: 'read', payload: expect.objectContaining({ by: 'operator' }) });
  }, 20_000);
});

test('a transfer notifies the new owner and removes the dialog from the previous one', async () => {
  const { conversation, ann } = await talking();
  const bob = await deskOf('bob');
  expect(await ann.desk.transfer(conversation, { kind: 'operator', id: 'bob' })).toEqual({ ok: true });
  await bob.until('mine', ({ mine }) => mine.includes(conversation));
  await bob.until('told', () => bob.events.some(({ type }) => type === 'assigned'));
  expect(bob.events.find(({ type }) => type === 'assigned')).toMatchObject({
    conversation,
    by: 'transfer',
    from: 'Ann',
  });
  await ann.until('no longer mine', ({ mine }) => !mine.includes(conversation));
  ann.desk.sendText(conversation, 'Too late');
  const failed = await ann.until('refused', ({ outgoing }) =>
    outgoing.get(conversation)?.find(({ state }) => state === 'failed'),
  );
  expect(failed.reason).not.toBe('');
  await bob.desk.transfer(conversation, { kind: 'bot' });
  await bob.until('with the bot', ({ summaries }) => summaries.get(conversation)?.dialog.status === 'bot');
});

test('a closed dialog is found in the closed list and by full-text search', async () => {
  const { visitor, conversation, ann } = await talking();
  const word = `zephyr${Date.now()}`;
  await visitor.send(`My ${word} is broken`);
  await ann.until('heard', () => ann.texts(conversation).some((text) => text.includes(word)));
  await ann.desk.close(conversation);
  await ann.until('closed', ({ mine }) => !mine.includes(conversation));
  await ann.desk.loadList('closed');
  expect(ann.state.lists.closed.ids).toContain(conversation);
  await ann.desk.find(word);
  expect(ann.state.search).toMatchObject({ status: 'ready', hits: [{ conversation }] });
});

test('a long conversation loads page by page, without gaps', async () => {
  const { visitor, conversation, ann } = await talking();
  for (let index = 0; index < 130; index += 1) await visitor.send(`line ${index}`);
  await ann.until('all heard', () => ann.texts(conversation).includes('line 129'));
  const bob = await deskOf('bob');
  bob.desk.select(conversation);
  await bob.until('loaded', ({ talks }) => talks.get(conversation)?.status === 'ready');
  while (bob.state.talks.get(conversation)?.more) {
    const held = bob.state.talks.get(conversation)?.messages.length ?? 0;
    bob.desk.loadOlder(conversation);
    await bob.until('older', ({ talks }) => (talks.get(conversation)?.messages.length ?? 0) > held);
  }
  const seqs = bob.state.talks.get(conversation)?.messages.map(({ seq }) => seq) ?? [];
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

test('messages written during repeated outages are each sent once, in order', async () => {
  const network = await FaultProxy.before(server.url);
  onTestFinished(() => network.close());
  const { visitor, conversation, ann } = await talking(network.url);
  const words = Array.from({ length: 12 }, (_, index) => `word ${index}`);
  for (const [index, word] of words.entries()) {
    ann.desk.sendText(conversation, word);
    if (index % 3 === 0) network.cut();
    if (index % 4 === 1) await ann.online();
  }
  await heard(visitor, 'word 11');
  await ann.until('all confirmed', ({ outgoing }) => !outgoing.has(conversation));
  expect(ann.texts(conversation).filter((text) => text.startsWith('word'))).toEqual(words);
  expect(visitor.messages.flatMap(({ body }) => body.text ?? []).filter((text) => text.startsWith('word'))).toEqual(
    words,
  );
});

test('a lost ack does not send the message twice', async () => {
  const network = await FaultProxy.before(server.url);
  onTestFinished(() => network.close());
  const { visitor, conversation, ann } = await talking(network.url);
  network.drop('answers');
  ann.desk.sendText(conversation, 'Once and no more');
  await heard(visitor, 'Once and no more');
  network.drop('nothing');
  network.cut();
  await ann.until('confirmed', ({ outgoing }) => !outgoing.has(conversation));
  expect(await heard(visitor, 'Once and no more')).toHaveLength(1);
});

test('messages sent while the desk was offline appear when it reconnects', async () => {
  const network = await FaultProxy.before(server.url);
  onTestFinished(() => network.close());
  const { visitor, conversation, ann } = await talking(network.url);
  network.drop('everything');
  for (const text of ['one', 'two', 'three']) await visitor.send(text);
  network.drop('nothing');
  network.cut();
  await ann.until('healed', () => ann.texts(conversation).includes('three'));
  expect(ann.texts(conversation).slice(-3)).toEqual(['one', 'two', 'three']);
});

test('a reload sends unconfirmed messages under the same id, and keeps the draft', async () => {
  const network = await FaultProxy.before(server.url);
  onTestFinished(() => network.close());
  const storage = new MemoryStorage();
  const { visitor, conversation, ann } = await talking(network.url, storage);
  network.drop('everything');
  ann.desk.sendText(conversation, 'Before the reload');
  ann.desk.storage().setDraft(conversation, 'half a thou');
  ann.desk.stop();
  const again = await deskOf('ann', server.url, storage);
  await heard(visitor, 'Before the reload');
  await again.until('confirmed', ({ outgoing }) => !outgoing.has(conversation));
  expect(again.desk.storage().draft(conversation)).toBe('half a thou');
  expect(await heard(visitor, 'Before the reload')).toHaveLength(1);
});

test('after a server restart the desk reconnects with its dialogs and its unsent messages', async () => {
  const dataDir = await freshData();
  const options = { demo: true, dataDir, port: await freePort(), operators: [account('ann')] };
  const before = await createTestServer(options);
  const ann = new OperatorDesk(before.url, await tokenOf(before.url, 'ann', account('ann').password));
  await ann.online();
  const visitor = new RawVisitor();
  await visitor.connect(before.url);
  const { conversation } = (await visitor.hello()) as unknown as { conversation: string };
  await visitor.request('request_operator');
  await ann.until('queued', ({ queue }) => queue.includes(conversation));
  ann.desk.select(conversation);
  await ann.desk.take(conversation);
  await before.close();
  visitor.disconnect();
  await ann.until('gone', ({ connection }) => connection.status !== 'online');
  ann.desk.sendText(conversation, 'Said while nobody listened');
  const after = await createTestServer(options);
  onTestFinished(async () => {
    await after.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  ann.desk.wake();
  await ann.until('said', ({ outgoing }) => !outgoing.has(conversation));
  await ann.until('shown', () => ann.texts(conversation).at(-1) === 'Said while nobody listened');
  await ann.until('still mine', ({ mine }) => mine.includes(conversation));
});

test('an invalid token is refused and does not cause a reconnect loop', async () => {
  const desk = new OperatorDesk(server.url, 'a-token-that-nobody-was-given-00000');
  const connection = await desk.until('refused', (state) => state.connection.status === 'refused' && state.connection);
  expect(connection).toMatchObject({ code: 'AUTH_FAILED' });
});
