import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { type Answer, calls, rounds, useCompletionService, writes } from './support/completion-service.ts';
import { createTestServer } from './support/create-test-server.ts';
import { freshData } from './support/fresh-data.ts';
import { openDesk, tokenOf } from './support/operator.ts';
import { toolBot } from './support/tool-bot.ts';
import { useToolService } from './support/tool-service.ts';
import { connect, type Frame, mint, openChat, type RawVisitor } from './support/visitor.ts';

/* Approvals of tool calls, frame by frame, as specified for any client. */

const model = useCompletionService();
const service = useToolService();
let server: ChatServer;
/** The clock of the server: the time of the system, and what a test adds. */
let ahead = 0;

const optionsFor = () => ({
  limits: { messagesPerMinute: 6000, burst: 1000 },
  openai: { baseUrl: model.baseUrl, model: 'small' },
  httpHosts: [service.host],
  bots: [toolBot(service.host)],
});
beforeAll(async () => {
  server = await createTestServer({
    ...optionsFor(),
    clock: { now: () => Date.now() + ahead },
    operators: [{ id: 'ann', name: 'Ann', role: 'operator', login: 'ann', password: 'ann-password' }],
  });
});
afterAll(() => server?.close());

const change = (number: string, id = `change-${number}`) => ({
  id,
  name: 'change_address',
  input: { number, address: '12 Long Street' },
});
const requestsFor = (question: string) =>
  model.requests.filter(({ body }) => JSON.stringify(body.messages).includes(question));

/** A conversation in which the agent waits for an approval. */
async function asked(number: string, auth: Record<string, unknown> = {}, url = server.url) {
  model.answers.set(
    `order ${number}`,
    rounds(calls([change(number)], { text: 'I can do that.' }), writes(`Changed ${number}.`)),
  );
  const { visitor, hello } = await openChat(url, { auth });
  await visitor.hears('Hello');
  const { seq } = await visitor.say(`change order ${number}`);
  const question = await visitor.next('msg', ({ body }) => body.approval !== undefined);
  return { visitor, seq, question, conversation: hello.conversation };
}

const press = (visitor: RawVisitor, question: Frame, buttonId: string, label = buttonId) =>
  visitor.send({ type: 'press', messageId: question.id, buttonId, label });
const pressesOf = async (visitor: RawVisitor) =>
  (await visitor.hello()).items.filter(({ body }: Frame) => body.type === 'press');

test('the question names the tool and its values, and nothing is done before the answer', async () => {
  const { visitor, seq, question } = await asked('Q-1', { locale: 'uk' });
  expect(question).toMatchObject({
    turn: seq,
    body: {
      type: 'text',
      text: 'Shall I change the address of Q-1?',
      buttons: [
        [
          { id: 'approve', label: 'Змінити', action: { type: 'reply' } },
          { id: 'decline', label: 'Відхилити', action: { type: 'reply' } },
        ],
      ],
      approval: { tool: 'Змінити адресу доставки', items: [{ label: 'Нова адреса', value: '12 Long Street' }] },
    },
  });
  const said = visitor.of('msg').filter(({ from, turn }) => from.kind === 'bot' && turn === seq);
  expect(said.map(({ body }) => body.text)).toEqual(['I can do that.', question.body.text]);
  expect(said[0].id, 'the draft becomes the text before the question').toBe(visitor.of('draft')[0].id);
  expect(service.of('/address/Q-1')).toEqual([]);
});

test('fault 68: an approval makes the call once, also if both buttons are pressed at once in two tabs', async () => {
  const auth = { visitor: mint() };
  const { visitor, question } = await asked('Q-2', auth);
  const other = await connect(server.url, { auth });
  await other.hello();
  const both = await Promise.all([press(visitor, question, 'approve'), press(other, question, 'approve')]);
  const accepted = both.filter(({ ok, dup }) => ok && !dup);
  expect(accepted).toHaveLength(1);
  // The later one is a duplicate, or refused for as long as the agent thinks.
  const [later] = both.filter((ack) => ack !== accepted[0]);
  expect(later).toMatchObject(later.ok ? { seq: accepted[0].seq } : { code: 'THINKING_LOCK', retry: true });
  await visitor.hears('Changed Q-2.');
  expect(service.of('/address/Q-2')).toMatchObject([
    { method: 'POST', body: '{"address":"12 Long Street"}', headers: { 'idempotency-key': expect.any(String) } },
  ]);
  const late = await press(visitor, question, 'decline');
  expect(late, 'answered before').toMatchObject({ ok: true, seq: accepted[0].seq, dup: true });
  expect(await pressesOf(visitor)).toMatchObject([{ body: { buttonId: 'approve', label: 'Change it' } }]);
  const [first, second] = requestsFor('change order Q-2');
  expect(second?.body.messages.slice(0, first?.body.messages.length)).toEqual(first?.body.messages);
});

