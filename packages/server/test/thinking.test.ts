import { describe, expect, test, vi } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, openChat } from './support/visitor.ts';

const held = new HeldAgent();
const server = useServer({ bots: [testBot], providers: { held }, headIntervalMs: 50 });

const runOf = (question: string) =>
  vi.waitFor(
    () => {
      const run = held.find(question);
      if (!run) throw new Error('the agent has not been asked');
      return run;
    },
    { timeout: 20_000 },
  );

test('thinking shows the texts of the node, stage by stage, and ends with the answer', async () => {
  const { visitor } = await openChat(server.url);
  const { seq } = await visitor.say('ask stages', { params: { name: 'Ada' } });
  const run = await runOf('ask stages');
  await run.context.stage('look', { what: 'maps' });
  await run.context.stage('unnamed');
  run.finish('Found');
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toBe('Found (Ada)');
  const shown = visitor.of('thinking');
  expect(shown.map(({ text }) => text)).toEqual(['Thinking about Ada', 'Looking at maps', 'Thinking about Ada']);
  expect(shown.map(({ rev }) => rev)).toEqual([1, 2, 3]);
  for (const thinking of shown) expect(thinking).toMatchObject({ on: true, turn: seq, ttlMs: 60_000 });
  expect(answer.rev, 'the answer ends every thinking up to its rev').toBe(3);
});

test("the texts are in the visitor's language", async () => {
  const { visitor } = await openChat(server.url, { auth: { locale: 'uk-UA' } });
  await visitor.say('ask мовою');
  const run = await runOf('ask мовою');
  await run.context.stage('look', { what: 'карту' });
  run.finish('Так');
  expect((await visitor.next('thinking', ({ stage }) => stage === 'look')).text).toBe('Дивлюся: карту');
  expect(visitor.of('thinking')[0].text).toBe('Думаю');
});

test('the stages are a list: each is done when the next begins, and the answer has them all', async () => {
  const { visitor, hello } = await openChat(server.url);
  const { seq } = await visitor.say('ask steps');
  const run = await runOf('ask steps');
  await run.context.stage('look', { what: 'maps' });
  run.context.endStage({ values: { count: 3 }, detail: { tool: 'atlas', count: 3, result: 'three maps' } });
  await run.context.stage('unnamed');
  const found = {
    name: 'look',
    text: 'Looked at maps: 3',
    state: 'done',
    detail: { tool: 'atlas', count: 3, result: 'three maps' },
  };
  const working = { name: 'unnamed', text: 'Thinking about it' };
  await visitor.next('thinking', ({ stage }) => stage === 'unnamed');
  const shown = visitor.of('thinking').map(({ steps }) => steps);
  expect(shown).toEqual([
    undefined,
    [expect.objectContaining({ text: 'Looking at maps', state: 'running' })],
    [expect.objectContaining(found), expect.objectContaining({ ...working, state: 'running' })],
  ]);
  const [begun] = shown[1];
  expect(begun).not.toHaveProperty('endedAt');
  expect(Date.parse(begun.startedAt)).not.toBeNaN();
  expect(shown[2][0]).toMatchObject({ id: begun.id, startedAt: begun.startedAt, endedAt: expect.any(String) });

  const cursor = { epoch: hello.epoch, after: 0, id: null };
  expect((await visitor.hello({ cursor })).thinking.steps, 'also for a tab that connects meanwhile').toEqual(shown[2]);
  const head = await visitor.next('head', ({ thinking }) => thinking?.steps?.length === 2);
  expect(head.thinking.steps).toEqual(shown[2]);

  run.finish('Found');
  const answer = await visitor.answer(seq);
  expect(answer.steps).toEqual([shown[2][0], { ...shown[2][1], state: 'done', endedAt: expect.any(String) }]);
  const { items } = await visitor.hello({ cursor });
  expect(items.at(-1).steps, 'in the history too').toEqual(answer.steps);

  const echo = await visitor.say('a turn without an agent');
  expect(await visitor.answer(echo.seq), 'the next answer has none of them').not.toHaveProperty('steps');
});

test('the finished stages are in the language of the visitor, and a failed one says so', async () => {
  const { visitor } = await openChat(server.url, { auth: { locale: 'uk' } });
  const { seq } = await visitor.say('ask кроки');
  const run = await runOf('ask кроки');
  await run.context.stage('look', { what: 'карту' });
  await run.context.stage('look', { what: 'план' });
  run.fail();
  expect((await visitor.answer(seq)).steps).toMatchObject([
    { text: 'Подивився: карту', state: 'done' },
    { text: 'Дивлюся: план', state: 'failed', endedAt: expect.any(String) },
  ]);
});

