import { describe, expect, test, vi } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

const held = new HeldAgent();
const server = useServer({ bots: [testBot], providers: { held }, headIntervalMs: 50 });

const runOf = (question: string) =>
  vi.waitFor(() => {
    const run = held.find(question);
    if (!run) throw new Error('the agent has not been asked');
    return run;
  });

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
  // Circles without input are refused when a scenario is loaded; a chain of the same length is not.
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
