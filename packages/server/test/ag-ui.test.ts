import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ChatServer } from '../src/index.ts';
import { stream, useCompletionService } from './support/completion-service.ts';
import { createTestServer } from './support/create-test-server.ts';
import { openChat } from './support/visitor.ts';

const TOKEN = 'token-canary-0123456789';
const service = useCompletionService();
const log: string[] = [];
const logger = pino({ level: 'debug' }, { write: (line) => void log.push(line) });
let server: ChatServer;

const event = (type: string, data: object = {}): string => `data: ${JSON.stringify({ type, ...data })}\n\n`;
const run = { threadId: 't', runId: 'r' };
const begin = event('RUN_STARTED', run);
const message = (messageId: string, ...pieces: string[]): string =>
  event('TEXT_MESSAGE_START', { messageId, role: 'assistant' }) +
  pieces.map((delta) => event('TEXT_MESSAGE_CONTENT', { messageId, delta })).join('') +
  event('TEXT_MESSAGE_END', { messageId });
const end = event('RUN_FINISHED', run);

beforeAll(async () => {
  server = await createTestServer({
    logger,
    limits: { messagesPerMinute: 6000, burst: 1000 },
    agUi: { support: { url: `${service.baseUrl}run`, headers: { authorization: `Bearer ${TOKEN}` } } },
    bots: [
      {
        id: 'test',
        settings: { title: 'T', origins: '*', allowMissingOrigin: true },
        scenario: {
          version: 1,
          fallback: 'agent',
          nodes: {
            start: { type: 'start', next: 'hello' },
            hello: { type: 'message', text: 'Hello', next: 'end' },
            agent: {
              type: 'agent',
              provider: 'support',
              options: { props: { shop: 'lamps' } },
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
});
afterAll(() => server?.close());

async function ask(question: string) {
  const { visitor } = await openChat(server.url);
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
  [
    'an interrupt',
    (response) =>
      stream(response).end(
        begin +
          event('RUN_FINISHED', {
            ...run,
            outcome: { type: 'interrupt', interrupts: [{ id: 'i', reason: 'approval' }] },
          }),
      ),
  ],
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
