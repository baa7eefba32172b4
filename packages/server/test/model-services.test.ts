import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatServer } from '../src/index.ts';
import { callParts, chunk, stream, useCompletionService } from './support/completion-service.ts';
import { createTestServer } from './support/create-test-server.ts';
import { useToolService } from './support/tool-service.ts';
import { openChat } from './support/visitor.ts';

const KEY = 'key-canary-0123456789';
const service = useCompletionService();
const tools = useToolService();
const log: string[] = [];
const logger = pino({ level: 'debug' }, { write: (line) => void log.push(line) });

/** The stream of a service in the format of its API. */
interface Api {
  readonly agent: string;
  readonly path: string;
  readonly keyHeader: readonly [name: string, value: string] | null;
  readonly begin: string;
  text(piece: string): string;
  readonly end: string;
  readonly failure: string;
  /** The begin of an answer with a text and a call of `find`, up to within the call. */
  callBegin(text: string, input: object): string;
  /** The rest of that answer. */
  callEnd(input: object): string;
  /** The messages with the call and its result, as the service is given them. */
  readonly told: readonly [call: object, result: object];
}

const event = (data: { readonly type: string } & Record<string, unknown>): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const candidate = (parts: object[], finishReason?: string): string =>
  `data: ${JSON.stringify({ candidates: [{ index: 0, content: { role: 'model', parts }, finishReason }] })}\n\n`;

/** The arguments of a call in two pieces, as a model writes them. */
const halves = (input: object): readonly [string, string] => {
  const text = JSON.stringify(input);
  return [text.slice(0, 5), text.slice(5)];
};
const anthropicInput = (piece: string): string =>
  event({ type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: piece } });
const anthropicMessage = event({
  type: 'message_start',
  message: {
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: 'small',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  },
});
const anthropicText = (text: string): string =>
  event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } });
const anthropicBegin =
  anthropicMessage + event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } });
const anthropicEnd = (reason: string): string =>
  event({ type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 3 } }) +
  event({ type: 'message_stop' });

const FOUND = { number: 'A-17', state: 'sent' };

const openAiFormat = {
  begin: '',
  text: (piece: string) => chunk(piece),
  end: `${chunk(null, 'stop')}data: [DONE]\n\n`,
  failure: `data: {"error":{"message":"${KEY}"}}\n\n`,
  callBegin: (text: string, input: object) => chunk(text) + callParts('call-1', 'find', input).slice(0, 2).join(''),
  callEnd: (input: object) =>
    `${callParts('call-1', 'find', input).slice(2).join('')}${chunk(null, 'tool_calls')}data: [DONE]\n\n`,
  told: [
    { role: 'assistant', tool_calls: [{ id: 'call-1', function: { arguments: JSON.stringify({ number: 'A-17' }) } }] },
    { role: 'tool', tool_call_id: 'call-1' },
  ] as const,
};

