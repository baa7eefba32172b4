import { rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ChatServer, createServer } from '../src/index.ts';
import { begin, end, event, finished, interrupted, message } from './support/ag-ui-events.ts';
import { stream, useCompletionService } from './support/completion-service.ts';
import { createTestServer } from './support/create-test-server.ts';
import { freshData } from './support/fresh-data.ts';
import { address, approval, interruptedAgent } from './support/interrupted-agent.ts';
import { connect, type Frame, mint, openChat, type RawVisitor } from './support/visitor.ts';

const TOKEN = 'token-canary-0123456789';
const service = useCompletionService();
const log: string[] = [];
const logger = pino({ level: 'debug' }, { write: (line) => void log.push(line) });
let server: ChatServer;
/** The clock of the server: the time of the system, and what a test adds. */
let ahead = 0;

const optionsFor = () => ({
  limits: { messagesPerMinute: 6000, burst: 1000 },
  agUi: { support: { url: `${service.baseUrl}run`, headers: { authorization: `Bearer ${TOKEN}` } } },
  bots: [
    {
      id: 'test',
      settings: { title: 'T', origins: '*' as const, allowMissingOrigin: true },
      scenario: {
        version: 1,
        fallback: 'agent',
        nodes: {
          start: { type: 'start', next: 'hello' },
          hello: { type: 'message', text: 'Hello', next: 'end' },
          agent: {
            type: 'agent',
            provider: 'support',
            options: {
              props: { shop: 'lamps' },
              titles: { change_address: { en: 'Change the address', uk: 'Змінити адресу' } },
            },
            thinking: {
              text: 'Thinking',
              stages: {
                ask: 'Asking',
                step: 'Doing {{step}}',
                reason: 'Considering',
                tool: 'Using {{tool}}',
                write: 'Writing',
              },
            },
            timeout: 'late',
            error: 'broke',
            notFound: 'nothing',
            timeoutMs: 20_000,
          },
          late: { type: 'message', text: 'Too late', next: 'end' },
          broke: { type: 'message', text: 'It broke', next: 'end' },
          nothing: { type: 'message', text: 'Nothing', next: 'end' },
          end: { type: 'exit' },
        },
      },
    },
  ],
});
beforeAll(async () => {
  server = await createTestServer({ ...optionsFor(), logger, clock: { now: () => Date.now() + ahead } });
});
afterAll(() => server?.close());

async function ask(question: string, auth: Record<string, unknown> = {}, url = server.url) {
  const { visitor } = await openChat(url, { auth });
  await visitor.hears('Hello');
  const { seq } = await visitor.say(question);
  return { visitor, seq };
}

test('steps, reasoning and tools become stages, text becomes drafts and the answer', async () => {
  service.answers.set('parcel', (_, response) =>
    stream(response).end(
      begin +
        event('STEP_STARTED', { stepName: 'look-up' }) +
        event('REASONING_START', { messageId: 'm0' }) +
        event('REASONING_END', { messageId: 'm0' }) +
        event('TOOL_CALL_START', { toolCallId: 'c', toolCallName: 'track' }) +
        event('TOOL_CALL_ARGS', { toolCallId: 'c', delta: '{"id":1}' }) +
        event('TOOL_CALL_END', { toolCallId: 'c' }) +
        event('TOOL_CALL_RESULT', { messageId: 'm1', toolCallId: 'c', content: 'the secret row' }) +
        event('STEP_FINISHED', { stepName: 'look-up' }) +
        message('m2', 'It is ', 'on its way.') +
        message('m3', 'It comes tomorrow.') +
        end,
    ),
  );
  const { visitor, seq } = await ask('Where is my parcel?');
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toBe('It is on its way.\n\nIt comes tomorrow.');
  expect(
    visitor
      .of('draft')
      .map(({ append, text }) => append ?? text)
      .join(''),
  ).toBe(answer.body.text);
  const texts = visitor.of('thinking').flatMap(({ on, text }) => (on ? [text] : []));
  expect(texts.filter((text, index) => text !== texts[index - 1])).toEqual([
    'Thinking',
    'Asking',
    'Doing look-up',
    'Considering',
    'Using track',
    'Writing',
  ]);
  expect(answer.steps).toContainEqual(
    expect.objectContaining({ name: 'tool', state: 'done', detail: { tool: 'track' } }),
  );
  expect(JSON.stringify(visitor.pushes), 'results of tools are not for the visitor').not.toContain('secret');

  const { headers, body } = service.requests.at(-1) ?? {};
  expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'idempotency-key': expect.any(String) });
  expect(body).toMatchObject({
    forwardedProps: { shop: 'lamps' },
    messages: [
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'Where is my parcel?' },
    ],
  });

  await visitor.say('And the other parcel?');
  await expect.poll(() => service.requests.at(-1)?.body.messages.length).toBe(4);
  expect(service.requests.at(-1)?.body.threadId, 'one thread per dialog').toBe(body.threadId);
});

