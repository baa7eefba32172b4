import { ourClient, rawClient } from '../lib/clients.mjs';
import { interleave } from '../lib/interleave.mjs';
import { section } from '../lib/report.mjs';
import { startEchoServer } from '../lib/server-process.mjs';

const CONNECTS = 20;

async function timed(connect) {
  const begun = performance.now();
  for (let index = 0; index < CONNECTS; index += 1) (await connect()).close();
  return (performance.now() - begun) / CONNECTS;
}

/** Measures the time from creating a client to its first answer. */
export async function benchConnects() {
  const server = await startEchoServer();
  try {
    const rows = await interleave({
      'socket.io-client, default transports': () => timed(() => rawClient(server.url, ['polling', 'websocket'])),
      'socket.io-client, WebSocket only': () => timed(() => rawClient(server.url)),
      'connective-chat': () => timed(() => ourClient(server.url)),
    });
    return section({
      title: 'From connecting to the first answer',
      unit: 'ms',
      rows,
      budget: { of: 'connective-chat', ratio: 0.4 },
    });
  } finally {
    server.stop();
  }
}
