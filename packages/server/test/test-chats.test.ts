import { beforeAll, expect, test } from 'vitest';
import { done } from './support/admin-api.ts';
import { logIn, type RawDesk, tokenOf } from './support/operator.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, type Frame, openChat, type RawVisitor } from './support/visitor.ts';

const account = (id: string, role: 'admin' | 'operator') => ({
  id,
  name: id,
  login: id,
  password: `${id}-password`,
  role,
});
const server = useServer({ bots: [testBot], operators: [account('boss', 'admin'), account('ann', 'operator')] });
const MARK = { 'connective.test': true };
const LISTS = ['queue', 'mine', 'operators', 'bot', 'closed', 'all'] as const;

const assignment = async (autoAssign: boolean) =>
  done(
    server.url,
    'saveDesk',
    { autoAssign, maxDialogs: null, returnAfterMs: 60_000 },
    { token: await tokenOf(server.url, 'boss') },
  );
beforeAll(() => assignment(false));

/** A visitor who has asked for an operator, on a page of this server unless another origin is given. */
async function waiting(params: Record<string, unknown>, origin = server.url) {
  const { visitor, hello } = await openChat(server.url, { origin, params });
  await visitor.hears('Hello');
  await visitor.send({ type: 'request_operator' }, { params });
  return { visitor, id: hello.conversation as string };
}

const placeOf = async (visitor: RawVisitor): Promise<number> =>
  (await visitor.next('dialog', ({ queuePosition }) => queuePosition !== undefined)).queuePosition;

/** The lists of the desk that contain a conversation. */
async function listsWith(desk: RawDesk, id: string): Promise<string[]> {
  const found: string[] = [];
  for (const of of [...LISTS, 'test'] as const) {
    const { items } = await desk.ask('list', { of });
    if (items.some((item: Frame) => item.conversation === id)) found.push(of);
  }
  return found;
}

test('a test chat is in no list but its own, has no place among the visitors, and an operator can take it', async () => {
  const ann = await logIn(server.url, 'ann');
  const tried = await waiting({ ...MARK, name: 'Author' });
  const real = await waiting({ name: 'Visitor' });
  expect(await placeOf(tried.visitor)).toBe(1);
  expect(await placeOf(real.visitor)).toBe(1);
  expect(await listsWith(ann, tried.id)).toEqual(['test']);
  expect(await listsWith(ann, real.id)).toEqual(['queue', 'all']);
  const { queue } = await ann.ask('hello', {});
  expect(queue.map(({ conversation }: Frame) => conversation)).toContain(real.id);
  expect(queue.map(({ conversation }: Frame) => conversation)).not.toContain(tried.id);
  const { summary } = await ann.next('summary', (push) => push.summary.conversation === tried.id);
  expect(summary).toMatchObject({ test: true, name: 'Author' });

  expect(await ann.ask('take', { conversation: tried.id })).toMatchObject({ ok: true, summary: { test: true } });
  await tried.visitor.next('dialog', ({ status }) => status === 'operator');
  await ann.tell(tried.id, 'The handover works');
  await tried.visitor.next('msg', ({ body }) => body.text === 'The handover works');
  expect(await listsWith(ann, tried.id)).toEqual(['test']);
  const { mine, colleagues } = await ann.ask('hello', {});
  expect(mine).toEqual([]);
  expect(colleagues.find(({ id }: Frame) => id === 'ann').dialogs).toBe(0);

  expect((await ann.ask('search', { query: 'handover' })).items).toEqual([]);
  expect((await ann.ask('search', { query: 'handover', conversation: tried.id })).items).toHaveLength(1);
  await ann.ask('close', { conversation: tried.id });
  await (await logIn(server.url, 'boss')).ask('close', { conversation: real.id });
});

test('automatic assignment passes over a test chat, and gives out the visitor who came after it', async () => {
  const ann = await logIn(server.url, 'ann');
  const tried = await waiting(MARK);
  await placeOf(tried.visitor);
  await assignment(true);
  try {
    const real = await waiting({});
    const { operator } = await real.visitor.next('dialog', ({ status }) => status === 'operator');
    expect(await listsWith(ann, tried.id)).toEqual(['test']);
    expect((await ann.ask('open', { conversation: tried.id })).summary.dialog).toMatchObject({ status: 'queued' });
    const owner = await logIn(server.url, operator.id);
    await owner.ask('close', { conversation: real.id });
  } finally {
    await assignment(false);
  }
});

test('the page of a site cannot mark its visitors, and the mark of a conversation does not change', async () => {
  const ann = await logIn(server.url, 'ann');
  const { visitor, id } = await waiting(MARK, 'https://shop.example');
  expect(await listsWith(ann, id)).toEqual(['queue', 'all']);
  await visitor.hello({ params: {} });
  expect(await listsWith(ann, id)).toEqual(['queue', 'all']);

  const own = await openChat(server.url, { origin: server.url, params: {} });
  await own.visitor.hello({ params: MARK });
  expect(await listsWith(ann, own.hello.conversation)).toEqual(['bot', 'all']);
});

test('a chat with the preview of a draft is a test chat, whatever its parameters', async () => {
  const call = { token: await tokenOf(server.url, 'boss'), parts: { bot: testBot.id } };
  const { botId } = await done(server.url, 'previewScenario', { scenario: testScenario }, call);
  const { hello } = await openChat(server.url, { auth: { botId }, origin: server.url });
  expect(await listsWith(await logIn(server.url, 'ann'), hello.conversation)).toEqual(['test']);
});

test('protocol 1 marks test chats as well', async () => {
  const ann = await logIn(server.url, 'ann');
  const visitor = await connect(server.url, { auth: { v: 1 }, origin: server.url });
  await visitor.ask('history', { params: { ...MARK, name: 'Legacy author' } });
  const { items } = await ann.ask('list', { of: 'test' });
  expect(items.map(({ name }: Frame) => name)).toContain('Legacy author');
});