test('a run without text has no answer', async () => {
  service.answers.set('silent run', (_, response) => stream(response).end(begin + end));
  const { visitor } = await ask('silent run');
  await visitor.hears('Nothing');
});

test.each<[string, (response: ServerResponse) => unknown]>([
  ['a refused token', (response) => response.writeHead(401).end(TOKEN)],
  [
    'a stream that is cut',
    (response) => {
      stream(response).write(begin + event('TOOL_CALL_START', { toolCallId: 'c', toolCallName: 'track' }));
      setTimeout(() => response.destroy(), 30);
    },
  ],
  ['a run that never finishes', (response) => stream(response).end(begin + message('m', 'Half'))],
  ['an error of the run', (response) => stream(response).end(begin + event('RUN_ERROR', { message: TOKEN }))],
  ['events out of order', (response) => stream(response).end(begin + event('TEXT_MESSAGE_END', { messageId: 'm' }))],
  ['garbage', (response) => stream(response).end('data: <html>\n\n')],
  ['a redirect', (response) => response.writeHead(307, { location: `${service.baseUrl}elsewhere` }).end()],
  ['an interrupt without a question', (response) => stream(response).end(begin + interrupted([]))],
  ['a cancelled run', (response) => stream(response).end(begin + finished({ type: 'cancelled' }))],
])('%s: takes the error branch, and the token is neither logged nor sent', async (name, respond) => {
  service.answers.set(name, (_, response) => void respond(response));
  const from = log.length;
  const printed = vi.spyOn(console, 'error');
  const { visitor } = await ask(name);
  await visitor.hears('It broke');
  expect(printed, 'a library must not print what an agent sends').not.toHaveBeenCalled();
  expect(log.slice(from).join('') + JSON.stringify(visitor.pushes)).not.toContain(TOKEN);
  expect(await visitor.send({ type: 'text', text: 'unlocked' })).toMatchObject({ ok: true });
});

test('ending the dialog aborts the run', async () => {
  service.answers.set('endless', (_, response) => {
    stream(response).write(begin + event('TEXT_MESSAGE_START', { messageId: 'm', role: 'assistant' }));
    response.write(event('TEXT_MESSAGE_CONTENT', { messageId: 'm', delta: 'And' }));
  });
  const { visitor } = await ask('endless');
  await visitor.next('draft');
  await visitor.send({ type: 'close' });
  await expect.poll(() => service.requests.at(-1)?.isGone()).toBe(true);
});

const questionOf = (visitor: RawVisitor, fits: (message: Frame) => boolean = () => true) =>
  visitor.next('msg', (found) => found.body.approval !== undefined && fits(found));
const requestsWith = (text: string) =>
  service.requests.map(({ body }) => body).filter(({ messages }) => JSON.stringify(messages).includes(text));
const press = (visitor: RawVisitor, question: Frame, buttonId: string) =>
  visitor.send({ type: 'press', messageId: question.id, buttonId, label: buttonId });

