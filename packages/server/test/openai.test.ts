import { once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ChatServer } from '../src/index.ts';
import { chunk, stream, useCompletionService } from './support/completion-service.ts';
import { createTestServer } from './support/create-test-server.ts';
import { openChat } from './support/visitor.ts';

const KEY = 'sk-canary-0123456789';
const service = useCompletionService();
const log: string[] = [];
const logger = pino({ level: 'debug' }, { write: (line) => void log.push(line) });
let server: ChatServer;

const agent = (more: object = {}) => ({
  type: 'agent',
  provider: 'openai-compatible',
  thinking: {
    text: 'Thinking',
    stages: { search: 'Looking it up', ask: 'Asking', write: 'Writing' },
    languages: { uk: { text: 'Думаю', stages: { write: 'Пишу' } } },
  },
  options: { system: { en: 'Be brief', uk: 'Коротко' }, temperature: 0.2, maxTokens: 200 },
  timeout: 'late',
  error: 'broke',
  notFound: 'nothing',
  timeoutMs: 20_000,
  ...more,
});

beforeAll(async () => {
  server = await createTestServer({
    logger,
    limits: { messagesPerMinute: 6000, burst: 1000 },
    openai: { baseUrl: service.baseUrl, apiKey: KEY, model: 'small' },
    models: { own: createOpenAICompatible({ name: 'own', baseURL: service.baseUrl })('tiny') },
    bots: [
      {
        id: 'test',
        settings: { title: 'T', origins: '*', allowMissingOrigin: true },
        articles: [{ id: 'returns', language: 'en', title: 'Returns', body: 'You may return a lamp for 30 days.' }],
        scenario: {
          version: 1,
          fallback: 'route',
          nodes: {
            start: { type: 'start', next: 'hello' },
            hello: { type: 'message', text: 'Hello', next: 'end' },
            route: {
              type: 'router',
              routes: [
                { when: 'contains(input, "patient")', next: 'impatient' },
                { when: 'contains(input, "lamp")', next: 'learned' },
                { when: 'contains(input, "misconfigured")', next: 'wrong' },
                { when: 'contains(input, "own model")', next: 'own' },
              ],
              otherwise: 'agent',
            },
            agent: agent(),
            impatient: agent({ timeoutMs: 150 }),
            learned: agent({ options: { knowledge: true, history: 0, model: 'large' } }),
            wrong: agent({ options: { modle: 'x' } }),
            own: agent({ provider: 'own' }),
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

async function ask(question: string, locale = 'en') {
  const { visitor } = await openChat(server.url, { auth: { locale } });
  await visitor.hears('Hello');
  const { seq } = await visitor.say(question);
  return { visitor, seq };
}

test('streams an answer: question with context, stages, drafts, and the message that completes them', async () => {
  service.answers.set('weather', (_, response) => {
    stream(response).write(': a comment\n\n');
    const text = chunk('It is ') + chunk('sunny') + chunk('. ☀️');
    // Split in the middle of a line and of a character.
    const bytes = Buffer.from(text);
    const cut = bytes.length - 40;
    response.write(bytes.subarray(0, cut));
    setTimeout(
      () => response.end(Buffer.concat([bytes.subarray(cut), Buffer.from(`${chunk(null, 'stop')}data: [DONE]\n\n`)])),
      20,
    );
  });
  const { visitor, seq } = await ask('How is the weather?', 'uk');
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toBe('It is sunny. ☀️');
  const drafts = visitor.of('draft').filter(({ turn }) => turn === seq);
  expect(drafts.map(({ append, text }) => append ?? text).join('')).toBe('It is sunny. ☀️');
  expect(drafts.every(({ id }) => id === answer.id)).toBe(true);
  expect(
    visitor
      .of('thinking')
      .filter(({ on }) => on)
      .map(({ text }) => text),
  ).toEqual(['Думаю', 'Думаю', 'Пишу']);

  const request = service.requests.at(-1);
  expect(request?.url).toBe('/v1/chat/completions');
  expect(request?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'idempotency-key': expect.any(String) });
  expect(request?.body).toEqual({
    model: 'small',
    stream: true,
    temperature: 0.2,
    max_tokens: 200,
    messages: [
      { role: 'system', content: 'Коротко' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'How is the weather?' },
    ],
  });
});

test('includes the found articles in the prompt', async () => {
  service.answers.set('lamp', (_, response) =>
    stream(response).end(`${chunk('For 30 days.', 'stop')}data: [DONE]\n\n`),
  );
  const { visitor, seq } = await ask('May I return a lamp?');
  expect((await visitor.answer(seq)).body.text).toBe('For 30 days.');
  const { body } = service.requests.at(-1) ?? {};
  expect(body.model).toBe('large');
  expect(body.messages).toHaveLength(2);
  expect(body.messages[0].content).toContain('## Returns\nYou may return a lamp for 30 days.');
  expect(visitor.of('thinking').some(({ text }) => text === 'Looking it up')).toBe(true);
  expect(JSON.stringify(visitor.pushes), 'what it rests on is for operators').not.toContain('Returns');
});

test('retries an overloaded service, and treats an empty answer as none', async () => {
  let tries = 0;
  service.answers.set('busy', (_, response) => {
    tries += 1;
    if (tries === 1) response.writeHead(429, { 'retry-after': '0' }).end();
    else if (tries === 2) response.writeHead(503, { 'retry-after': '0' }).end();
    else stream(response).end(`${chunk('  ', 'stop')}data: [DONE]\n\n`);
  });
  const { visitor } = await ask('busy?');
  await visitor.hears('Nothing');
  expect(tries).toBe(3);
});

test.each<[string, Parameters<typeof service.answers.set>[1], string]>([
  [
    'a refused key',
    (_, response) => response.writeHead(401).end(JSON.stringify({ error: { message: `bad key ${KEY}` } })),
    'status 401',
  ],
  [
    'a service that stays overloaded',
    (_, response) => response.writeHead(500, { 'retry-after': '0' }).end(KEY),
    'status 500',
  ],
  [
    'a stream that is cut',
    (_, response) => {
      stream(response).write(chunk('Half'));
      setTimeout(() => response.destroy(), 30);
    },
    'cannot be reached .UND_ERR_SOCKET',
  ],
  [
    'a stream without a final chunk',
    (_, response) => stream(response).end(chunk('Half')),
    'ended before the answer was complete',
  ],
  [
    'an error within the stream',
    (_, response) => stream(response).end(`${chunk('Half')}data: {"error":{"message":"${KEY}"}}\n\n`),
    'reported an error in the stream',
  ],
  ['garbage', (_, response) => stream(response).end('data: <html>\n\n'), 'cannot be read'],
  [
    'a redirect, which would send the key to another host',
    (_, response) => response.writeHead(307, { location: `${service.baseUrl}elsewhere` }).end(),
    'status 307',
  ],
])('%s: takes the error branch, logs a reason, and never logs the key', async (name, answer, reason) => {
  service.answers.set(name, answer);
  const from = log.length;
  const { visitor } = await ask(name);
  await visitor.hears('It broke');
  const said = log.slice(from).join('');
  expect(said).toMatch(new RegExp(reason));
  expect(said + JSON.stringify(visitor.pushes)).not.toContain(KEY);
  expect(said, 'nor what the visitor said').not.toContain(name);
  expect(await visitor.send({ type: 'text', text: 'unlocked' })).toMatchObject({ ok: true });
});

test('a timeout takes the timeout branch and aborts the request', async () => {
  service.answers.set('patient', (_, response) => void stream(response).write(chunk('Well')));
  const { visitor } = await ask('Are you patient?');
  await visitor.hears('Too late');
  await expect.poll(() => service.requests.at(-1)?.isGone()).toBe(true);
});

test('ending the dialog aborts the request', async () => {
  service.answers.set('endless', (_, response) => void stream(response).write(chunk('And')));
  const { visitor } = await ask('endless');
  await visitor.next('draft');
  await visitor.send({ type: 'close' });
  await expect.poll(() => service.requests.at(-1)?.isGone()).toBe(true);
});

/** A port that was in use and is closed now. */
async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('an unreachable service takes the error branch, and the log says so', {
  timeout: 240_000,
}, async () => {
  const said: string[] = [];
  const lonely = await createTestServer({
    logger: pino({ level: 'debug' }, { write: (line) => void said.push(line) }),
    openai: { baseUrl: `http://127.0.0.1:${await closedPort()}/v1`, apiKey: KEY, model: 'small' },
    bots: [
      {
        id: 'test',
        settings: { title: 'T', origins: '*', allowMissingOrigin: true },
        scenario: {
          version: 1,
          fallback: 'agent',
          nodes: {
            start: { type: 'start', next: 'end' },
            agent: agent({ timeout: 'broke', notFound: 'broke', timeoutMs: 40_000 }),
            broke: { type: 'message', text: 'It broke', next: 'end' },
            end: { type: 'exit' },
          },
        },
      },
    ],
  });
  onTestFinished(() => lonely.close());
  const { visitor } = await openChat(lonely.url);
  const { seq } = await visitor.say('Is anybody there?');
  expect((await visitor.answer(seq)).body.text).toBe('It broke');
  expect(said.join('')).toMatch(/an agent failed/);
  expect(said.join('')).toContain('the service cannot be reached (ECONNREFUSED)');
  expect(said.join('')).not.toContain(KEY);
});

test('misspelt options are reported in the log', async () => {
  const { visitor } = await ask('misconfigured');
  await visitor.hears('It broke');
  expect(log.join('')).toContain('Unrecognized key: \\"modle\\"');
});

test('a model of the AI SDK answers under the name configured on the server', async () => {
  service.answers.set('own model', (_, response) => stream(response).end(`${chunk('Mine.', 'stop')}data: [DONE]\n\n`));
  const { visitor, seq } = await ask('Which is your own model?');
  expect((await visitor.answer(seq)).body.text).toBe('Mine.');
  expect(service.requests.at(-1)?.body).toMatchObject({ model: 'tiny', max_tokens: 200 });
  expect(service.requests.at(-1)?.headers).not.toHaveProperty('authorization');
});
