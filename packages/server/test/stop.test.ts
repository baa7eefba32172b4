import { expect, test, vi } from 'vitest';
import { testBot, testScenario } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, type Frame, mint, openChat, type RawVisitor } from './support/visitor.ts';

/* Stopping an answer, frame by frame, as specified for any client. */

const held = new HeldAgent();
const stoppable = {
  ...testBot,
  scenario: {
    ...testScenario,
    nodes: {
      ...testScenario.nodes,
      route: {
        ...testScenario.nodes.route,
        routes: [{ when: 'contains(input, "branch")', next: 'branching' }, ...testScenario.nodes.route.routes],
      },
      branching: { type: 'agent', provider: 'held', format: 'markdown', stopped: 'whatNow', next: 'end' },
      whatNow: { type: 'message', text: 'What else?', next: 'second agent' },
      'second agent': { type: 'agent', provider: 'held', question: 'second of {{input}}', next: 'end' },
    },
  },
};
/** A bot whose scenario starts with an agent, before the visitor has sent anything. */
const greeter = {
  ...testBot,
  id: 'greeter',
  scenario: {
    version: 1,
    nodes: {
      start: { type: 'start', next: 'agent' },
      agent: { type: 'agent', provider: 'held', question: 'a greeting', next: 'end' },
      end: { type: 'exit' },
    },
  },
};
const server = useServer({ bots: [stoppable, greeter], providers: { held } });

const runOf = (question: string) =>
  vi.waitFor(
    () => {
      const run = held.find(question);
      if (!run) throw new Error('the agent has not been asked');
      return run;
    },
    { timeout: 20_000 },
  );

const botTexts = (visitor: RawVisitor, turn: number) =>
  visitor
    .of('msg')
    .filter((message) => message.from.kind === 'bot' && message.turn === turn)
    .map(({ body, stopped }: Frame) => (stopped ? { stopped: body.text } : body.text));

/** Sends a question and waits until the agent has started. */
async function asked(visitor: RawVisitor, question: string) {
  const { seq } = await visitor.say(question);
  const run = await runOf(question);
  await visitor.next('thinking', ({ on, turn }) => on && turn === seq);
  return { seq, run };
}

test('the server names the request among its caps', async () => {
  const { hello } = await openChat(server.url);
  expect(hello.caps).toContain('stop');
});

test('a stop keeps what was written, marked, and the input is free with its answer', async () => {
  const { visitor } = await openChat(server.url);
  const { seq, run } = await asked(visitor, 'ask at length');
  run.context.draft('One, two');
  const draft = await visitor.next('draft');
  const ack = await visitor.ask('stop', { turn: seq });
  expect(ack).toMatchObject({ ok: true, stopped: true });
  expect(await visitor.say('next', {}), 'unlocked with the answer').toMatchObject({ ok: true });
  expect(await visitor.next('thinking', ({ on }) => !on)).toMatchObject({ rev: ack.rev, turn: seq });
  const kept = await visitor.answer(seq);
  expect(kept).toMatchObject({ id: draft.id, stopped: true, body: { type: 'text', text: 'One, two' } });
  expect(kept.rev).toBeGreaterThanOrEqual(ack.rev);
  expect(run.context.signal.aborted).toBe(true);

  run.finish('One, two, three');
  expect((await visitor.hears('Echo: next')).stopped, 'the scenario waits for the visitor').toBeUndefined();
  expect(botTexts(visitor, seq)).toEqual([{ stopped: 'One, two' }]);
  const { items } = await visitor.hello();
  expect(items.filter((item: Frame) => item.stopped)).toMatchObject([{ id: draft.id, seq: kept.seq }]);
});

test('a repeated stop gets the same answer and changes nothing', async () => {
  const { visitor } = await openChat(server.url);
  const { seq, run } = await asked(visitor, 'ask twice over');
  run.context.draft('Half');
  await visitor.next('draft');
  const both = await Promise.all([visitor.ask('stop', { turn: seq }), visitor.ask('stop', { turn: seq })]);
  await visitor.answer(seq);
  const later = await visitor.ask('stop', { turn: seq });
  for (const ack of [...both, later]) expect(ack).toMatchObject({ ok: true, stopped: true });
  await visitor.say('on we go');
  await visitor.hears('Echo: on we go');
  expect(botTexts(visitor, seq)).toEqual([{ stopped: 'Half' }]);
});

test('an agent that had written nothing leaves no message', async () => {
  const { visitor } = await openChat(server.url);
  const { seq } = await asked(visitor, 'ask in silence');
  await visitor.ask('stop', { turn: seq });
  await visitor.say('on we go');
  await visitor.hears('Echo: on we go');
  expect(botTexts(visitor, seq)).toEqual([]);
});

test('a stop after the answer is told that it came too late, and the answer stays whole', async () => {
  const { visitor } = await openChat(server.url);
  const { seq, run } = await asked(visitor, 'ask too late');
  run.finish('Done');
  const answer = await visitor.answer(seq);
  const ack = await visitor.ask('stop', { turn: seq });
  expect(ack).toMatchObject({ ok: true, stopped: false, reason: 'ended' });
  expect(ack.rev).toBeGreaterThanOrEqual(answer.rev);
  expect(answer.stopped).toBeUndefined();
});

