import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatServer } from '../src/index.ts';
import { callParts, calls, rounds, stream, useCompletionService, writes } from './support/completion-service.ts';
import { createTestServer } from './support/create-test-server.ts';
import { toolBot } from './support/tool-bot.ts';
import { useToolService } from './support/tool-service.ts';
import { type Frame, openChat } from './support/visitor.ts';

/* Tools of an agent, with a service of language models and a service that the tools call. */

const model = useCompletionService();
const service = useToolService();
const log: Frame[] = [];
let server: ChatServer;
beforeAll(async () => {
  server = await createTestServer({
    limits: { messagesPerMinute: 6000, burst: 1000 },
    openai: { baseUrl: model.baseUrl, model: 'small' },
    secrets: { SHOP: 'shop-secret' },
    httpHosts: [service.host],
    bots: [toolBot(service.host)],
    logger: pino({ level: 'warn' }, { write: (line) => void log.push(JSON.parse(line)) }),
  });
});
afterAll(() => server?.close());

async function ask(question: string, locale = 'en') {
  const { visitor } = await openChat(server.url, { auth: { locale } });
  await visitor.hears('Hello');
  const { seq } = await visitor.say(question);
  return { visitor, seq };
}

const find = (number: string, id = 'call-1') => ({ id, name: 'find', input: { number } });
const requestsFor = (question: string) =>
  model.requests.filter(({ body }) => JSON.stringify(body.messages).includes(question));
/** What the model was told about its last calls. */
const toldAbout = (question: string) =>
  requestsFor(question)
    .at(-1)
    ?.body.messages.filter(({ role }: Frame) => role === 'tool')
    .map(({ content }: Frame) => content);
const toolSteps = (steps: Frame[]) =>
  steps
    .filter(({ name }) => name.startsWith('tool:'))
    .map(({ name, text, state, detail }) => ({ name, text, state, detail }));

test('a call is a request with its arguments and secrets, a stage, and a result for the model', async () => {
  model.answers.set('order A-17', rounds(calls([find('A-17')]), writes('It was sent.')));
  const { visitor, seq } = await ask('Where is order A-17?', 'uk');
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toBe('It was sent.');
  expect(service.of('/orders/A-17')).toMatchObject([
    { method: 'GET', headers: { authorization: 'Bearer shop-secret' } },
  ]);
  expect(toolSteps(answer.steps)).toEqual([
    { name: 'tool:find', text: 'Знайшов A-17', state: 'done', detail: { tool: 'Find an order', result: 'sent' } },
  ]);
  const shown = visitor.of('thinking').filter(({ stage }) => stage === 'tool:find');
  expect(shown.map(({ text }) => text)).toEqual(['Шукаю A-17']);

  const [first, second] = requestsFor('order A-17');
  expect(first?.body.tools.map((tool: Frame) => tool.function.name)).toContain('find');
  expect(first?.body.tools[0].function.parameters).toMatchObject({ properties: { number: { type: 'string' } } });
  expect(second?.body.messages.slice(-2)).toMatchObject([
    { role: 'assistant', tool_calls: [{ id: 'call-1', function: { name: 'find' } }] },
    { role: 'tool', tool_call_id: 'call-1', content: '{"number":"A-17","state":"sent"}' },
  ]);
  expect(second?.headers['idempotency-key'], 'another request').not.toBe(first?.headers['idempotency-key']);
});

test('calls of one answer are made one after another, and what is written before them stays in the answer', async () => {
  const both = [find('B-1'), { id: 'call-2', name: 'cancel', input: { number: 'B-2' } }];
  model.answers.set('two orders', rounds(calls(both, { text: 'Let me see.' }), writes('Done.')));
  const { visitor, seq } = await ask('I have two orders');
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toBe('Let me see.\n\nDone.');
  const drafts = visitor.of('draft').filter(({ turn }) => turn === seq);
  expect(drafts.map(({ append, text }) => append ?? text).join('')).toBe('Let me see.\n\nDone.');
  expect(toolSteps(answer.steps).map(({ text, state }) => [text, state])).toEqual([
    ['Found B-1: sent', 'done'],
    ['Cancelling B-2', 'done'],
  ]);
  const [cancelled] = service.of('/cancel/B-2');
  expect(cancelled?.headers['idempotency-key']).toEqual(expect.any(String));
  expect(toldAbout('two orders')).toHaveLength(2);
});

