import { expect, test, vi } from 'vitest';
import { ask, done } from './support/admin-api.ts';
import { logIn, tokenOf } from './support/operator.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { openChat, refusal } from './support/visitor.ts';

const held = new HeldAgent();
const account = (id: string, role: 'admin' | 'operator') => ({
  id,
  name: id,
  login: id,
  password: `${id}-password`,
  role,
});
const scenario = {
  ...testScenario,
  nodes: {
    ...testScenario.nodes,
    human: { type: 'entry', alias: 'human', next: 'handover' },
    handover: { type: 'operator', success: 'end', returned: 'end' },
  },
};
const server = useServer({
  bots: [testBot, { ...testBot, id: 'gone', scenario }, { ...testBot, id: 'thinks' }],
  operators: [account('boss', 'admin'), account('ann', 'operator')],
  providers: { held },
});
const call = async (bot: string) => ({ token: await tokenOf(server.url, 'boss'), parts: { bot } });

test('deleting a bot deletes its dialogs: visitors are disconnected, desks show them closed, and the audit keeps its name', async () => {
  const auth = { botId: 'gone' };
  const other = await openChat(server.url);
  const reader = await openChat(server.url, { auth });
  const talker = await openChat(server.url, { auth });
  await talker.visitor.hears('Hello');
  await talker.visitor.send({ type: 'alias', alias: 'human' });
  await talker.visitor.next('dialog', ({ status }) => status === 'queued');
  const ann = await logIn(server.url, 'ann');
  await ann.ask('hello', {});
  const { conversation } = talker.hello;
  expect(await ann.ask('take', { conversation })).toMatchObject({ ok: true });
  const { botId: preview } = await done(server.url, 'previewScenario', { scenario }, await call('gone'));
  const tried = await openChat(server.url, { auth: { botId: preview }, origin: server.url });

  await done(server.url, 'deleteBot', undefined, await call('gone'));

  for (const { visitor } of [reader, talker, tried]) {
    expect(await visitor.next('bye')).toMatchObject({ code: 'BOT_NOT_FOUND', retry: false });
    await vi.waitFor(() => expect(visitor.socket.connected).toBe(false), 20_000);
  }
  expect(await refusal(server.url, { auth })).toMatchObject({ code: 'BOT_NOT_FOUND', retry: false });
  expect(await refusal(server.url, { auth: { botId: preview } })).toMatchObject({ code: 'BOT_NOT_FOUND' });
  const { summary } = await ann.next(
    'summary',
    (news) => news.summary.conversation === conversation && news.summary.dialog.status === 'closed',
  );
  expect(summary.dialog.operator).toBeNull();
  expect(await ann.tell(conversation, 'Are you there?')).toMatchObject({ ok: false });
  expect(await ask(server.url, 'getBot', undefined, await call('gone'))).toMatchObject({ status: 404 });
  expect(await ask(server.url, 'deleteBot', undefined, await call('gone'))).toMatchObject({ status: 404 });
  const { items } = await done(server.url, 'audit', {}, await call('gone'));
  expect(items.filter(({ action }) => action === 'bot.deleted')).toMatchObject([
    { actor: { login: 'boss' }, target: { kind: 'bot', id: 'gone' }, detail: { title: testBot.settings?.title } },
  ]);

  // Other bots are not affected.
  await other.visitor.say('hello again');
  expect(other.visitor.of('bye')).toEqual([]);
  expect(other.visitor.socket.connected).toBe(true);
});

test('a running turn ends with its bot, and sends nothing more', async () => {
  const { visitor } = await openChat(server.url, { auth: { botId: 'thinks' } });
  await visitor.hears('Hello');
  await visitor.say('ask on');
  const run = await vi.waitFor(() => {
    const found = held.find('ask on');
    if (!found) throw new Error('the agent has not been asked yet');
    return found;
  }, 20_000);
  await done(server.url, 'deleteBot', undefined, await call('thinks'));
  await vi.waitFor(() => expect(run.context.signal.aborted).toBe(true), 20_000);
  run.finish('Too late');
  await visitor.next('bye');
  const { visitor: next } = await openChat(server.url);
  await next.hears('Hello');
  expect(visitor.of('msg').map(({ body }) => body.text)).not.toContain('Too late');
});
