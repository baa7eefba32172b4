import type { ServerResponse } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatServer } from '../src/index.ts';
import { chunk, stream, useCompletionService } from './support/completion-service.ts';
import { createTestServer } from './support/create-test-server.ts';
import { openChat } from './support/visitor.ts';

const KEY = 'key-canary-0123456789';
const service = useCompletionService();
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
}

const event = (data: { readonly type: string } & Record<string, unknown>): string =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const candidate = (parts: object[], finishReason?: string): string =>
  `data: ${JSON.stringify({ candidates: [{ index: 0, content: { role: 'model', parts }, finishReason }] })}\n\n`;

const openAiFormat = {
  begin: '',
  text: (piece: string) => chunk(piece),
  end: `${chunk(null, 'stop')}data: [DONE]\n\n`,
  failure: `data: {"error":{"message":"${KEY}"}}\n\n`,
};

const APIS: readonly Api[] = [
  {
    agent: 'anthropic',
    path: '/v1/messages',
    keyHeader: ['x-api-key', KEY],
    begin:
      event({
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
      }) + event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    text: (piece) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } }),
    end:
      event({ type: 'content_block_stop', index: 0 }) +
      event({
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 3 },
      }) +
      event({ type: 'message_stop' }),
    failure: event({ type: 'error', error: { type: 'overloaded_error', message: KEY } }),
  },
  {
    agent: 'google',
    path: '/v1/models/small:streamGenerateContent?alt=sse',
    keyHeader: ['x-goog-api-key', KEY],
    begin: '',
    text: (piece) => candidate([{ text: piece }]),
    end: candidate([{ text: '' }], 'STOP'),
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
    bots: APIS.map(({ agent }) => ({
      id: agent,
      settings: { title: 'T', origins: '*', allowMissingOrigin: true },
      scenario: {
        version: 1,
        fallback: 'agent',
        nodes: {
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

  test('ending the dialog aborts the request', async () => {
    service.answers.set('endless', (_, response) => void stream(response).write(api.begin + api.text('And')));
    const { visitor } = await ask('endless');
    await visitor.next('draft');
    await visitor.send({ type: 'close' });
    await expect.poll(() => service.requests.at(-1)?.isGone()).toBe(true);
  });
});
