import { createChatClient } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import { cpuPerItem } from '../lib/cpu.mjs';
import { interleave } from '../lib/interleave.mjs';
import { section } from '../lib/report.mjs';

const ADDED = 2_000;

/** Creates a chat with `count` messages. */
async function chatWith(count) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock });
  const chat = createChatClient({
    url: 'http://memory',
    botId: 1,
    collectPageContext: false,
    platform: createMemoryPlatform(clock, server),
  });
  chat.start();
  await clock.advance(10);
  for (let said = 0; said < count; said += 1) {
    server.say(`Message ${said}: a line of the usual length in a chat.`);
    // The virtual clock keeps its timers sorted, so too many at a time would slow it down.
    if (said % 200 === 199) await clock.advance(1);
  }
  await clock.advance(10);
  if (chat.messageIds.get().length !== count)
    throw new Error(`the chat has ${chat.messageIds.get().length} of ${count} messages`);
  return { chat, clock, server };
}

/** Messages that arrive one by one, each reported to a listener; everything except the socket. */
async function append({ clock, server }) {
  return cpuPerItem(ADDED, async () => {
    for (let said = 0; said < ADDED; said += 1) {
      server.say(`Message ${said}: a line of the usual length in a chat.`);
      if (said % 200 === 199) await clock.advance(1);
    }
  });
}

/** Compares the cost of a message in a short and in a long conversation. */
export async function benchStore() {
  const [short, long] = [await chatWith(100), await chatWith(50_000)];
  for (const { chat } of [short, long]) chat.on('message', () => {});
  const rows = await interleave({
    'after 100 messages': () => append(short),
    'after 50,000 messages': () => append(long),
  });
  return section({
    title: 'A message, by the length of the conversation',
    unit: 'µs of CPU',
    rows,
    budget: { of: 'after 50,000 messages', ratio: 1.5 },
    note: 'Includes the in-memory server and its clock, which take most of the time.',
  });
}
