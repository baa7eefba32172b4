import { createChatClient } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import { cpuPerItem } from '../lib/cpu.mjs';
import { interleave } from '../lib/interleave.mjs';
import { section } from '../lib/report.mjs';

const ADDED = 2_000;

/** A chat that holds so many messages. */
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
    // Timers are kept in order: a few at a time.
    if (said % 200 === 199) await clock.advance(1);
  }
  await clock.advance(10);
  if (chat.messageIds.get().length !== count) throw new Error(`it holds ${chat.messageIds.get().length} of ${count}`);
  return { chat, clock, server };
}

/** Messages that come one by one, each told to a listener; the whole way but the socket. */
async function append({ clock, server }) {
  return cpuPerItem(ADDED, async () => {
    for (let said = 0; said < ADDED; said += 1) {
      server.say(`Message ${said}: a line of the usual length in a chat.`);
      if (said % 200 === 199) await clock.advance(1);
    }
  });
}

/** Whether a message costs the same in a long conversation as in a short one. */
export async function benchStore() {
  const [short, long] = [await chatWith(100), await chatWith(50_000)];
  for (const { chat } of [short, long]) chat.on('message', () => {});
  const rows = await interleave({
    'with 100 messages before it': () => append(short),
    'with 50,000 messages before it': () => append(long),
  });
  return section({
    title: 'A message, by what is held already',
    unit: 'µs of CPU',
    rows,
    budget: { of: 'with 50,000 messages before it', ratio: 1.5 },
    note: 'With the in-memory server and its clock, which cost the most of it.',
  });
}
