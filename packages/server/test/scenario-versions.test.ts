import { expect, test } from 'vitest';
import { createServer } from '../src/index.ts';
import { ask, done } from './support/admin-api.ts';
import { freshData } from './support/fresh-data.ts';
import { tokenOf } from './support/operator.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, openChat, refusal } from './support/visitor.ts';

const held = new HeldAgent();
const server = useServer({
  bots: [testBot, { ...testBot, id: 'other' }, { ...testBot, id: 'third' }],
  operators: [{ id: 'boss', login: 'boss', name: 'Boss', password: 'boss-password', role: 'admin' }],
  providers: { held },
});
const call = async (bot = 'test') => ({ token: await tokenOf(server.url, 'boss'), parts: { bot } });

/** The test scenario with another text, and a question that no earlier version has. */
const edited = (word: string) => ({
  ...testScenario,
  nodes: {
    ...testScenario.nodes,
    said: { type: 'message', text: `${word}: {{age}}`, next: 'end' },
    echo: { type: 'message', text: `${word} echo: {{input}}`, next: 'end' },
    second: { type: 'message', text: `${word} twice`, next: 'end' },
  },
});

async function publish(word: string, bot = 'test') {
  const { draft } = await done(server.url, 'getScenario', undefined, await call(bot));
  const saved = await done(server.url, 'saveDraft', { rev: draft.rev, scenario: edited(word) }, await call(bot));
  return (await done(server.url, 'publish', { rev: saved.draft.rev, note: word }, await call(bot))).published;
}

test('an answer runs in the version that asked the question, and a new start in the published one', async () => {
  const { visitor } = await openChat(server.url);
  const greeting = await visitor.hears('Hello');
  await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'age', label: 'Age' });
  await visitor.hears('How old?');
  await publish('New');
  const { seq } = await visitor.say('41');
  expect((await visitor.answer(seq)).body.text).toBe('So 41 it is, you');
  const next = await visitor.say('then?');
  expect((await visitor.answer(next.seq)).body.text).toBe('New echo: then?');
});

test('a running turn ends in the version in which it started, whatever is published meanwhile', async () => {
  const { visitor } = await openChat(server.url, { auth: { botId: 'other' } });
  await visitor.hears('Hello');
  const { seq } = await visitor.say('ask it');
  await expect.poll(() => held.find('ask it')).toBeDefined();
  // In a version without the agent's node the turn could not continue.
  const { draft } = await done(server.url, 'getScenario', undefined, await call('other'));
  const { agent: _, route, ...nodes } = edited('Other').nodes;
  const routes = route.routes.filter(({ next }) => next !== 'agent');
  const scenario = { ...testScenario, nodes: { ...nodes, route: { ...route, routes } } };
  const saved = await done(server.url, 'saveDraft', { rev: draft.rev, scenario }, await call('other'));
  expect(saved.problems).toEqual([]);
  await done(server.url, 'publish', { rev: saved.draft.rev }, await call('other'));
  held.find('ask it')?.finish('The answer');
  expect((await visitor.answer(seq)).body.text).toBe('The answer (you)');
  const again = await visitor.say('ask again');
  expect((await visitor.answer(again.seq)).body.text).toBe('Other echo: ask again');
});

test('drafts may be invalid, published versions may not, and every problem has its location', async () => {
  const { draft, published } = await done(server.url, 'getScenario', undefined, await call('third'));
  const scenario = { version: 1, nodes: { start: { type: 'start', next: 'nowhere' }, odd: { type: 'nothing' } } };
  const saved = await done(server.url, 'saveDraft', { rev: draft.rev, scenario }, await call('third'));
  const dangling = {
    path: 'nodes.start',
    code: 'edge-target',
    params: { branch: 'next', to: 'nowhere' },
    message: 'next leads to nowhere, which does not exist',
  };
  expect(saved.problems).toEqual([
    {
      path: 'nodes.odd.type',
      code: 'not-allowed',
      params: { allowed: expect.stringContaining('start, message') },
      message: expect.stringContaining('is none of start, message'),
    },
    dangling,
  ]);
  const onlyDangling = { version: 1, nodes: { start: { type: 'start', next: 'nowhere' } } };
  const { problems } = await done(server.url, 'validateScenario', { scenario: onlyDangling }, await call('third'));
  expect(problems).toEqual([dangling]);
  const refused = await ask(server.url, 'publish', { rev: saved.draft.rev }, await call('third'));
  expect(refused).toMatchObject({ status: 400, answer: { code: 'INVALID', problems: saved.problems } });
  const conflict = await ask(server.url, 'saveDraft', { rev: draft.rev, scenario }, await call('third'));
  expect(conflict).toMatchObject({ status: 409 });
  const after = await done(server.url, 'getScenario', undefined, await call('third'));
  expect(after.published).toEqual(published);
  expect((await done(server.url, 'getBot', undefined, await call('third'))).bot.draftChanged).toBe(true);
});

