import { randomBytes, randomUUID } from 'node:crypto';
import { attempt, createRandom, Link, note, pause, receiveOrders, untilDecided } from './raw-client.ts';

/*
 * A process of visitors. Two of three talk with an agent: they ask for answers and for calls of tools, approve them or
 * not, and stop some. The others ask for an operator.
 */

const VISITORS = Number(process.env.CHAOS_VISITORS ?? 6);
const GROUP = Number(process.env.CHAOS_GROUP ?? 0);

const { seed, urls, isOver } = await receiveOrders();

// biome-ignore lint/suspicious/noExplicitAny: frames are read field by field
type Frame = any;

async function play(number: number): Promise<void> {
  const process = `v${number}`;
  const random = createRandom(seed * 1_000 + number);
  const kind = number % 3 === 0 ? 'desk' : 'agent';
  const visitor = { id: randomUUID(), secret: randomBytes(32).toString('base64url') };
  let conversation = '';
  let approval: Frame = null;
  let thinkingTurn: number | null = null;
  let status = 'bot';
  const seen = new Map<number, string>();

  const read = (message: Frame) => {
    if (message.from.kind === 'visitor') approval = null;
    // An answer ends thinking; there is no separate push.
    if (message.from.kind === 'bot' && message.turn === thinkingTurn) thinkingTurn = null;
    if (message.body.approval) approval = message;
    if (seen.get(message.seq) === message.id) return;
    seen.set(message.seq, message.id);
    note({ process, type: 'ok', f: 'seen', value: { conversation, seq: message.seq, id: message.id } });
  };
  const readThinking = (thinking: Frame) => {
    thinkingTurn = thinking?.on ? thinking.turn : null;
  };
  const link = new Link({
    path: '/widget',
    auth: { v: 2, botId: kind, locale: 'en', visitor },
    urls,
    random,
    onPush(event, data) {
      if (event === 'msg') read(data);
      if (event === 'thinking') readThinking(data);
      if (event === 'dialog') status = data.status;
      const written = event === 'draft' ? /^half of ([\w-]+)/.exec(data.text ?? '')?.[1] : undefined;
      if (written) note({ process, type: 'ok', f: 'draft', value: { number: written } });
    },
    async hello(ask) {
      const ack = await ask('hello', { cursor: null, open: false, params: {}, pending: [], caps: [] });
      if (!ack.ok) throw new Error(ack.code);
      conversation = ack.conversation;
      status = ack.dialog.status;
      readThinking(ack.thinking);
      for (const item of ack.items) read(item);
    },
  });

  const send = async (f: 'send' | 'press', body: Record<string, unknown>, value: Record<string, unknown>) => {
    await link.ready();
    const cid = randomUUID();
    const result = ({ seq }: Frame) => ({ seq });
    const operation = { process, f, value: { conversation, cid, ...value }, result };
    await untilDecided(link, 'send', { cid, body, params: {} }, operation, random);
  };
  const press = (asked: Frame, buttonId: string) =>
    send('press', { type: 'press', messageId: asked.id, buttonId, label: buttonId }, { messageId: asked.id, buttonId });

  for (let count = 0; !isOver(); count += 1) {
    await link.ready();
    if (kind === 'desk') {
      if (status === 'bot' && random() < 0.5) {
        await send('send', { type: 'request_operator' }, { body: 'request_operator' });
      }
      const text = `${process}-${count}`;
      await send('send', { type: 'text', text }, { number: text, text });
    } else if (approval && random() < 0.6) {
      const asked = approval;
      const isTwice = random() < 0.4;
      await Promise.all([
        press(asked, random() < 0.7 ? 'approve' : 'decline'),
        ...(isTwice ? [press(asked, random() < 0.5 ? 'approve' : 'decline')] : []),
      ]);
    } else {
      const verb = ['say', 'find', 'change', 'change'][Math.floor(random() * 4)];
      const number = `${process}-${count}`;
      const text = `${verb} ${number}`;
      await send('send', { type: 'text', text }, { number, text });
    }
    await pause(random() * 300);
    if (kind === 'agent' && thinkingTurn !== null && random() < 0.2) {
      const turn = thinkingTurn;
      const value = { conversation, turn };
      await attempt(link, 'stop', { turn }, { process, f: 'stop', value, result: ({ stopped }) => ({ stopped }) });
    }
    if (random() < 0.1) link.close();
    await pause(random() * 2_500);
  }

  // The network is whole again: the last turns have to end, and the log is read once more.
  for (;;) {
    await link.ready();
    await pause(1_000);
    const items: Frame[] = [];
    try {
      const hello = await link.ask('hello', { cursor: null, open: false, params: {}, pending: [], caps: [] });
      readThinking(hello.thinking);
      if (!hello.ok || hello.thinking?.on) continue;
      items.push(...hello.items);
      for (let { more } = hello; more; ) {
        const page = await link.ask('history', { epoch: hello.epoch, before: items[0].seq, limit: 50 });
        items.unshift(...page.items);
        more = page.more;
      }
    } catch {
      continue;
    }
    // A turn whose lease has not ended yet may still give its answer.
    const last = items.at(-1);
    if (kind === 'agent' && last?.from.kind === 'visitor') continue;
    note({ process, type: 'ok', f: 'log', value: { conversation, process, kind, items } });
    link.close();
    return;
  }
}

await Promise.all(Array.from({ length: VISITORS }, (_, index) => play(GROUP * VISITORS + index + 1)));
process.disconnect?.();
