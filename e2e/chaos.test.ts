import { type ChatClient, createChatClient, type Message } from '@connective-chat/core';
import {
  createMemoryLocks,
  createMemoryOutbox,
  createMemoryStorage,
  createRandom,
} from '@connective-chat/core/testing';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshData } from '../packages/server/test/support/fresh-data.ts';
import { FaultProxy } from '../playground/src/server/fault-proxy.ts';
import { agentScenario, type ChaosServices, echoScenario, startChaosServices } from './support/chaos-services.ts';
import { agentLogProblems, type LoggedMessage } from './support/check-agent-log.ts';
import { CrashingServer } from './support/crashing-server.ts';

/*
 * Real sockets and the real server in a process of its own, with a faulty network between them. `CHAOS_SEED=7` replays
 * one schedule; `CHAOS_SCHEDULES=10000` plays that many, from the seed `CHAOS_FIRST` on.
 */

const only = process.env.CHAOS_SEED;
const first = Number(process.env.CHAOS_FIRST ?? 0);
const seeds = only
  ? [Number(only)]
  : Array.from({ length: Number(process.env.CHAOS_SCHEDULES ?? 60) }, (_, index) => first + index);
const AT_ONCE = 12;
/** Per visitor: an agent's answer takes several times as long as an echo. */
const SENDS = { echo: 6, agent: 4 };