const APIS: readonly Api[] = [
  {
    agent: 'anthropic',
    path: '/v1/messages',
    keyHeader: ['x-api-key', KEY],
    begin: anthropicBegin,
    text: anthropicText,
    end: event({ type: 'content_block_stop', index: 0 }) + anthropicEnd('end_turn'),
    callBegin: (text, input) =>
      anthropicBegin +
      anthropicText(text) +
      event({ type: 'content_block_stop', index: 0 }) +
      event({
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 'call-1', name: 'find', input: {} },
      }) +
      anthropicInput(halves(input)[0]),
    callEnd: (input) =>
      anthropicInput(halves(input)[1]) + event({ type: 'content_block_stop', index: 1 }) + anthropicEnd('tool_use'),
    told: [
      { role: 'assistant', content: [{ type: 'text' }, { type: 'tool_use', id: 'call-1', input: { number: 'A-17' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call-1' }] },
    ],
    failure: event({ type: 'error', error: { type: 'overloaded_error', message: KEY } }),
  },
  {
    agent: 'google',
    path: '/v1/models/small:streamGenerateContent?alt=sse',
    keyHeader: ['x-goog-api-key', KEY],
    begin: '',
    text: (piece) => candidate([{ text: piece }]),
    end: candidate([{ text: '' }], 'STOP'),
    // This API sends a call as a whole.
    callBegin: (text, input) => candidate([{ text }]) + candidate([{ functionCall: { name: 'find', args: input } }]),
    callEnd: () => candidate([{ text: '' }], 'STOP'),
    told: [
      { role: 'model', parts: [{ text: 'Let me see.' }, { functionCall: { name: 'find', args: { number: 'A-17' } } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'find' } }] },
    ],
    failure: `data: ${JSON.stringify({ error: { code: 503, status: 'UNAVAILABLE', message: KEY } })}\n\n`,
  },
  { agent: 'ollama', path: '/v1/chat/completions', keyHeader: null, ...openAiFormat },
];

let server: ChatServer;
beforeAll(async () => {
  const account = { apiKey: KEY, baseUrl: service.baseUrl.replace(/\/$/, ''), model: 'small' };
  server = await createTestServer({
    logger,
    limits: { messagesPerMinute: 6000, burst: 1000 },
    anthropic: account,
    google: account,
    ollama: { baseUrl: account.baseUrl, model: 'small' },
    httpHosts: [tools.host],
    bots: APIS.map(({ agent }) => ({
      id: agent,
      settings: { title: 'T', origins: '*', allowMissingOrigin: true },
      scenario: {
        version: 1,
        fallback: 'route',
        nodes: {
          route: {
            type: 'router',
            routes: [{ when: 'contains(input, "order")', next: 'with tools' }],
            otherwise: 'agent',
          },
          'with tools': {
            type: 'agent',
            provider: agent,
            tools: [
              {
                kind: 'http',
                name: 'find',
                description: 'Finds an order.',
                input: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
                url: `http://${tools.host}/orders/{{args.number}}`,
                result: 'order',
              },
            ],
            error: 'broke',
          },
          start: { type: 'start', next: 'hello' },
          hello: { type: 'message', text: 'Hello', next: 'end' },
          agent: {
            type: 'agent',
            provider: agent,
            thinking: { text: 'Thinking', stages: { ask: 'Asking', write: 'Writing' } },
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
    })),
  });
});
afterAll(() => server?.close());

describe.each(APIS)('$agent', (api) => {
  async function ask(question: string) {
    const { visitor } = await openChat(server.url, { auth: { botId: api.agent } });
    await visitor.hears('Hello');
    const { seq } = await visitor.say(question);
    return { visitor, seq };
  }

  test('streams its answer as drafts, with the key in the header of its API', async () => {
    service.answers.set('weather', (_, response) =>
      stream(response).end(api.begin + api.text('It is ') + api.text('sunny. ☀️') + api.end),
    );
    const { visitor, seq } = await ask('How is the weather?');
    const answer = await visitor.answer(seq);
    expect(answer.body.text).toBe('It is sunny. ☀️');
    const drafts = visitor.of('draft').filter(({ turn }) => turn === seq);
    expect(drafts.map(({ append, text }) => append ?? text).join('')).toBe('It is sunny. ☀️');
    const request = service.requests.at(-1);
    expect(request?.url).toBe(api.path);
    if (api.keyHeader) expect(request?.headers[api.keyHeader[0]]).toBe(api.keyHeader[1]);
    else expect(JSON.stringify(request?.headers)).not.toContain(KEY);
  });

  test('an overloaded service is asked again', async () => {
    let tries = 0;
    service.answers.set('busy', (_, response) => {
      tries += 1;
      if (tries === 1) response.writeHead(429, { 'retry-after': '0' }).end('{}');
      else stream(response).end(api.begin + api.text('Back again.') + api.end);
    });
    const { visitor, seq } = await ask('busy?');
    expect((await visitor.answer(seq)).body.text).toBe('Back again.');
    expect(tries).toBe(2);
  });

  test.each<[string, (response: ServerResponse) => unknown]>([
    ['a refused key', (response) => response.writeHead(401).end(JSON.stringify({ error: { message: KEY } }))],
    [
      'a stream that is cut',
      (response) => {
        stream(response).write(api.begin + api.text('Half'));
        setTimeout(() => response.destroy(), 30);
      },
    ],
    ['a stream without its end', (response) => stream(response).end(api.begin + api.text('Half'))],
    ['an error within the stream', (response) => stream(response).end(api.begin + api.text('Half') + api.failure)],
    ['garbage', (response) => stream(response).end(`${api.begin}data: <html>\n\n`)],
    ['a redirect', (response) => response.writeHead(307, { location: `${service.baseUrl}elsewhere` }).end()],
  ])('%s: takes the error branch, and the key is neither logged nor sent', async (name, respond) => {
    service.answers.set(name, (_, response) => void respond(response));
    const from = log.length;
    const { visitor } = await ask(name);
    await visitor.hears('It broke');
    expect(log.slice(from).join('') + JSON.stringify(visitor.pushes)).not.toContain(KEY);
    expect(await visitor.send({ type: 'text', text: 'unlocked' })).toMatchObject({ ok: true });
  });

  test('a call of a tool is streamed, made, and answered in the format of its API', async () => {
    const input = { number: 'A-17' };
    service.answers.set('order A-17', ({ body }, response) => {
      const isTold = JSON.stringify(body).includes('sent');
      const called = api.callBegin('Let me see.', input) + api.callEnd(input);
      stream(response).end(isTold ? api.begin + api.text('It is on its way.') + api.end : called);
    });
    const from = tools.of('/orders/A-17').length;
    const { visitor, seq } = await ask('Where is order A-17?');
    const answer = await visitor.answer(seq);
    expect(answer.body.text).toBe('Let me see.\n\nIt is on its way.');
    const drafts = visitor.of('draft').filter(({ turn }) => turn === seq);
    expect(drafts.map(({ append, text }) => append ?? text).join('')).toBe(answer.body.text);
    expect(answer.steps).toContainEqual(expect.objectContaining({ name: 'tool:find', state: 'done' }));
    expect(tools.of('/orders/A-17').slice(from)).toHaveLength(1);
    const asked = service.requests
      .filter(({ url, body }) => url === api.path && JSON.stringify(body).includes('order A-17'))
      .map(({ body }) => body.messages ?? body.contents);
    expect(asked).toHaveLength(2);
    const told = asked.at(-1).slice(-2);
    expect(told).toMatchObject(api.told);
    // A service may get the result as a text within JSON.
    expect(JSON.stringify(told.at(-1)).replaceAll('\\', '')).toContain(JSON.stringify(FOUND));
  });

  test('a stream that is cut within a call: nothing is called, and the turn takes the error branch', async () => {
    service.answers.set(
      'order A-18',
      (_, response) =>
        void stream(response).write(api.callBegin('Let me see.', { number: 'A-18' }), () => response.destroy()),
    );
    const { visitor } = await ask('Where is order A-18?');
    await visitor.hears('It broke');
    expect(tools.of('/orders/A-18')).toEqual([]);
  });

  test('ending the dialog aborts the request', async () => {
    service.answers.set('endless', (_, response) => void stream(response).write(api.begin + api.text('And')));
    const { visitor } = await ask('endless');
    await visitor.next('draft');
    await visitor.send({ type: 'close' });
    await expect.poll(() => service.requests.at(-1)?.isGone()).toBe(true);
  });
});
