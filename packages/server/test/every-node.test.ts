import { createServer as createHttp, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeSchema } from '@connective-chat/contracts/scenario';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatServer } from '../src/index.ts';
import { runNode } from '../src/scenario/interpreter.ts';
import { loadScenario } from '../src/scenario/load-scenario.ts';
import { isWithin } from '../src/scenario/working-hours.ts';
import { createTestServer } from './support/create-test-server.ts';
import { everyNode } from './support/every-node.ts';
import { logIn } from './support/operator.ts';
import { HeldAgent } from './support/test-server.ts';
import { type Frame, openChat, type RawVisitor } from './support/visitor.ts';

/* Every type of node, tested over the wire. HTTP nodes call a real service. */

const held = new HeldAgent();
const calls: { url: string; method: string; headers: IncomingHttpHeaders; body: string }[] = [];
const service = createHttp((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    calls.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
    if (request.url === '/slow') return;
    if (request.url === '/fail') return void response.writeHead(500).end('{}');
    response.end(JSON.stringify({ order: { state: 'packed', items: [{ title: 'Lamp' }], weight: 1.5 } }));
  });
});
let server: ChatServer;
let scenario: ReturnType<typeof everyNode>;

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const { port } = service.address() as AddressInfo;
  scenario = everyNode(`http://127.0.0.1:${port}`);
  server = await createTestServer({
    bots: [{ id: 'test', settings: { title: 'Every', origins: '*', allowMissingOrigin: true }, scenario }],
    providers: { held },
    operators: [{ id: 'ann', name: 'Ann', login: 'ann', password: 'ann-password' }],
    httpHosts: [`127.0.0.1:${port}`, '*'],
    secrets: { API_KEY: 'the-key' },
    limits: { messagesPerMinute: 6000, burst: 1000 },
  });
});
afterAll(async () => {
  await server?.close();
  service.closeAllConnections();
  service.close();
});

const params = { name: 'Ada', price: '21' };
const open = (locale = 'en') => openChat(server.url, { auth: { locale }, params });
const go = (visitor: RawVisitor, alias: string) => visitor.send({ type: 'alias', alias }, { params });
const press = (visitor: RawVisitor, message: Frame, buttonId: string) =>
  visitor.send({ type: 'press', messageId: message.id, buttonId, label: 'x' }, { params });
const bodyOf = (type: string) => (message: Frame) => message.body.type === type;

test('the fixture covers every node type and each of its properties', () => {
  const used = new Map<string, Set<string>>();
  for (const node of Object.values(scenario.nodes)) {
    used.set(node.type, new Set([...(used.get(node.type) ?? []), ...Object.keys(node)]));
  }
  for (const { def } of nodeSchema.def.options) {
    const type = (def.shape.type as { def: { values: string[] } }).def.values[0] ?? '';
    const known = Object.keys(def.shape).filter((key) => !NOT_DRIVEN_HERE.has(`${type}.${key}`));
    expect([...(used.get(type) ?? [])].sort(), type).toEqual(known.sort());
  }
});
/** Tested in other files. */
const NOT_DRIVEN_HERE = new Set([
  'input.format',
  'exit.format',
  'agent.format',
  'agent.limit',
  'agent.limitText',
  'agent.limits',
  'agent.notFoundText',
  'agent.options',
  'agent.stopped',
  'agent.tools',
  'agent.next',
  'operator.buttonsText',
]);