test('a call with arguments that cannot be used, or of a tool that does not exist, is not made; the model is told', async () => {
  model.answers.set(
    'garbage',
    rounds(
      calls([
        { id: 'c1', name: 'find', input: '{"number": ' },
        { id: 'c2', name: 'find', input: { number: 17 } },
        { id: 'c3', name: 'find', input: { number: 'G-1', extra: true } },
        { id: 'c4', name: 'sudo', input: {} },
      ]),
      writes('Sorry.'),
    ),
  );
  const { visitor, seq } = await ask('garbage please');
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toBe('Sorry.');
  expect(service.of('/orders/17').concat(service.of('/orders/G-1'))).toEqual([]);
  const told = toldAbout('garbage please');
  expect(told[0]).toContain('not valid JSON');
  expect(told[1]).toContain('number');
  expect(told[2]).toContain('extra');
  expect(told[3]).toContain('There is no tool sudo');
  expect(toolSteps(answer.steps).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed']);
});

test('a service that fails, and one that may not be called, are told to the model, which goes on', async () => {
  const failing = ['fail', 'private'].map((name) => ({ id: name, name, input: {} }));
  model.answers.set('failing', rounds(calls(failing), writes('I could not.')));
  const { visitor, seq } = await ask('failing please');
  expect((await visitor.answer(seq)).body.text).toBe('I could not.');
  const told = toldAbout('failing please');
  expect(told[0]).toContain('status 500');
  expect(told[1]).toContain('cannot be reached');
});

test('the model gets the first 8000 characters of a result', async () => {
  service.response = JSON.stringify({ order: 'x'.repeat(20_000) });
  model.answers.set('a lot', rounds(calls([find('L-1')]), writes('Much.')));
  const { visitor, seq } = await ask('tell me a lot');
  await visitor.answer(seq);
  service.response = null;
  expect(toldAbout('tell me a lot')).toEqual(['x'.repeat(8000)]);
});

test('a model that is busy after a call is asked again, and the tool is called once', async () => {
  let refused = 0;
  model.answers.set(
    'busy',
    rounds(calls([{ id: 'b', name: 'cancel', input: { number: 'busy-1' } }]), (request, response) => {
      refused += 1;
      if (refused === 1) response.writeHead(429, { 'retry-after-ms': '1' }).end();
      else writes('Cancelled.')(request, response);
    }),
  );
  const { visitor, seq } = await ask('busy, cancel it');
  expect((await visitor.answer(seq)).body.text).toBe('Cancelled.');
  expect(refused).toBe(2);
  expect(service.of('/cancel/busy-1')).toHaveLength(1);
});

test('a stream that is cut in the middle of a call takes the error branch, and the tool is not called', async () => {
  model.answers.set('cut off', (_, response) => {
    const [begin = '', half = ''] = callParts('x', 'cancel', { number: 'cut-1' });
    stream(response).write(begin + half);
    response.end();
  });
  const { visitor } = await ask('cut off the call');
  await visitor.hears('It broke');
  expect(service.of('/cancel/cut-1')).toEqual([]);
});

test('a call that ends the work of the agent continues the scenario, with its arguments as variables', async () => {
  const person = { id: 'p', name: 'person', input: { topic: 'a refund' } };
  model.answers.set('a person', rounds(calls([person], { text: 'One moment.' })));
  const { visitor, seq } = await ask('get me a person');
  await visitor.hears('A person for a refund');
  const said = visitor.of('msg').filter(({ from, turn }) => from.kind === 'bot' && turn === seq);
  expect(said.map(({ body }) => body.text)).toEqual(['One moment.', 'A person for a refund']);
});

test('an agent that calls more often than it may ends with a text and a failed step', async () => {
  const again = calls([find('N-1')]);
  model.answers.set('few calls', rounds(again, again, again, again));
  const { visitor, seq } = await ask('few calls, please');
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toContain('too many steps');
  expect(service.of('/orders/N-1'), 'as many calls as allowed').toHaveLength(2);
  expect(answer.steps.at(-1)).toMatchObject({ name: 'ask', state: 'failed' });
});

test('an agent that uses more tokens than it may ends with the text of the node', async () => {
  model.answers.set('few tokens', rounds(calls([find('T-1')], { tokens: 600 }), calls([find('T-2')], { tokens: 600 })));
  const { visitor, seq } = await ask('few tokens, please');
  expect((await visitor.answer(seq)).body.text).toBe('That is too much for me');
  expect(service.of('/orders/T-')).toHaveLength(1);
});

test('fault 73: a stop aborts the running call and keeps what was written', async () => {
  model.answers.set('stop this', rounds(calls([{ id: 'w', name: 'wait', input: {} }], { text: 'I am waiting.' })));
  const { visitor, seq } = await ask('stop this later');
  const held = await service.next('/hold', service.of('/hold').length + 1);
  expect(await visitor.ask('stop', { turn: seq })).toMatchObject({ ok: true, stopped: true });
  await held.gone;
  expect(
    log.filter(({ tool }) => tool === 'wait'),
    'aborted by the stop, not by the time of the tool',
  ).toEqual([]);
  expect(await visitor.answer(seq)).toMatchObject({ stopped: true, body: { text: 'I am waiting.' } });
});

test('the end of the dialog aborts the running call', async () => {
  model.answers.set('close this', rounds(calls([{ id: 'w', name: 'wait', input: {} }])));
  const { visitor } = await ask('close this later');
  const held = await service.next('/hold', service.of('/hold').length + 1);
  await visitor.send({ type: 'close' });
  await held.gone;
});