test('an interrupt asks for an approval, and the approval resumes the run as the protocol says', async () => {
  const resumes = interruptedAgent(service, ['move A-1'], [approval]);
  const { visitor, seq } = await ask('move A-1');
  const question = await questionOf(visitor);
  expect(question).toMatchObject({
    turn: seq,
    body: {
      // The words of the agent are shown as they are: they cannot read variables.
      text: 'Change the address to {{input}} 12 Long Street?',
      buttons: [[{ id: 'approve' }, { id: 'decline' }]],
      approval: {
        tool: 'Change the address',
        items: [
          { label: 'number', value: 'A-1' },
          { label: 'address', value: '12 Long Street' },
        ],
      },
    },
  });
  const before = await visitor.hears('I can do that.');
  expect(before.steps.at(-1), 'the call was not made').toMatchObject({ name: 'tool', state: 'skipped' });
  expect(resumes).toEqual([]);

  await press(visitor, question, 'approve');
  const answer = await visitor.hears('Done.');
  expect(answer.steps).toContainEqual(
    expect.objectContaining({ name: 'tool', state: 'done', detail: { tool: 'change_address' } }),
  );
  expect(resumes).toEqual([[{ interruptId: 'i1', status: 'resolved', payload: { approved: true } }]]);
  const [first, second] = requestsWith('move A-1');
  expect(second).toMatchObject({
    threadId: first.threadId,
    state: { order: 'A-1' },
    forwardedProps: { shop: 'lamps' },
  });
  expect(second.runId).not.toBe(first.runId);
  expect(second.messages).toMatchObject([
    ...first.messages,
    { role: 'assistant', content: 'I can do that.' },
    {
      role: 'assistant',
      toolCalls: [{ id: 'c1', function: { name: 'change_address', arguments: JSON.stringify(address) } }],
    },
  ]);
  const again = await press(visitor, question, 'approve');
  expect(again, 'answered before').toMatchObject({ ok: true, dup: true });
  expect(resumes).toHaveLength(1);
});

test('declining an interrupt is an answer', async () => {
  const resumes = interruptedAgent(service, ['move A-2'], [approval]);
  const { visitor } = await ask('move A-2');
  await press(visitor, await questionOf(visitor), 'decline');
  await visitor.hears('Done.');
  expect(resumes).toEqual([[{ interruptId: 'i1', status: 'resolved', payload: { approved: false } }]]);
});

test('a text instead cancels the interrupt, and is given to the agent', async () => {
  const resumes = interruptedAgent(service, ['move A-3', 'only the second one'], [approval]);
  const { visitor } = await ask('move A-3');
  await questionOf(visitor);
  await visitor.say('only the second one');
  await visitor.hears('Done.');
  expect(resumes).toEqual([[{ interruptId: 'i1', status: 'cancelled' }]]);
  const [request] = requestsWith('only the second one');
  expect(request.messages.at(-1)).toMatchObject({ role: 'user', content: 'only the second one' });
});

test('several interrupts are asked one after another, and answered together', async () => {
  const resumes = interruptedAgent(
    service,
    ['both A-4'],
    [
      { ...approval, message: 'The address?' },
      { id: 'i2', reason: 'confirmation', message: 'Tell the carrier?' },
    ],
  );
  const { visitor } = await ask('both A-4');
  await press(visitor, await questionOf(visitor, ({ body }) => body.text === 'The address?'), 'approve');
  const second = await questionOf(visitor, ({ body }) => body.text === 'Tell the carrier?');
  expect(resumes).toEqual([]);
  await press(visitor, second, 'decline');
  await visitor.hears('Done.');
  expect(resumes).toEqual([
    [
      { interruptId: 'i1', status: 'resolved', payload: { approved: true } },
      { interruptId: 'i2', status: 'resolved', payload: false },
    ],
  ]);
});