test('an agent that reports no stage has no list', async () => {
  const { visitor } = await openChat(server.url);
  const { seq } = await visitor.say('ask silently');
  (await runOf('ask silently')).finish('Silent');
  expect(await visitor.answer(seq)).not.toHaveProperty('steps');
  for (const thinking of visitor.of('thinking')) expect(thinking).not.toHaveProperty('steps');
});

test('protocol 1 gets the text of each stage alone', async () => {
  const old = await connect(server.url, { auth: { v: 1 } });
  await old.ask('history', { params: {} });
  await old.ask('message', { text: 'ask legacy', type: 'text', params: {} });
  const run = await runOf('ask legacy');
  await run.context.stage('look', { what: 'maps' });
  run.finish('Found');
  await old.next('message', ({ text }) => text.startsWith('Found'));
  expect(old.of('thinking').filter(({ on }) => on)).toEqual([
    { on: true, text: 'Thinking about it' },
    { on: true, text: 'Looking at maps' },
  ]);
  for (const message of old.of('message')) expect(message).not.toHaveProperty('steps');
});

describe('the node says what becomes of its stages', () => {
  const { agent } = testBot.scenario.nodes;
  const call = { type: 'http', url: 'http://127.0.0.1:1/none', thinking: { text: 'Asking', doneText: 'Asked' } };
  const bot = {
    ...testBot,
    scenario: {
      ...testBot.scenario,
      nodes: {
        ...testBot.scenario.nodes,
        route: {
          ...testBot.scenario.nodes.route,
          routes: [
            { when: 'contains(input, "vanish")', next: 'vanishing' },
            { when: 'contains(input, "stay")', next: 'call' },
          ],
        },
        vanishing: { ...agent, thinking: { ...agent.thinking, afterwards: 'vanish' } },
        call: { ...call, next: 'staying', error: 'staying' },
        staying: { ...agent, thinking: { ...agent.thinking, afterwards: 'stay' } },
      },
    },
  };
  const other = useServer({ bots: [bot], providers: { held } });

  test('vanish: they are shown while it works, and are in no answer', async () => {
    const { visitor } = await openChat(other.url);
    const { seq } = await visitor.say('vanish');
    const run = await runOf('vanish');
    await run.context.stage('look', { what: 'maps' });
    const { steps } = await visitor.next('thinking', ({ stage }) => stage === 'look');
    expect(steps).toMatchObject([{ after: 'vanish' }]);
    run.finish('Gone');
    expect(await visitor.answer(seq)).not.toHaveProperty('steps');
  });

  test('stay: and those of the nodes of one turn are one list, a failed request among them', async () => {
    const { visitor } = await openChat(other.url);
    const { seq } = await visitor.say('stay');
    const run = await runOf('stay');
    await run.context.stage('look', { what: 'maps' });
    run.finish('Kept');
    const { steps } = await visitor.answer(seq);
    expect(steps).toMatchObject([
      { name: '', text: 'Asking', state: 'failed', detail: { tool: 'http' } },
      { name: 'look', state: 'done', after: 'stay' },
    ]);
    expect(steps[0]).not.toHaveProperty('after');
    expect(new Set(steps.map(({ id }: { id: string }) => id)).size).toBe(2);
  });
});

test('lock: while the agent thinks, text, press and alias are refused, close is not', async () => {
  const { visitor } = await openChat(server.url);
  const greeting = await visitor.hears('Hello');
  await visitor.say('ask lock');
  await visitor.next('thinking');
  const refused = { ok: false, code: 'THINKING_LOCK', retry: true };
  const text = await visitor.say('too early');
  expect(text).toMatchObject(refused);
  expect(text.retryAfterMs).toBeGreaterThan(0);
  const press = { type: 'press', messageId: greeting.id, buttonId: 'one', label: 'One' };
  expect(await visitor.send(press)).toMatchObject(refused);
  expect(await visitor.send({ type: 'alias', alias: 'offer' })).toMatchObject(refused);
  expect(await visitor.send({ type: 'close' })).toMatchObject({ ok: true });
  expect((await runOf('ask lock')).context.signal.aborted, 'nobody waits for the answer any more').toBe(true);
  expect(await visitor.next('thinking', ({ on }) => !on)).toBeTruthy();
  const after = await visitor.say('after');
  expect((await visitor.answer(after.seq)).body.text).toBe('Echo: after');
});

test('lock: a known cid succeeds while the agent thinks', async () => {
  const { visitor } = await openChat(server.url);
  const cid = 'known-cid-1';
  const first = await visitor.say('ask known', { cid });
  await visitor.next('thinking');
  expect(await visitor.say('ask known', { cid })).toEqual({ ...first, dup: true });
  (await runOf('ask known')).finish('Done');
});

