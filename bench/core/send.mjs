import { randomUUID } from 'node:crypto';
import { ourClient, rawClient } from '../lib/clients.mjs';
import { cpuPerItem } from '../lib/cpu.mjs';
import { interleave } from '../lib/interleave.mjs';
import { section } from '../lib/report.mjs';
import { startEchoServer } from '../lib/server-process.mjs';

const SENDS = 2_000;
const BURST = 40;

async function rawSends(url) {
  const { socket, close } = await rawClient(url);
  const send = (index) =>
    socket.timeout(10_000).emitWithAck('send', {
      cid: randomUUID(),
      body: { type: 'text', text: `m${index}`, format: 'plain' },
      params: {},
    });
  const spent = await cpuPerItem(SENDS, async () => {
    for (let index = 0; index < SENDS; index += 1) await send(index);
  });
  close();
  return spent;
}

async function ourSends(url) {
  const { chat, close } = await ourClient(url);
  const spent = await cpuPerItem(SENDS, async () => {
    for (let index = 0; index < SENDS; index += 1) await chat.send(`m${index}`).settled;
  });
  close();
  return spent;
}

/** A burst of sends, as after a reconnect: the outbox sends them in order, one in flight. */
async function ourBurst(url) {
  const { chat, close } = await ourClient(url);
  const spent = await cpuPerItem(SENDS, async () => {
    for (let from = 0; from < SENDS; from += BURST) {
      await Promise.all(Array.from({ length: BURST }, (_, index) => chat.send(`m${from + index}`).settled));
    }
  });
  close();
  return spent;
}

/** Compares a send, from the call to the confirmation, with `emitWithAck`. */
export async function benchSends() {
  const server = await startEchoServer();
  try {
    const rows = await interleave({
      'socket.io-client': () => rawSends(server.url),
      'connective-chat': () => ourSends(server.url),
      [`connective-chat, ${BURST} at once`]: () => ourBurst(server.url),
    });
    return section({
      title: 'A confirmed send',
      unit: 'µs of CPU',
      rows,
      budget: { of: 'connective-chat', ratio: 1.5 },
      note: `Added per send: ${(rows[1].median - rows[0].median).toFixed(1)} µs alone, ${(rows[2].median - rows[0].median).toFixed(1)} µs in a burst.`,
    });
  } finally {
    server.stop();
  }
}
