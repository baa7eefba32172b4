import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { dialDesk, logIn, tokenOf } from './support/operator.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { mint, openChat } from './support/visitor.ts';

const held = new HeldAgent();
const account = (id: string) => ({ id, name: id.toUpperCase(), login: id, password: `${id}-password` });
const scenarioWith = (maxQueue: number) => ({
  ...testScenario,
  nodes: {
    ...testScenario.nodes,
    human: { type: 'entry', alias: 'human', next: 'handover' },
    handover: { type: 'operator', text: 'Wait, {{name|you}}', maxQueue, limit: 'full' },
    full: { type: 'message', text: 'Too many wait', next: 'end' },
  },
});
const bot = { ...testBot, scenario: scenarioWith(100) };
const server = useServer({
  bots: [bot, { ...bot, id: 'short', scenario: scenarioWith(2) }],
  operators: ['ann', 'bob'].map(account),
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

async function talking(id = 'ann') {
  const chat = await waiting();
  const ann = await operator(id);
  expect(await ann.ask('take', { conversation: chat.conversation })).toMatchObject({ ok: true });
  await chat.visitor.next('dialog', ({ status }) => status === 'operator');
  return { ...chat, ann };
}

test("S8: neither a visitor's credentials nor a wrong token nor a foreign page opens the desk", async () => {
  const refused = (auth: Record<string, unknown>, headers?: Record<string, string>) =>
    new Promise<unknown>((resolve) =>
      dialDesk(server.url, auth, headers).once('connect_error', (error) =>
        resolve((error as unknown as { data: unknown }).data),
      ),
    );
  expect(await refused({ v: 2, botId: 'test', visitor: mint() })).toMatchObject({ code: 'AUTH_FAILED' });
  expect(await refused({ token: 'a-token-that-nobody-was-given-0000000000' })).toMatchObject({ code: 'AUTH_FAILED' });
  const good = { token: await tokenOf(server.url, 'ann') };
  expect(await refused(good, { origin: 'https://evil.example' })).toMatchObject({ code: 'ORIGIN_NOT_ALLOWED' });
});

test('the node puts the visitor into the queue with a word, and the desk shows who waits', async () => {
  const ann = await operator('ann');
  const { visitor, dialog, conversation } = await waiting();
  expect(dialog).toMatchObject({ status: 'queued', operator: null });
  const notice = await visitor.next('msg', ({ body }) => body.event === 'queued');
  expect(notice).toMatchObject({ from: { kind: 'system' }, body: { type: 'notice', text: 'Wait, Ada' } });
  await ann.next('queue_changed');
  const { queue } = await ann.ask('hello', {});
  expect(queue).toContainEqual(expect.objectContaining({ conversation, params: { name: 'Ada' }, botId: 'test' }));
  expect(await visitor.send({ type: 'leave_queue' })).toMatchObject({ ok: true });
  await visitor.next('dialog', ({ status, rev }) => status === 'bot' && rev > dialog.rev);
});

test('two operators who take a dialog at once: one has it, the other is told', async () => {
  const { visitor, conversation } = await waiting();
  const [ann, bob] = [await operator('ann'), await operator('bob')];
  const answers = await Promise.all([ann.ask('take', { conversation }), bob.ask('take', { conversation })]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'TAKEN', retry: false });
  const winner = answers[0].ok ? 'ann' : 'bob';
  const dialog = await visitor.next('dialog', ({ status }) => status === 'operator');
  expect(dialog.operator).toEqual({ id: winner, name: winner.toUpperCase() });
});

test('they talk: messages, typing and reading go both ways, and no scenario runs', async () => {
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
  expect(await ann.next('typing')).toMatchObject({ conversation, on: true });
  await ann.ask('typing', { conversation, on: true });
  expect(await visitor.next('typing')).toMatchObject({ on: true });
  await ann.ask('read', { conversation, seq });
  expect(await visitor.next('read', ({ by }) => by === 'operator')).toEqual({ by: 'operator', seq });
  expect(visitor.of('msg').some(({ turn }) => turn === seq)).toBe(false);
});

test('only who has a dialog may speak in it, pass it on or close it', async () => {
  const { conversation } = await talking('ann');
  const bob = await operator('bob');
  const send = { conversation, cid: randomUUID(), body: { type: 'text', text: 'Hi' } };
  expect(await bob.ask('send', send)).toMatchObject({ code: 'NOT_YOURS' });
  expect(await bob.ask('transfer', { conversation, to: 'bob' })).toMatchObject({ code: 'NOT_YOURS' });
  expect(await bob.ask('close', { conversation })).toMatchObject({ code: 'NOT_YOURS' });
  expect(await bob.ask('open', { conversation: 'none' })).toMatchObject({ code: 'INVALID' });
  expect(await bob.ask('take', 7)).toMatchObject({ code: 'INVALID' });
});

test('a dialog is passed to a colleague, then to the bot, which answers again', async () => {
  const { visitor, ann, conversation } = await talking('ann');
  const bob = await operator('bob');
  expect(await ann.ask('transfer', { conversation, to: 'nobody' })).toMatchObject({ code: 'INVALID' });
  await ann.ask('transfer', { conversation, to: 'bob' });
  await visitor.next('dialog', ({ operator: who }) => who?.id === 'bob');
  await bob.ask('transfer', { conversation, to: null });
  const back = await visitor.next('msg', ({ body }) => body.event === 'operator_left');
  expect(back.from.kind).toBe('system');
  const { seq } = await visitor.say('bot?');
  expect((await visitor.answer(seq)).body.text).toBe('Echo: bot?');
});

test('closing by the operator ends the dialog; a later word begins a new one with the bot', async () => {
  const { visitor, ann, conversation } = await talking();
  await ann.ask('close', { conversation });
  await visitor.next('dialog', ({ status }) => status === 'closed');
  const { seq } = await visitor.say('again');
  expect((await visitor.answer(seq)).body.text).toBe('Echo: again');
});

test('fault 51: an operator who vanishes gives the dialog back to the queue', async () => {
  const { visitor, ann, dialog } = await talking();
  ann.socket.disconnect();
  const requeued = await visitor.next('dialog', ({ status, rev }) => status === 'queued' && rev > dialog.rev + 1);
  expect(requeued.operator).toBeNull();
  await visitor.next('msg', ({ body }) => body.event === 'operator_left');
});

test('places in the queue follow who leaves it; a full queue leads another way', async () => {
  const first = await waiting('short');
  const second = await waiting('short');
  expect([first.dialog.queuePosition, second.dialog.queuePosition]).toEqual([1, 2]);
  const third = await openChat(server.url, { auth: { botId: 'short' } });
  await third.visitor.send({ type: 'alias', alias: 'human' });
  await third.visitor.hears('Too many wait');
  await first.visitor.send({ type: 'leave_queue' });
  await second.visitor.next('dialog', ({ queuePosition }) => queuePosition === 1);
});

test('asking for an operator works without a node, also while the agent thinks', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.say('ask for long');
  await visitor.next('thinking');
  expect(await visitor.send({ type: 'request_operator' })).toMatchObject({ ok: true });
  await visitor.next('dialog', ({ status }) => status === 'queued');
  await visitor.next('thinking', ({ on }) => !on);
  expect(await visitor.say('I can write')).toMatchObject({ ok: true });
});

test('without operators the visitor is told, and asking is refused', async () => {
  const { visitor } = await openChat(alone.url);
  await visitor.send({ type: 'alias', alias: 'human' });
  await visitor.hears('Nobody is here');
  expect(await visitor.send({ type: 'request_operator' })).toMatchObject({ code: 'UNSUPPORTED_TYPE' });
});