test('message: Markdown with escaped values, inline buttons, a keyboard, picture, file, cards, rating', async () => {
  const { visitor } = await openChat(server.url, { params: { ...params, name: '*Ada*' } });
  const welcome = await visitor.hears('of Halo');
  expect(welcome.body).toMatchObject({
    format: 'markdown',
    text: '**Hi \\*Ada\\*** of Halo: 42 nothing',
    buttons: [
      [
        { id: 'more', label: 'More about Halo', action: { type: 'reply' } },
        { id: 'site', action: { type: 'url', url: 'https://shop.test/?q=*Ada*' } },
      ],
      [{ id: 'ask', action: { type: 'alias', alias: 'ask' } }],
    ],
    keyboard: [[{ id: 'bye', label: 'Bye' }]],
  });
  await press(visitor, welcome, 'more');
  expect((await visitor.next('msg', bodyOf('image'))).body).toEqual({
    type: 'image',
    url: `${server.url}/demo/Ada.svg`,
    alt: 'A Halo',
    width: 40,
    height: 30,
  });
  expect((await visitor.next('msg', bodyOf('file'))).body).toEqual({
    type: 'file',
    fileId: '',
    name: 'Manual of Halo.pdf',
    size: 1234,
    mime: 'application/pdf',
    url: 'https://shop.test/manual.pdf',
  });
  const cards = await visitor.next('msg', bodyOf('cards'));
  expect(cards.body.items).toMatchObject([
    { title: 'Halo 1', text: 'First', image: { url: 'https://shop.test/1.png', alt: '1' } },
    { title: 'Second', buttons: [{ label: 'Take' }] },
  ]);
  await press(visitor, cards, cards.body.items[1].buttons[0].id);
  const rating = await visitor.next('msg', bodyOf('rating'));
  expect(rating.body).toEqual({ type: 'rating', prompt: 'How is Halo?', scale: 10, comment: true });
  await visitor.send({ type: 'rate', messageId: rating.id, score: 9, comment: 'nice' }, { params });
  await visitor.hears('Thanks for 9: nice');
  await visitor.hears('Bye Ada');
});

test('input: each kind asks again after an invalid answer and stores a valid one in a normal form', async () => {
  const { visitor } = await open();
  await visitor.hears('of Halo');
  await go(visitor, 'ask');
  const steps: [string, string, string, string][] = [
    ['Name?', '12', 'Letters only', 'Zoë'],
    ['Number?', 'many', 'No number', '3,5'],
    ['Date?', '31.02.2026', 'No date', '24.12.2026'],
    ['Mail?', 'a@b', 'No mail', 'a@b.co'],
  ];
  for (const [prompt, bad, again, good] of steps) {
    await visitor.hears(prompt);
    await visitor.say(bad, { params });
    await visitor.hears(again);
    await visitor.say(good, { params });
  }
  await visitor.hears('Phone?');
  await visitor.say('+380 44 123-45-67', { params });
  const which = await visitor.hears('Which?');
  expect(which.body.keyboard).toMatchObject([[{ label: 'Red' }], [{ label: 'Blue' }]]);
  await press(visitor, which, which.body.keyboard[1][0].id);
  await visitor.hears('Zoë 3.5 2026-12-24 a@b.co +380441234567 Blue');
});

test('input: after the maximum of invalid answers it takes another branch, with texts in the visitor’s language', async () => {
  const { visitor } = await open('uk');
  await visitor.hears('**Вітаю**, Ada');
  await go(visitor, 'ask');
  for (const answer of ['Ada', '1', '2026-01-01', 'a@b.co', '0441234567']) await visitor.say(answer, { params });
  const which = await visitor.hears('Which?');
  expect(which.body.keyboard[1]).toMatchObject([{ label: 'Синя' }]);
  await visitor.say('green', { params });
  await visitor.hears('None of them');
  await visitor.say('pink', { params });
  await visitor.hears('Never mind');
});

test('input: continues once by itself when the time for an answer is over, and not after an answer', async () => {
  const { visitor: silent } = await open();
  await go(silent, 'wait');
  await silent.hears('Still there?');
  const gone = await silent.hears('Gone, it seems');
  expect(gone.turn, 'nobody asked').toBeUndefined();

  const answersInTime = async () => {
    const { visitor } = await open();
    await go(visitor, 'wait');
    await visitor.hears('Still there?');
    await visitor.say('yes', { params });
    const { body } = await visitor.next('msg', (message) => /^(Good: yes|Gone, it seems)$/.test(message.body.text));
    return body.text === 'Good: yes' ? visitor : null;
  };
  // A busy machine may take longer than the time for an answer.
  let quick = await answersInTime();
  for (let tries = 1; quick === null && tries < 20; tries += 1) quick = await answersInTime();
  await silent.say('anything', { params });
  await silent.hears('Echo: anything');
  expect(silent.of('msg').filter(({ body }) => body.text === 'Gone, it seems')).toHaveLength(1);
  expect(quick?.of('msg').some(({ body }) => body.text === 'Gone, it seems')).toBe(false);
});

