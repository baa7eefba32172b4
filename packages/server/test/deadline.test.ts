import { expect, test, vi } from 'vitest';
import { testBot, testScenario } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

/* The deadline of thinking with words and choices, frame by frame. */

const held = new HeldAgent();
const slow = {
  type: 'agent',
  provider: 'held',
  thinking: {
    text: 'Thinking',
    ttlMs: 400,
    overdueText: 'Still looking for {{name|you}}',
    choices: ['wait', 'person', 'retry'],
    languages: { uk: { overdueText: 'Ще шукаю' } },
  },
  next: 'end',
};
const slowBot = {
  ...testBot,
  scenario: { ...testScenario, nodes: { ...testScenario.nodes, agent: slow } },
};
/** A bot whose scenario starts with an agent, before the visitor has sent anything. */
const greeter = {
  ...testBot,
  id: 'greeter',
  scenario: {
    version: 1,
    nodes: {
      start: { type: 'start', next: 'agent' },
      agent: { ...slow, question: 'a greeting' },
      end: { type: 'exit' },
    },
  },
};
const server = useServer({ bots: [slowBot, greeter], providers: { held }, headIntervalMs: 50 });

const runOf = (question: string) =>
  vi.waitFor(
    () => {
      const run = held.find(question);
      if (!run) throw new Error('the agent has not been asked');
      return run;
    },
    { timeout: 20_000 },
  );
const isOver = ({ thinking }: { thinking: { ttlMs: number } | null }) => thinking?.ttlMs === 0;

test('words and choices come with the thinking, and the lock ends at the deadline while the agent works on', async () => {
  const { visitor } = await openChat(server.url);
  const { seq } = await visitor.say('ask deadline', { params: { name: 'Ada' } });
  const run = await runOf('ask deadline');
  const overdue = { text: 'Still looking for Ada', choices: ['wait', 'person', 'retry'], waitMs: 400 };
  const shown = await visitor.next('thinking');
  expect(shown).toMatchObject({ on: true, turn: seq, overdue });
  expect(shown.ttlMs).toBeLessThanOrEqual(400);
  const late = await visitor.next('head', isOver);
  expect(late.thinking, 'heads go on telling it').toMatchObject({ on: true, turn: seq, overdue });
  expect(await visitor.say('meanwhile')).toMatchObject({ ok: true });
  run.finish('Found');
  expect((await visitor.answer(seq)).body.text).toContain('Found');
});

test('a stage after the deadline blocks nothing, and a client that connects then gets the choices', async () => {
  const { visitor } = await openChat(server.url, { auth: { locale: 'uk' } });
  const { seq } = await visitor.say('ask late stage');
  const run = await runOf('ask late stage');
  await visitor.next('head', isOver);
  await run.context.stage('writing');
  expect(await visitor.next('thinking', ({ stage }) => stage === 'writing')).toMatchObject({ on: true, ttlMs: 0 });
  const hello = await visitor.hello();
  expect(hello.thinking).toMatchObject({ turn: seq, ttlMs: 0, overdue: { text: 'Ще шукаю' } });
  expect(await visitor.ask('stop', { turn: seq })).toMatchObject({ ok: true, stopped: true });
  await visitor.next('thinking', ({ on }) => !on);
});

test('the start of a scenario answers no question, so asking again is not offered', async () => {
  const { visitor } = await openChat(server.url, { auth: { botId: 'greeter' } });
  const run = await runOf('a greeting');
  const { thinking } = await visitor.next('head', isOver);
  expect(thinking.overdue.choices).toEqual(['wait', 'person']);
  run.finish('Hello');
});