test('a tab that connects meanwhile gets the thinking state and the draft', async () => {
  const { visitor, hello } = await openChat(server.url);
  const { seq } = await visitor.say('ask drafts');
  const run = await runOf('ask drafts');
  await run.context.stage('look', { what: 'it' });
  run.context.draft('Half');
  run.context.draft(' of it');
  const [whole, piece] = [await visitor.next('draft'), await visitor.next('draft', ({ append }) => append)];
  expect(whole).toMatchObject({ turn: seq, rev: 1, text: 'Half' });
  expect(piece).toMatchObject({ id: whole.id, rev: 2, append: ' of it' });
  const again = await visitor.hello({ cursor: { epoch: hello.epoch, after: 0, id: null } });
  expect(again.thinking).toMatchObject({ on: true, stage: 'look', text: 'Looking at it' });
  expect(again.drafts).toEqual([{ id: whole.id, turn: seq, rev: 2, text: 'Half of it' }]);
  const during = await visitor.next('head', ({ thinking }) => thinking !== null);
  expect(during.thinking.ttlMs).toBeLessThanOrEqual(60_000);
  run.finish('Half of it and the rest');
  expect((await visitor.answer(seq)).id, 'the message takes the place of its draft').toBe(whole.id);
  await visitor.next('head', ({ thinking, head }) => thinking === null && head >= seq + 1);
});

test('fault 53: an agent that fails or finds nothing ends the thinking with a message', async () => {
  const { visitor } = await openChat(server.url);
  const failing = await visitor.say('ask fail');
  (await runOf('ask fail')).fail();
  expect((await visitor.answer(failing.seq)).body.text).toMatch(/went wrong/);
  const nothing = await visitor.say('ask nothing');
  (await runOf('ask nothing')).finish(null);
  expect((await visitor.answer(nothing.seq)).body.text).toMatch(/found nothing/);
});

test('an agent that never ends is aborted at its deadline', async () => {
  const { visitor } = await openChat(server.url);
  const { seq } = await visitor.say('slow');
  expect((await visitor.answer(seq)).body.text).toMatch(/takes too long/);
  expect(held.find('slow')?.context.signal.aborted).toBe(true);
  expect(await visitor.say('on we go')).toMatchObject({ ok: true });
});

describe('a turn has its own deadline, whatever the deadlines of its nodes', () => {
  const patient = {
    ...testBot,
    scenario: {
      ...testBot.scenario,
      nodes: { ...testBot.scenario.nodes, agent: { ...testBot.scenario.nodes.agent, timeoutMs: 600_000 } },
    },
  };
  const impatient = useServer({ bots: [patient], providers: { held }, turnTimeoutMs: 2000 });

  test('fault 53: after it the visitor is notified, the agent is aborted, and both continue', async () => {
    const { visitor } = await openChat(impatient.url);
    await visitor.hears('Hello');
    const { seq } = await visitor.say('ask for ever');
    const run = await runOf('ask for ever');
    await visitor.next('thinking', ({ on }) => on);
    expect((await visitor.answer(seq)).body.text).toMatch(/takes too long/);
    expect(run.context.signal.aborted).toBe(true);
    run.finish('Too late');
    const { seq: next } = await visitor.say('on we go');
    expect((await visitor.answer(next)).body.text).toBe('Echo: on we go');
    const texts = visitor.of('msg').map(({ body }) => body.text);
    expect(texts).not.toContain('Too late (you)');
  });
});

describe('fault 53: a turn has a maximum number of steps, which ends cycles of nodes', () => {
  // Loops without input are refused when a scenario is loaded; a chain of the same length is not.
  const LENGTH = 250;
  const chain = Object.fromEntries(
    Array.from({ length: LENGTH }, (_, index) => [
      `step${index}`,
      { type: 'set', values: { n: index }, next: index + 1 < LENGTH ? `step${index + 1}` : 'arrived' },
    ]),
  );
  const long = {
    ...testBot,
    scenario: {
      ...testBot.scenario,
      nodes: {
        ...testBot.scenario.nodes,
        ...chain,
        march: { type: 'entry', alias: 'march', next: 'step0' },
        arrived: { type: 'message', text: 'Arrived', next: 'end' },
      },
    },
  };
  const bounded = useServer({ bots: [long] });

  test('after it the visitor gets an apology, and the next message is answered', async () => {
    const { visitor } = await openChat(bounded.url);
    const { seq } = await visitor.send({ type: 'alias', alias: 'march' });
    expect((await visitor.answer(seq)).body.text).toMatch(/went wrong/);
    const { seq: next } = await visitor.say('on we go');
    expect((await visitor.answer(next)).body.text).toBe('Echo: on we go');
  });
});