test('router: takes the first condition that holds, by parameters and variables', async () => {
  const { visitor } = await open();
  await visitor.hears('of Halo');
  await visitor.send({ type: 'alias', alias: 'route' }, { params: { ...params, price: '101' } });
  await visitor.hears('Rich');
  await visitor.send({ type: 'alias', alias: 'route' }, { params });
  await visitor.hears('With an a');
  await visitor.send({ type: 'alias', alias: 'route' }, { params: { name: 'Bob' } });
  await visitor.hears('Echo: ');
});

test('http: sends escaped values and a secret, shows thinking, and keeps values of the response', async () => {
  const evil = 'a/../b?x=1&y\r\nX-Evil: 1 "quoted"';
  const { visitor } = await openChat(server.url, { params: { ...params, name: evil } });
  await visitor.hears('of Halo');
  const { seq } = await visitor.send({ type: 'alias', alias: 'order' }, { params: { ...params, name: evil } });
  await visitor.hears('200: packed, Lamp, 1.5, []');
  expect(await visitor.next('thinking')).toMatchObject({ on: true, text: 'Asking the shop…', turn: seq });
  const call = calls.find(({ url }) => url.startsWith('/order'));
  expect(call).toMatchObject({ method: 'POST', url: `/order/${encodeURIComponent(evil)}?shop=Halo` });
  expect(call?.headers).toMatchObject({
    authorization: 'Bearer the-key',
    'x-name': 'a/../b?x=1&y X-Evil: 1 "quoted"',
    'content-type': 'application/json',
    'idempotency-key': expect.stringMatching(/^[\w-]+:\d+:\d+$/),
  });
  expect(call?.headers['x-evil']).toBeUndefined();
  expect(JSON.parse(call?.body ?? '')).toEqual({ of: evil, count: 42, note: `for ${evil}`, list: ['Halo', true] });
});

test('http: a bad status, a timeout and a private address take the error branch', async () => {
  const { visitor } = await open();
  await visitor.hears('of Halo');
  await go(visitor, 'quiet');
  await visitor.hears('Something went wrong');
  await go(visitor, 'slow');
  await visitor.hears('Failed with 0');
  await go(visitor, 'inner');
  await expect.poll(() => visitor.of('msg').filter(({ body }) => body.text === 'Failed with 0').length).toBe(2);
  await go(visitor, 'health');
  await visitor.hears('Ready: true');
});

test('agent: an answer with buttons, and the branches for no answer and for an error', async () => {
  const { visitor } = await open();
  await visitor.hears('of Halo');
  const run = async () => {
    const before = held.runs.length;
    await go(visitor, 'agent');
    await expect.poll(() => held.runs.length).toBe(before + 1);
    const last = held.runs.at(-1);
    if (!last) throw new Error('no run');
    expect(last.input.question).toBe('About Halo');
    return last;
  };
  const first = await run();
  await first.context.stage('look');
  expect(await visitor.next('thinking', ({ stage }) => stage === 'look')).toMatchObject({ text: 'Looking' });
  first.finish('yes');
  expect((await visitor.hears('It says: yes')).body.buttons).toMatchObject([[{ label: 'More' }]]);
  (await run()).finish(null);
  await visitor.hears('It knows nothing');
  (await run()).fail();
  await visitor.hears('It broke');
});

