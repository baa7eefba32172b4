import { randomUUID } from 'node:crypto';
import { attempt, createRandom, Link, pause, receiveOrders, untilDecided } from './raw-client.ts';

/* A process of operators, who all want the same dialogs: they take them, write, and give them back or close them. */

const { seed, urls, tokens, isOver } = await receiveOrders();

// biome-ignore lint/suspicious/noExplicitAny: frames are read field by field
type Frame = any;

async function play(number: number, name: string, token: string): Promise<void> {
  const process = `o${number}`;
  const random = createRandom(seed * 1_000 + 500 + number);
  let queue: Frame[] = [];
  let mine: Frame[] = [];
  const link = new Link({
    path: '/operator',
    auth: { token },
    urls,
    random,
    onPush() {},
    async hello(ask) {
      const ack = await ask('hello', {});
      if (!ack.ok) throw new Error(ack.code);
      ({ queue, mine } = ack);
    },
  });
  const take = async (conversation: string) => {
    const result = ({ summary }: Frame) => ({ rev: summary.dialog.rev, owner: summary.dialog.operator?.name });
    const value = { conversation, operator: name };
    return attempt(link, 'take', { conversation }, { process, f: 'take', value, result });
  };

  while (!isOver()) {
    try {
      const hello = await link.ask('hello', {});
      if (hello.ok) ({ queue, mine } = hello);
    } catch {
      continue;
    }
    // Everybody wants the first one.
    if (queue[0]) await take(queue[0].conversation);
    for (const { conversation } of mine) {
      const cid = randomUUID();
      const text = `${name} ${cid}`;
      const operation = {
        process,
        f: 'send',
        value: { conversation, cid, text },
        result: ({ seq }: Frame) => ({ seq }),
      };
      await untilDecided(link, 'send', { conversation, cid, body: { type: 'text', text } }, operation, random);
      const dice = random();
      const value = { conversation, operator: name };
      if (dice < 0.2) await attempt(link, 'close', { conversation }, { process, f: 'close', value });
      else if (dice < 0.5) {
        const to = { kind: dice < 0.4 ? 'queue' : 'bot' };
        await attempt(link, 'transfer', { conversation, to }, { process, f: 'transfer', value: { ...value, to } });
      }
    }
    if (random() < 0.1) link.close();
    await pause(200 + random() * 1_500);
  }
  link.close();
}

await Promise.all(tokens.map(({ name, token }, index) => play(index + 1, name, token)));
process.disconnect?.();
