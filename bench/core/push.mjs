import { ourClient, rawClient } from '../lib/clients.mjs';
import { cpuPerItem } from '../lib/cpu.mjs';
import { interleave } from '../lib/interleave.mjs';
import { section } from '../lib/report.mjs';
import { startEchoServer } from '../lib/server-process.mjs';

const MESSAGES = 5_000;
const ASKED = { type: 'text', text: `flood ${MESSAGES}`, format: 'plain' };

/** The minimum that a page would do: store each message by its id. */
async function raw(url) {
  const { socket, close } = await rawClient(url);
  const rows = new Map();
  const done = new Promise((resolve) => {
    socket.on('msg', (message) => {
      rows.set(message.id, message);
      if (rows.size === MESSAGES) resolve();
    });
  });
  const spent = await cpuPerItem(MESSAGES, async () => {
    socket.emit('send', { cid: 'flood', body: ASKED, params: {} }, () => {});
    await done;
  });
  close();
  return spent;
}

/** Messages are parsed, ordered, stored, and reported to a listener. */
async function ours(url) {
  const { chat, close } = await ourClient(url);
  const done = new Promise((resolve) => {
    chat.messageIds.subscribe((ids) => ids.length > MESSAGES && resolve());
  });
  const spent = await cpuPerItem(MESSAGES, async () => {
    chat.send(ASKED);
    await done;
  });
  close();
  return spent;
}

/** Measures the CPU time of a pushed message up to the page's own code. */
export async function benchPushes() {
  const server = await startEchoServer();
  try {
    const rows = await interleave({
      'socket.io-client': () => raw(server.url),
      'connective-chat': () => ours(server.url),
    });
    return section({
      title: `A flood of ${MESSAGES.toLocaleString('en')} messages`,
      unit: 'µs of CPU per message',
      rows,
      // At least 0.9 of the throughput.
      budget: { of: 'connective-chat', ratio: 1 / 0.9 },
      note: `Added per message: ${(rows[1].median - rows[0].median).toFixed(1)} µs.`,
    });
  } finally {
    server.stop();
  }
}