async function withAnn() {
  const { visitor, hello } = await open();
  await visitor.hears('of Halo');
  await go(visitor, 'person');
  const ways = await visitor.next('msg', ({ body }) => body.buttons?.[0]?.[0]?.id === 'close_dialog');
  expect(ways.body.buttons).toMatchObject([[{ label: 'End the chat' }, { label: 'To the bot' }]]);
  const notice = await visitor.next('msg', ({ body }) => body.text === 'A colleague comes, Ada');
  expect(ways.seq, 'how to end it is said after it has begun').toBeGreaterThan(notice.seq);
  const ann = await logIn(server.url, 'ann');
  const { conversation } = hello;
  expect(await ann.ask('take', { conversation })).toMatchObject({ ok: true });
  await visitor.next('dialog', ({ status }) => status === 'operator');
  return { visitor, ann, conversation, ways };
}

test('operator: the scenario continues after the dialog is closed, and asks for a rating', async () => {
  const { visitor, ann, conversation } = await withAnn();
  await ann.ask('close', { conversation });
  await visitor.next('dialog', ({ status }) => status === 'closed');
  const rating = await visitor.next('msg', bodyOf('rating'));
  expect(await visitor.send({ type: 'rate', messageId: rating.id, score: 4 }, { params })).toMatchObject({ ok: true });
  await visitor.hears('A 4, thank you');
  const { dialog } = await visitor.hello();
  expect(dialog.status, 'a score begins no new dialog').toBe('closed');
});

test('operator: the buttons end the dialog or return it to the bot, and have no effect afterwards', async () => {
  const back = await withAnn();
  await press(back.visitor, back.ways, 'return_to_bot');
  await back.visitor.next('dialog', ({ status, rev }) => status === 'bot' && rev > 2);
  await back.visitor.hears('Me again');
  const ended = await withAnn();
  await press(ended.visitor, ended.ways, 'close_dialog');
  await ended.visitor.next('dialog', ({ status }) => status === 'closed');
  await press(ended.visitor, ended.ways, 'return_to_bot');
  expect((await ended.visitor.hello()).dialog.status).toBe('closed');
});

test('operator: leaving the queue returns to the bot and continues the scenario', async () => {
  const { visitor } = await open();
  await go(visitor, 'person');
  await visitor.next('dialog', ({ status }) => status === 'queued');
  await visitor.send({ type: 'leave_queue' });
  await visitor.hears('Me again');
});

test('operator: outside working hours it takes another branch', async () => {
  const { visitor } = await open();
  await go(visitor, 'night');
  await visitor.hears('We are never there');
});

test('working hours follow the time zone, daylight saving time, nights and holidays', () => {
  const hours = {
    timeZone: 'Europe/Kyiv',
    days: { mon: ['09:00-12:00', '13:00-18:00'], fri: ['22:00-02:00'], sun: ['00:00-24:00'] },
    holidays: ['2026-12-28'],
  };
  const at = (time: string) => isWithin(hours, Date.parse(time));
  // 23 November 2026 is a Monday; Kyiv is two hours ahead of UTC in winter, three in summer.
  expect(at('2026-11-23T06:59:59Z')).toBe(false);
  expect(at('2026-11-23T07:00:00Z')).toBe(true);
  expect(at('2026-11-23T10:30:00Z'), 'lunch').toBe(false);
  expect(at('2026-11-23T15:59:00Z')).toBe(true);
  expect(at('2026-11-23T16:00:00Z')).toBe(false);
  expect(at('2026-07-20T06:00:00Z'), 'summer').toBe(true);
  expect(at('2026-11-27T21:00:00Z'), 'Friday night').toBe(true);
  expect(at('2026-11-27T23:59:00Z'), 'Saturday, 1:59').toBe(true);
  expect(at('2026-11-28T00:00:00Z'), 'Saturday, 2:00').toBe(false);
  expect(at('2026-11-29T21:59:00Z'), 'the last minute of Sunday').toBe(true);
  expect(at('2026-12-28T08:00:00Z'), 'a holiday').toBe(false);
});

test('operator: a banned visitor takes another branch', async () => {
  const graph = loadScenario(everyNode('http://service.test'));
  const context = { nodeId: 'person', isBanned: () => true } as Parameters<typeof runNode>[1];
  expect(await runNode(graph, context)).toEqual({ next: 'not_welcome' });
});