test('the steps of the answer after an approval are those of the approved call', async () => {
  const { visitor, question } = await asked('Q-3');
  await press(visitor, question, 'approve');
  const answer = await visitor.hears('Changed Q-3.');
  expect(answer.steps.map(({ name, state }: Frame) => [name, state])).toEqual([
    ['tool:change_address', 'done'],
    ['ask', 'done'],
    ['write', 'done'],
  ]);
});

test('after a refusal the tool is not called, and the model is told', async () => {
  const { visitor, question } = await asked('Q-4');
  model.answers.set('order Q-4', rounds(writes('?'), writes('Then I leave it.')));
  await press(visitor, question, 'decline');
  await visitor.hears('Then I leave it.');
  expect(service.of('/address/Q-4')).toEqual([]);
  const told = requestsFor('change order Q-4').at(-1)?.body.messages.at(-1);
  expect(told).toMatchObject({ role: 'tool', tool_call_id: 'change-Q-4' });
  expect(told.content).toContain('declined');
});

test('fault 69: a text instead means not approved, and is given to the agent; a press after it is refused and not stored', async () => {
  const { visitor, question } = await asked('Q-5');
  model.answers.set('nr 7 instead', writes('Which street?'));
  await visitor.say('nr 7 instead');
  expect(await press(visitor, question, 'approve'), 'while the agent reads it').toMatchObject({ ok: false });
  await visitor.hears('Which street?');
  expect(await press(visitor, question, 'approve')).toMatchObject({ ok: false, code: 'INVALID' });
  expect(await pressesOf(visitor)).toEqual([]);
  expect(service.of('/address/Q-5')).toEqual([]);
  const { messages } = requestsFor('nr 7 instead').at(-1)?.body ?? {};
  expect(messages.slice(-2)).toMatchObject([{ role: 'tool' }, { role: 'user', content: 'nr 7 instead' }]);
});

test('fault 68: a press does not answer the approval of another question: neither while one waits for its turn, nor of a later one', async () => {
  const release = { 'N-1': () => {}, 'N-2': () => {} };
  const held = (number: 'N-1' | 'N-2', made: number): Answer => {
    const answer = rounds(...Array(made).fill(writes('?')), calls([change(number)]), writes(`Changed ${number}.`));
    const isAsked = new Promise<void>((resolve) => {
      release[number] = resolve;
    });
    return (request, response) => void isAsked.then(() => answer(request, response));
  };
  model.answers.set('order N-1', held('N-1', 0));
  // Its question follows the call that was not approved.
  model.answers.set('order N-2', held('N-2', 1));
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  await visitor.say('change order N-1');
  // After the deadline of thinking the input is free, and the agent still works.
  ahead = 3_600_000;
  const meanwhile = await visitor.say('change order N-2');
  expect(meanwhile).toMatchObject({ ok: true });
  ahead = 0;
  release['N-1']();
  const isFor = (number: string) => (message: Frame) => message.body.text?.includes(`address of ${number}?`);
  const first = await visitor.next('msg', isFor('N-1'));
  // By this a client knows that it cannot be answered.
  expect([first.turn, meanwhile.seq, first.seq]).toEqual([first.turn, first.turn + 1, first.turn + 2]);
  expect(await press(visitor, first, 'approve'), 'a text waits').toMatchObject({ ok: false });
  await expect.poll(() => requestsFor('order N-2').length).toBeGreaterThan(0);
  release['N-2']();
  const second = await visitor.next('msg', isFor('N-2'));
  expect(await press(visitor, first, 'approve'), 'a newer one waits').toMatchObject({ ok: false, code: 'INVALID' });
  expect(await pressesOf(visitor)).toEqual([]);
  expect(await press(visitor, second, 'approve')).toMatchObject({ ok: true });
  await visitor.hears('Changed N-2.');
  expect([service.of('/address/N-1').length, service.of('/address/N-2').length]).toEqual([0, 1]);
});

