import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ourClient } from '../lib/clients.mjs';
import { startEchoServer } from '../lib/server-process.mjs';

const MESSAGES = 50_000;
const BUDGET = 400;

/** Measures the heap per stored message, for messages received over a socket. */
export async function benchMemory() {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const used = () => {
    gc();
    gc();
    return process.memoryUsage().heapUsed;
  };
  const server = await startEchoServer();
  try {
    const { chat, close } = await ourClient(server.url);
    const before = used();
    const done = new Promise((resolve) => {
      chat.on('message', ({ seq }) => seq > MESSAGES && resolve());
    });
    chat.send(`flood ${MESSAGES}`);
    await done;
    await new Promise(setImmediate);
    const bytes = (used() - before) / MESSAGES;
    const held = chat.messageIds.get().length.toLocaleString('en');
    close();
    return [
      '## Memory',
      '',
      `${bytes.toFixed(0)} B of heap for each of ${held} stored messages (budget ${BUDGET} B) – **${bytes <= BUDGET ? 'met' : 'missed'}**.`,
      '',
    ].join('\n');
  } finally {
    server.stop();
  }
}