test('versions are listed and read, and a rollback is a new audited version with the old content', async () => {
  const second = await publish('Second', 'third');
  await publish('Third', 'third');
  const parts = { bot: 'third', version: second.version };
  const old = await done(server.url, 'getVersion', undefined, { ...(await call()), parts });
  expect(JSON.stringify(old.scenario)).toContain('Second echo');
  const { published } = await done(
    server.url,
    'rollback',
    { version: second.version, note: 'too soon' },
    await call('third'),
  );
  expect(published).toMatchObject({ version: second.version + 2, restores: second.version, by: 'boss', current: true });
  const { visitor } = await openChat(server.url, { auth: { botId: 'third' } });
  const { seq } = await visitor.say('which?');
  expect((await visitor.answer(seq)).body.text).toBe('Second echo: which?');
  const { items } = await done(server.url, 'listVersions', undefined, await call('third'));
  expect(items.map(({ version, current }) => [version, current])).toEqual(
    [4, 3, 2, 1].map((version) => [version, version === 4]),
  );
  expect(await ask(server.url, 'rollback', { version: 99 }, await call('third'))).toMatchObject({ status: 404 });
  const audit = await done(server.url, 'audit', { target: 'third', action: 'bot.scenario' }, await call());
  expect(audit.items[0]).toMatchObject({ action: 'bot.scenario_rolled_back', detail: { version: 4, restores: 2 } });
});

test('a preview runs before publication with its bot’s knowledge, for our own pages only', async () => {
  const preview = (scenario: unknown) =>
    call('third').then((to) => ask(server.url, 'previewScenario', { scenario }, to));
  const { answer } = await preview(edited('Preview'));
  const auth = { botId: answer.botId };
  expect(answer.botId).toMatch(/^preview-[\w-]{24}$/);
  const visitor = await connect(server.url, { auth, origin: server.url });
  await visitor.hello({ open: true });
  const { seq } = await visitor.say('hm');
  expect((await visitor.answer(seq)).body.text).toBe('Preview echo: hm');
  for (const origin of ['https://evil.example', undefined]) {
    expect(await refusal(server.url, { auth, ...(origin ? { origin } : {}) })).toMatchObject({
      code: 'ORIGIN_NOT_ALLOWED',
    });
  }
  expect((await preview(edited('Again'))).answer.botId).toBe(answer.botId);
  const next = await visitor.say('hm');
  expect((await visitor.answer(next.seq)).body.text).toBe('Again echo: hm');
  expect((await preview({ version: 1 })).status).toBe(400);
  const { items } = await done(server.url, 'listBots', undefined, await call());
  expect(items.map(({ id }) => id)).not.toContain(answer.botId);
  const own = { ...(await call()), parts: { bot: answer.botId as string } };
  expect(await ask(server.url, 'getBot', undefined, own)).toMatchObject({ status: 404 });
});

test('saved settings survive a restart, until the definition in code changes', {
  timeout: 240_000,
}, async () => {
  const dataDir = await freshData();
  const admin = { id: 'boss', login: 'boss', name: 'Boss', password: 'boss-password', role: 'admin' as const };
  const start = (title: string) =>
    createServer({
      dataDir,
      operators: [admin],
      providers: { held: new HeldAgent() },
      bots: [{ ...testBot, settings: { ...testBot.settings, title } }],
    });
  const titleOf = async (url: string) =>
    done(url, 'getBot', undefined, { token: await tokenOf(url, 'boss'), parts: { bot: 'test' } });
  const first = await start('From code');
  const { bot } = await titleOf(first.url);
  await done(
    first.url,
    'saveSettings',
    { rev: bot.rev, settings: { ...bot.settings, title: 'By hand' } },
    { token: await tokenOf(first.url, 'boss'), parts: { bot: 'test' } },
  );
  await first.close();
  const second = await start('From code');
  expect((await titleOf(second.url)).bot).toMatchObject({ title: 'By hand', published: 1 });
  await second.close();
  const third = await start('From newer code');
  expect((await titleOf(third.url)).bot).toMatchObject({ title: 'From newer code', published: 2 });
  await third.close();
});