test('fault 68: a press of another visitor is refused', async () => {
  const { visitor, question } = await asked('Q-6');
  const { visitor: stranger } = await openChat(server.url);
  expect(await press(stranger, question, 'approve')).toMatchObject({ ok: false, code: 'INVALID' });
  await press(visitor, question, 'approve');
  await visitor.hears('Changed Q-6.');
  expect(service.of('/address/Q-6')).toHaveLength(1);
});

test('fault 68: an approval ends with its time', async () => {
  model.answers.set(
    'refund R-1',
    rounds(calls([{ id: 'r', name: 'refund', input: { number: 'R-1' } }]), writes('Refunded.')),
  );
  const { visitor } = await openChat(server.url);
  await visitor.say('refund R-1');
  const question = await visitor.next('msg', ({ body }) => body.approval !== undefined);
  expect(question.body.approval).toEqual({
    tool: 'refund',
    items: [{ label: 'number', value: 'R-1' }],
    expiresAt: expect.any(Number),
  });
  ahead = 3_600_000;
  const ack = await press(visitor, question, 'approve');
  ahead = 0;
  expect(ack).toMatchObject({ ok: false, code: 'INVALID' });
  expect(service.of('/refund/R-1')).toEqual([]);
});

test('an operator who takes the dialog ends the approval, and sees what was asked', async () => {
  const { visitor, question, conversation } = await asked('Q-7');
  const desk = await openDesk(server.url, await tokenOf(server.url, 'ann'));
  await desk.ask('hello', {});
  expect(await desk.ask('take', { conversation })).toMatchObject({ ok: true });
  const { items } = await desk.ask('open', { conversation });
  expect(items.find(({ id }: Frame) => id === question.id)?.body.approval).toEqual(question.body.approval);
  expect(await press(visitor, question, 'approve')).toMatchObject({ ok: false, code: 'INVALID' });
  expect(service.of('/address/Q-7')).toEqual([]);
});

test('the end of the dialog ends the approval', async () => {
  const { visitor, question } = await asked('Q-8');
  await visitor.send({ type: 'close' });
  expect(await press(visitor, question, 'approve')).toMatchObject({ ok: false, code: 'INVALID' });
  expect(service.of('/address/Q-8')).toEqual([]);
});

test('a client of protocol 1 approves by the label of the button', async () => {
  const auth = { visitor: mint() };
  await asked('Q-9', auth);
  const old = await connect(server.url, { auth: { ...auth, v: 1 } });
  await old.ask('history', { params: {} });
  await old.ask('message', { text: 'Change it', type: 'button', params: {} });
  await old.next('message', ({ text }) => text === 'Changed Q-9.');
  expect(service.of('/address/Q-9')).toHaveLength(1);
});

test('an approval waits over a restart of the server', async () => {
  const dataDir = await freshData();
  const auth = { visitor: mint() };
  const first = await createServer({ ...optionsFor(), dataDir });
  const { question } = await asked('restart', auth, first.url);
  await first.close();
  const second = await createServer({ ...optionsFor(), dataDir });
  const visitor = await connect(second.url, { auth });
  await visitor.hello();
  await press(visitor, question, 'approve');
  await visitor.hears('Changed restart.');
  expect(service.of('/address/restart')).toHaveLength(1);
  await second.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('two calls of one answer are approved one after another', async () => {
  model.answers.set(
    'both T-1',
    rounds(calls([change('T-1', 'one'), change('T-2', 'two')]), writes('Both are changed.')),
  );
  const { visitor } = await openChat(server.url);
  await visitor.say('both T-1 and T-2');
  const isFor = (number: string) => (message: Frame) => message.body.text?.includes(`address of ${number}?`);
  await press(visitor, await visitor.next('msg', isFor('T-1')), 'approve');
  const second = await visitor.next('msg', isFor('T-2'));
  expect(service.of('/address/T-1')).toHaveLength(1);
  expect(service.of('/address/T-2')).toHaveLength(0);
  await press(visitor, second, 'approve');
  await visitor.hears('Both are changed.');
  expect(service.of('/address/T-1')).toHaveLength(1);
  expect(service.of('/address/T-2')).toHaveLength(1);
});
