import { beforeEach, expect, test } from 'vitest';
import { done } from './support/admin-api.ts';
import { logIn, tokenOf } from './support/operator.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { type Frame, openChat } from './support/visitor.ts';

const account = (id: string, role: 'admin' | 'operator' = 'operator') => ({
  id,
  name: id,
  login: id,
  password: `${id}-password`,
  role,
});
const server = useServer({
  bots: [testBot],
  operators: [account('boss', 'admin'), account('ann'), account('bob')],
  providers: { held: new HeldAgent() },
  operatorGraceMs: 40,
});

const settings = async (autoAssign: boolean, maxDialogs: number | null) =>
  done(
    server.url,
    'saveDesk',
    { autoAssign, maxDialogs, returnAfterMs: 40 },
    { token: await tokenOf(server.url, 'boss') },
  );

const PATIENCE = { timeout: 20_000 };

/** Each test starts without waiting visitors and open dialogs. */
beforeEach(async () => {
  await settings(false, null);
  const boss = await logIn(server.url, 'boss');
  await boss.ask('presence', { presence: 'away' });
  // Dialogs of the previous test may return to the queue at any time. One that does so between the two reads would be
  // in both lists if the queue is read last, and in neither if it is read first.
  const closeAll = async () => {
    const open: Frame[] = [];
    for (const of of ['operators', 'queue']) open.push(...(await boss.ask('list', { of })).items);
    for (const { conversation } of open) await boss.ask('close', { conversation });
    return open.length;
  };
  await expect.poll(closeAll, PATIENCE).toBe(0);
  boss.socket.disconnect();
});

async function waiting() {
  const chat = await openChat(server.url);
  await chat.visitor.hears('Hello');
  await chat.visitor.send({ type: 'request_operator' });
  return { ...chat, conversation: chat.hello.conversation as string };
}

const owned = async ({ visitor }: Awaited<ReturnType<typeof waiting>>): Promise<string> =>
  (await visitor.next('dialog', ({ status }) => status === 'operator')).operator.id;

test('a waiting visitor goes to the least loaded available operator, up to the maximum per operator', async () => {
  await settings(true, 2);
  const ann = await logIn(server.url, 'ann');
  const bob = await logIn(server.url, 'bob');
  await bob.ask('presence', { presence: 'away' });
  const first = await waiting();
  expect(await owned(first)).toBe('ann');
  expect(await ann.next('assigned')).toEqual({ conversation: first.conversation, by: 'auto', from: null });
  await bob.ask('presence', { presence: 'online' });
  const others = [await waiting(), await waiting(), await waiting()];
  const owners = await Promise.all(others.map(owned));
  expect(['ann', ...owners].sort()).toEqual(['ann', 'ann', 'bob', 'bob']);
  const fifth = await waiting();
  await fifth.visitor.next('dialog', ({ queuePosition }) => queuePosition === 1);
  await ann.ask('close', { conversation: first.conversation });
  expect(await owned(fifth)).toBe('ann');
});

test('a burst of visitors is distributed, each to one operator, and no operator exceeds the maximum', async () => {
  await settings(true, 3);
  const desks = { ann: await logIn(server.url, 'ann'), bob: await logIn(server.url, 'bob') };
  const all = await Promise.all(Array.from({ length: 8 }, waiting));
  await expect
    .poll(async () => (await desks.ann.ask('hello', {})).colleagues.map(({ dialogs }: Frame) => dialogs), PATIENCE)
    .toEqual([3, 3, 0]);
  const joined = () =>
    all.map(({ visitor }) => visitor.of('msg').filter(({ body }) => body.event === 'operator_connected'));
  // Pushes are sent after their commits.
  await expect.poll(() => joined().flat().length, PATIENCE).toBe(6);
  for (const notices of joined()) expect(notices.length).toBeLessThanOrEqual(1);
});

test('without the option everybody waits, and it applies as soon as it is saved', async () => {
  const ann = await logIn(server.url, 'ann');
  const chat = await waiting();
  await chat.visitor.next('dialog', ({ queuePosition }) => queuePosition !== undefined);
  const { queue } = await ann.ask('hello', {});
  expect(queue.map(({ conversation }: Frame) => conversation)).toContain(chat.conversation);
  await settings(true, null);
  expect(await owned(chat)).toBe('ann');
});