let services: ChaosServices;
let server: CrashingServer;
beforeAll(async () => {
  services = await startChaosServices();
  const settings = { origins: '*', allowMissingOrigin: true };
  server = await CrashingServer.start(await freshData(), {
    bots: [
      { id: 'echo', settings: { title: 'Echo', ...settings }, scenario: echoScenario },
      { id: 'agent', settings: { title: 'Agent', ...settings }, scenario: agentScenario(services.toolHost) },
    ],
    openai: { baseUrl: services.modelUrl, model: 'small' },
    httpHosts: [services.toolHost],
    limits: { messagesPerMinute: 10_000, burst: 1_000 },
    headIntervalMs: 400,
  });
});
afterAll(async () => {
  await server?.close();
  await services?.close();
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A client that knows only the protocol, on a good network. */
function openRaw(botId: string, visitor: unknown) {
  const socket = io(`${server.url}/widget`, {
    auth: { v: 2, botId, locale: 'en', visitor, tab: crypto.randomUUID() },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  const ask = (event: string, payload: object) => socket.timeout(20_000).emitWithAck(event, payload);
  const hello = () => ask('hello', { cursor: null, open: false, params: {}, pending: [], caps: [] });
  return { ask, hello, close: () => void socket.disconnect() };
}

/** Reads the whole log; null if the server was killed meanwhile. */
async function readLog(botId: string, visitor: unknown): Promise<LoggedMessage[] | null> {
  const raw = openRaw(botId, visitor);
  try {
    const hello = await raw.hello();
    let items: LoggedMessage[] = hello.items;
    for (let { more } = hello; more; ) {
      const page = await raw.ask('history', { epoch: hello.epoch, before: items[0]?.seq ?? 0, limit: 50 });
      items = [...page.items, ...items];
      more = page.more;
    }
    return items;
  } catch {
    return null;
  } finally {
    raw.close();
  }
}

/** The message whose approval still waits for the visitor, as far as this client knows. */
function openApproval(messages: readonly Message[]): Message | undefined {
  const asked = messages.filter(({ body }) => body.type === 'text' && body.approval).at(-1);
  const isOver = messages.some(({ from, seq }) => from.kind === 'visitor' && (seq ?? Infinity) > (asked?.seq ?? 0));
  return isOver ? undefined : asked;
}

function press(chat: ChatClient, { id, body }: Message, buttonId: string): boolean {
  const button = body.type === 'text' ? body.buttons?.flat().find((each) => each.id === buttonId) : undefined;
  return button !== undefined && chat.press(id, button).ok;
}

/**
 * Plays one visitor on a network with random faults, then heals the network and returns the invariants that do not
 * hold. Two of three visitors talk with an agent, and stop some of its answers; one of these is asked for approvals. In
 * one of 25 schedules the server is killed.
 */
async function play(seed: number): Promise<string[]> {
  const random = createRandom(seed + 1);
  const botId = seed % 3 === 0 ? 'echo' : 'agent';
  const sends = SENDS[botId];
  const verbs = seed % 3 === 1 ? ['say'] : ['say', 'find', 'change', 'change'];
  const crashStep = seed % 25 === 11 ? Math.floor(random() * 14) : -1;
  let openStops = 0;
  const proxy = await FaultProxy.before(() => server.url);
  const storage = createMemoryStorage();
  const outbox = createMemoryOutbox();
  const locks = createMemoryLocks();
  const visitorOf = () => JSON.parse(storage.getItem(`connective-chat:visitor:${proxy.url}:${botId}`) ?? 'null');
  const open = () => {
    const chat = createChatClient({
      url: proxy.url,
      botId,
      timeouts: {
        connect: 1_500,
        hello: 1_000,
        ack: 500,
        probe: 250,
        page: 1_000,
        stop: 500,
        reconnectMin: 20,
        // Long enough that clients of a slow machine do not keep it busy with attempts that time out.
        reconnectMax: 600,
        leaseGrace: 0,
      },
      platform: { storage, outbox, locks, random },
    });
    return { chat, release: chat.start() };
  };
  let page = open();
  const intended: string[] = [];
  const problems: string[] = [];
  const seenAt = new Map<string, number>();
  const watch = () =>
    page.chat.messages.subscribe((messages) => {
      const seqs = messages.filter(({ delivery, streaming }) => delivery === 'confirmed' && !streaming);
      const isOrdered = seqs.every(({ seq = 0 }, index) => index === 0 || seq > (seqs[index - 1]?.seq ?? 0));
      if (!isOrdered) problems.push(`order ${seqs.map(({ seq }) => seq).join()}`);
      for (const { streaming, body } of messages) {
        const number = streaming && body.type === 'text' ? /^half of ([\w-]+)/.exec(body.text)?.[1] : undefined;
        if (number !== undefined && !seenAt.has(number)) seenAt.set(number, Date.now());
      }
    });
  watch();
  const send = () => {
    const number = `m${seed}-${intended.length}`;
    const verb = verbs[Math.floor(random() * verbs.length)];
    const sent = page.chat.send(botId === 'echo' ? number : `${verb} ${number}`);
    if (sent.ok) intended.push(sent.id);
  };
  const stop = () => {
    const stopped = page.chat.stop();
    if (!stopped.ok) return;
    openStops += 1;
    void stopped.settled.then(() => {
      openStops -= 1;
    });
  };
  /** Presses a button once more from another tab, at the same time. */
  const pressElsewhere = async (messageId: string | undefined, buttonId: string) => {
    const raw = openRaw(botId, visitorOf());
    try {
      await raw.hello();
      const body = { type: 'press', messageId, buttonId, label: buttonId };
      await raw.ask('send', { cid: crypto.randomUUID(), body, params: {} });
    } catch {
      // The server was killed meanwhile.
    } finally {
      raw.close();
    }
  };
  const pressesElsewhere: Promise<void>[] = [];
  const answerApproval = (isDouble: boolean) => {
    const asked = openApproval(page.chat.messages.get());
    if (!asked) return;
    const buttonId = random() < 0.7 ? 'approve' : 'decline';
    if (isDouble) pressesElsewhere.push(pressElsewhere(asked.serverId, random() < 0.5 ? 'approve' : 'decline'));
    press(page.chat, asked, buttonId);
  };

  for (let step = 0; step < 14; step += 1) {
    if (intended.length < sends && random() < 0.6) send();
    if (botId === 'agent') {
      if (random() < 0.2) stop();
      if (random() < 0.4) answerApproval(random() < 0.5);
    }
    if (step === crashStep) await server.crash();
    const dice = random();
    if (dice < 0.12) proxy.cut();
    else if (dice < 0.22) {
      proxy.hold();
      await sleep(random() * 60);
      proxy.disconnectThenDeliver(random() * 400);
    } else if (dice < 0.28) {
      proxy.drop('everything');
      await sleep(random() * 300);
      proxy.drop('nothing');
      // Bytes were lost in the middle of the stream, so no transport can continue on it.
      proxy.cut();
    } else if (dice < 0.34) proxy.splitIntoChunks(random() < 0.5);
    else if (dice < 0.38) {
      page.release();
      await sleep(5);
      page = open();
      watch();
    }
    await sleep(random() * 120);
  }
  proxy.splitIntoChunks(false);
  await Promise.all(pressesElsewhere);

  const isDisturbed = (from: number, to: number) => server.crashes.some((crash) => from <= crash && crash <= to);
  /** The invariants that do not hold yet. */
  const remaining = async (): Promise<string[]> => {
    const { messages, status } = page.chat.getSnapshot();
    const missing: string[] = [];
    for (const { id, delivery, body } of messages) {
      if (delivery !== 'failed') continue;
      // A press that came too late, because a text or another tab has answered the approval.
      if (body.type === 'press') page.chat.discard(id);
      else page.chat.retry(id);
    }
    if (openApproval(messages)) answerApproval(false);
    // An agent may still be answering, and nothing is accepted meanwhile.
    if (intended.length < sends) send();
    if (intended.length < sends) missing.push(`${sends - intended.length} messages are not sent`);
    if (openStops > 0) missing.push(`${openStops} stops have not ended`);
    if (status !== 'ready') missing.push(`stranded: ${status}, ${page.chat.connection.get().error?.message}`);
    const open = messages.filter(({ delivery }) => delivery !== 'confirmed');
    missing.push(...open.map(({ id, delivery, error }) => `${id} is ${delivery}: ${error?.message}`));
    if (missing.length > 0) return missing;

    const log = await readLog(botId, visitorOf());
    if (!log) return ['the log cannot be read'];
    const logged = log.flatMap(({ cid }) => cid ?? []);
    for (const cid of intended) {
      const times = logged.filter((other) => other === cid).length;
      if (times !== 1) missing.push(`${cid} stands ${times} times in the log`);
    }
    if (botId === 'agent') missing.push(...agentLogProblems(log, { services, isDisturbed, seenAt }));
    else if (log.length !== sends * 2) missing.push(`the log has ${log.length} messages instead of ${sends * 2}`);
    if (log.some(({ seq }, index) => seq !== index + 1)) missing.push('the log has a hole');
    if (
      page.chat.messages
        .get()
        .map(({ serverId }) => serverId)
        .join() !== log.map(({ id }) => id).join()
    )
      missing.push('the view differs from the log');
    return missing;
  };
  const deadline = Date.now() + 120_000;
  let left = await remaining();
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(25);
    left = await remaining();
  }
  problems.push(...left);
  page.release();
  for (let wait = 0; wait < 80 && proxy.connections > 0; wait += 1) await sleep(25);
  if (proxy.connections > 0) problems.push(`${proxy.connections} connections are left`);
  await proxy.close();
  return problems;
}

test(`${seeds.length} schedules with faults: nothing lost, duplicated, missed, reordered or stranded, no call twice`, {
  timeout: 7_200_000,
}, async () => {
  const waiting = [...seeds];
  const found: Record<number, string[]> = {};
  const worker = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const problems = await play(seed);
      if (problems.length > 0) found[seed] = problems;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (seeds.length > 60)
    console.log(`${seeds.length} schedules, ${server.crashes.length} crashes, ${services.toolCalls.length} calls`);
  expect(found, 'CHAOS_SEED=<seed> replays a schedule').toEqual({});
});
