import { expect, test } from 'vitest';
import { logIn } from './support/operator.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { type Frame, openChat } from './support/visitor.ts';

const server = useServer({
  bots: [
    {
      ...testBot,
      scenario: {
        ...testScenario,
        nodes: {
          ...testScenario.nodes,
          human: { type: 'entry', alias: 'human', next: 'handover' },
          handover: { type: 'operator', text: 'Wait' },
        },
      },
    },
  ],
  operators: [{ id: 'ann', name: 'Ann', login: 'ann', password: 'ann-password' }],
  providers: { held: new HeldAgent() },
});

test('fault 52: a message that races a handoff goes to exactly one of bot and operator', async () => {
  const ann = await logIn(server.url, 'ann');
  const owners = new Set<string>();
  // Which of the two comes first depends on the machine, so there are more rounds until both have.
  for (let round = 0; round < 24 || (owners.size < 2 && round < 200); round += 1) {
    const { visitor, hello } = await openChat(server.url);
    const { conversation } = hello;
    await visitor.hears('Hello');
    await visitor.send({ type: 'alias', alias: 'human' });
    await visitor.next('dialog', ({ status }) => status === 'queued');
    await ann.ask('take', { conversation });
    await visitor.next('dialog', ({ status }) => status === 'operator');

    // The operator hands over to the bot while the visitor sends a message; either may come first.
    const say = () => visitor.say(`round ${round}`);
    const back = () => ann.ask('transfer', { conversation, to: { kind: 'bot' } });
    const [sent] = await (round % 2 === 0
      ? Promise.all([say(), back()])
      : Promise.all([back(), say()]).then(([first, second]) => [second, first]));
    const probe = await visitor.say('probe');
    await visitor.answer(probe.seq);

    const { items } = await visitor.hello();
    const left = items.find(({ body }: Frame) => body.event === 'operator_left');
    const answers = items.filter(({ turn, from }: Frame) => from.kind === 'bot' && turn === sent.seq);
    const isBots = sent.seq > left.seq;
    owners.add(isBots ? 'bot' : 'operator');
    expect(answers, `round ${round}: the message is ${isBots ? 'after' : 'before'} the handoff`).toHaveLength(
      isBots ? 1 : 0,
    );
  }
  expect(owners.size, 'the race went both ways').toBe(2);
});
