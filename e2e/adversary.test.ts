import { createChatClient, type ProtocolIssue } from '@connective-chat/core';
import { createMemoryOutbox, createMemoryStorage, createRandom } from '@connective-chat/core/testing';
import { expect, test } from 'vitest';
import { Adversary, MALFORMED } from './support/adversary.ts';

/*
 * The client against a server that implements the written protocol and shares no code with this project.
 * `ADVERSARY_SEED=7` replays one run; `ADVERSARIES=2000` plays that many.
 */

const only = process.env.ADVERSARY_SEED;
const seeds = only
  ? [Number(only)]
  : Array.from({ length: Number(process.env.ADVERSARIES ?? 24) }, (_, index) => index);
const AT_ONCE = 12;
const SENDS = 8;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function play(seed: number): Promise<string[]> {
  const random = createRandom(seed + 1);
  const adversary = await Adversary.start(random);
  const problems: string[] = [];
  const chat = createChatClient({
    url: adversary.url,
    botId: 'any',
    collectPageContext: false,
    timeouts: {
      connect: 1_500,
      hello: 400,
      ack: 250,
      probe: 150,
      page: 400,
      thinking: 300,
      thinkingMax: 500,
      reconnectMin: 10,
      reconnectMax: 60,
      sendRetry: 20,
      draft: 200,
      leaseGrace: 0,
    },
    platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox(), random },
  });
  const issues: ProtocolIssue[] = [];
  chat.on('protocolError', (issue) => issues.push(issue));
  chat.messageIds.subscribe((ids) => {
    if (new Set(ids).size !== ids.length) problems.push('I4 an id stands twice');
  });
  chat.messages.subscribe((messages) => {
    const seqs = messages.flatMap(({ seq, delivery }) => (delivery === 'confirmed' && seq ? [seq] : []));
    if (seqs.some((seq, index) => index > 0 && seq !== (seqs[index - 1] ?? 0) + 1)) problems.push(`I5 ${seqs.join()}`);
  });
  const release = chat.start();

  const sent: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    if (sent.length < SENDS && random() < 0.5) {
      const result = chat.send(`m${sent.length}`);
      if (result.ok) sent.push(result.id);
    }
    adversary.misbehave();
    await sleep(random() * 40);
  }
  adversary.isHostile = false;
  const deadline = Date.now() + 60_000;
  while (sent.length < SENDS && Date.now() < deadline) {
    const result = chat.send(`m${sent.length}`);
    if (result.ok) sent.push(result.id);
    else await sleep(20);
  }
  const isHealed = (): boolean => {
    const { messages, status } = chat.getSnapshot();
    for (const { id, delivery } of messages) if (delivery === 'failed') chat.retry(id);
    return (
      status === 'ready' &&
      messages.every(({ delivery }) => delivery === 'confirmed') &&
      messages.at(-1)?.seq === adversary.log.length &&
      adversary.log.filter(({ turn }) => turn !== undefined).length >= SENDS
    );
  };
  while (!isHealed() && Date.now() < deadline) await sleep(20);

  const { messages, status, thinking } = chat.getSnapshot();
  if (status !== 'ready') problems.push(`stranded: ${status} ${chat.connection.get().error?.message ?? ''}`);
  if (thinking) problems.push('I8 it still thinks');
  const logged = adversary.log.flatMap(({ cid }) => cid ?? []);
  for (const cid of sent) {
    const times = logged.filter((other) => other === cid).length;
    if (times !== 1) problems.push(`${cid} stands ${times} times in the log`);
  }
  const view = messages.map(({ serverId }) => serverId);
  const log = adversary.log.map(({ id }) => id);
  if (view.join() !== log.slice(-view.length).join() || view.length < Math.min(20, log.length)) {
    problems.push('I6 the view is not the end of the log');
  }
  if (({} as { polluted?: unknown }).polluted !== undefined) problems.push('I11 a prototype was changed');
  if (adversary.connects > 60) problems.push(`${adversary.connects} connections: a storm`);
  release();
  for (let wait = 0; wait < 100 && adversary.connected > 0; wait += 1) await sleep(10);
  if (adversary.connected > 0) problems.push('I9 a connection is left');
  await adversary.close();
  return problems;
}

test(`${seeds.length} random runs against a hostile server: nothing lost, duplicated, reordered, stranded or thrown`, {
  timeout: 3_600_000,
}, async () => {
  const thrown: unknown[] = [];
  const note = (reason: unknown) => thrown.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  const waiting = [...seeds];
  const found: Record<number, string[]> = {};
  const worker = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const problems = await play(seed);
      if (problems.length > 0) found[seed] = problems;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  expect(found, 'ADVERSARY_SEED=<seed> replays a life').toEqual({});
  expect(thrown).toEqual([]);
});

test('a meaningless frame is reported once and changes nothing', async () => {
  const adversary = await Adversary.start(() => 0.99);
  const issues: ProtocolIssue[] = [];
  const chat = createChatClient({
    url: adversary.url,
    botId: 'any',
    platform: { storage: createMemoryStorage(), outbox: createMemoryOutbox() },
  });
  chat.on('protocolError', (issue) => issues.push(issue));
  const release = chat.start();
  await expect.poll(() => chat.status.get()).toBe('ready');
  const before = chat.getSnapshot();
  for (const [event, payload] of MALFORMED) adversary.tell(event, payload);
  await expect.poll(() => issues.length).toBe(MALFORMED.length);
  expect(chat.getSnapshot()).toBe(before);
  expect(adversary.connects).toBe(1);
  release();
  await adversary.close();
});