test('a stop of a finished turn does not end the thinking of a later one', async () => {
  const { visitor } = await openChat(server.url);
  const first = await asked(visitor, 'ask before');
  first.run.finish('Done');
  await visitor.answer(first.seq);
  const second = await asked(visitor, 'ask behind');
  const thinking = await visitor.next('thinking', ({ turn }) => turn === second.seq);
  const ack = await visitor.ask('stop', { turn: first.seq });
  expect(ack).toMatchObject({ stopped: false, reason: 'ended' });
  expect(ack.rev).toBeLessThan(thinking.rev);
  second.run.finish('Whole');
  expect((await visitor.answer(second.seq)).body.text).toContain('Whole');
});

test('fault 63: an answer and a stop at the same moment: one of them holds, never both', async () => {
  const { visitor } = await openChat(server.url);
  // Stays within the burst of the rate limit.
  for (let round = 0; round < 4; round += 1) {
    const { seq, run } = await asked(visitor, `ask race ${round}`);
    run.context.draft('Half');
    await visitor.next('draft', ({ turn }) => turn === seq);
    const stopping = visitor.ask('stop', { turn: seq });
    if (round % 2) await Promise.resolve();
    run.finish('Whole');
    const { stopped } = await stopping;
    await visitor.answer(seq);
    await visitor.say(`then ${round}`);
    await visitor.hears(`Echo: then ${round}`);
    expect(botTexts(visitor, seq), `round ${round}`).toEqual([stopped ? { stopped: 'Half' } : 'Whole (you)']);
  }
});

test("a visitor's stop cannot reach the turn of a stranger", async () => {
  const { visitor } = await openChat(server.url);
  const { seq, run } = await asked(visitor, 'ask in private');
  const { visitor: stranger } = await openChat(server.url);
  expect(await stranger.ask('stop', { turn: seq })).toMatchObject({ ok: true, stopped: false, reason: 'unknown' });
  expect(run.context.signal.aborted).toBe(false);
  run.finish('Mine');
  expect((await visitor.answer(seq)).body.text).toBe('Mine (you)');
});

test('a stop with a wrong turn is refused, and nothing is stopped without a hello', async () => {
  const { visitor } = await openChat(server.url);
  for (const turn of [-1, 1.5, '1', null, {}]) {
    expect(await visitor.ask('stop', { turn }), String(turn)).toMatchObject({ ok: false, code: 'INVALID' });
  }
  const early = await connect(server.url);
  expect(await early.ask('stop', { turn: 1 })).toMatchObject({ ok: false, code: 'RESUME_REQUIRED' });
});

test('the stop of another tab, and of a tab that was opened again, ends the same turn', async () => {
  const identity = mint();
  const { visitor } = await openChat(server.url, { auth: { visitor: identity } });
  const { seq, run } = await asked(visitor, 'ask elsewhere');
  run.context.draft('Half');
  await visitor.next('draft');
  const { visitor: other, hello } = await openChat(server.url, { auth: { visitor: identity, tab: 'other' } });
  expect(hello.thinking).toMatchObject({ on: true, turn: seq });
  expect(await other.ask('stop', { turn: hello.thinking.turn })).toMatchObject({ stopped: true });
  for (const tab of [visitor, other]) {
    expect(await tab.next('thinking', ({ on }) => !on)).toMatchObject({ turn: seq });
    expect(await tab.answer(seq)).toMatchObject({ stopped: true, body: { text: 'Half' } });
  }
});

test('the scenario goes on by the branch of the node, whose own agent works until it is stopped itself', async () => {
  const { visitor } = await openChat(server.url);
  const { seq, run } = await asked(visitor, 'branch');
  run.context.draft('**Half**');
  await visitor.next('draft');
  await visitor.ask('stop', { turn: seq });
  const second = await runOf('second of branch');
  expect(await visitor.hears('What else?')).not.toHaveProperty('stopped');
  expect(second.context.signal.aborted).toBe(false);
  await visitor.next('thinking', ({ on, rev }) => on && rev > 2);
  second.context.draft('Again');
  await visitor.next('draft', ({ text }) => text === 'Again');
  expect(await visitor.ask('stop', { turn: seq }), 'the same turn works again').toMatchObject({ stopped: true });
  await visitor.next('msg', ({ stopped, body }) => stopped && body.text === 'Again');
  expect(botTexts(visitor, seq)).toEqual([{ stopped: '**Half**' }, 'What else?', { stopped: 'Again' }]);
});

test('a client of protocol 1 is told of a stopped answer as text', async () => {
  const identity = mint();
  const { visitor } = await openChat(server.url, { auth: { visitor: identity } });
  const { seq, run } = await asked(visitor, 'ask for the old');
  run.context.draft('Half');
  await visitor.next('draft');
  await visitor.ask('stop', { turn: seq });
  await visitor.answer(seq);
  const old = await connect(server.url, { auth: { v: 1, visitor: identity } });
  const { messages } = await old.ask('history', { params: {} });
  expect(messages.map(({ text }: Frame) => text)).toContain('Half');
});

test('a turn that no message began is stopped as turn 0', async () => {
  const { visitor } = await openChat(server.url, { auth: { botId: 'greeter' } });
  const run = await runOf('a greeting');
  expect(await visitor.next('thinking', ({ on }) => on)).toMatchObject({ turn: 0 });
  run.context.draft('Good mor');
  await visitor.next('draft');
  expect(await visitor.ask('stop', { turn: 0 })).toMatchObject({ stopped: true });
  expect(await visitor.next('msg', ({ stopped }) => stopped)).toMatchObject({ body: { text: 'Good mor' } });
});