test.each<[string, { id: string; reason: string; responseSchema?: object }]>([
  ['without a form', { id: 'u', reason: 'input_required' }],
  [
    'with a form of several values',
    {
      id: 'u',
      reason: 'tool_call',
      responseSchema: {
        type: 'object',
        properties: { approved: { type: 'boolean' }, fingerprint: { type: 'string' } },
        required: ['approved', 'fingerprint'],
      },
    },
  ],
])(
  'an interrupt that is not a yes or no (%s) takes the error branch, and the thread can be used again',
  async (name, unknown) => {
    const resumes = interruptedAgent(service, [`form ${name}`], [unknown]);
    const from = log.length;
    const { visitor } = await ask(`form ${name}`);
    await visitor.hears('It broke');
    expect(log.slice(from).join('')).toContain('the agent waits for an answer that is not a yes or a no');
    expect(resumes).toEqual([[{ interruptId: 'u', status: 'cancelled' }]]);
    service.answers.set(`next ${name}`, ({ body }, response) =>
      stream(response).end(begin + message('m', body.resume ? 'Still open' : 'Hello again') + end),
    );
    await visitor.say(`next ${name}`);
    await visitor.hears('Hello again');
  },
);

test('if the resumed run is cut, the turn takes the error branch, and the approval is not asked again', async () => {
  const resumes = interruptedAgent(service, ['move A-6'], [approval], {
    answer: (response) => {
      stream(response).write(begin + message('half', 'Half'), () => response.destroy());
    },
  });
  const { visitor } = await ask('move A-6');
  const question = await questionOf(visitor);
  await press(visitor, question, 'approve');
  await visitor.hears('It broke');
  expect(await press(visitor, question, 'approve')).toMatchObject({ ok: true, dup: true });
  expect(resumes).toHaveLength(1);
  expect(await visitor.send({ type: 'text', text: 'unlocked' })).toMatchObject({ ok: true });
});

test('an interrupt expires at the time of the agent, and is then cancelled by the next text', async () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const resumes = interruptedAgent(service, ['move A-7', 'never mind'], [{ ...approval, expiresAt }]);
  const { visitor } = await ask('move A-7');
  const question = await questionOf(visitor);
  expect(question.body.approval.expiresAt).toBe(Date.parse(expiresAt));
  ahead = 3_600_000;
  const ack = await press(visitor, question, 'approve');
  ahead = 0;
  expect(ack).toMatchObject({ ok: false, code: 'INVALID' });
  await visitor.say('never mind');
  await visitor.hears('Done.');
  expect(resumes).toEqual([[{ interruptId: 'i1', status: 'cancelled' }]]);
});

test('an interrupt that was left with the dialog is cancelled by the next question', async () => {
  const resumes = interruptedAgent(service, ['move A-8', 'something else'], [approval]);
  const { visitor } = await ask('move A-8');
  const left = await questionOf(visitor);
  await visitor.send({ type: 'close' });
  await visitor.say('something else');
  await visitor.hears('Done.');
  expect(resumes).toEqual([[{ interruptId: 'i1', status: 'cancelled' }]]);
  await visitor.say('something else');
  await questionOf(visitor, ({ id }) => id !== left.id);
  const [first, second] = requestsWith('something else');
  expect(first.messages.at(-1)).toMatchObject({ role: 'user', content: 'something else' });
  expect(second.resume, 'cancelled once').toBeUndefined();
});

test('an interrupt waits over a restart of the server', async () => {
  const dataDir = await freshData();
  const auth = { visitor: mint() };
  const resumes = interruptedAgent(service, ['move A-9'], [approval]);
  const first = await createServer({ ...optionsFor(), dataDir });
  const { visitor: asked } = await ask('move A-9', auth, first.url);
  const question = await questionOf(asked);
  await first.close();
  const second = await createServer({ ...optionsFor(), dataDir });
  const visitor = await connect(second.url, { auth });
  await visitor.hello();
  await press(visitor, question, 'approve');
  await visitor.hears('Done.');
  expect(resumes).toEqual([[{ interruptId: 'i1', status: 'resolved', payload: { approved: true } }]]);
  await second.close();
  await rm(dataDir, { recursive: true, force: true });
});
