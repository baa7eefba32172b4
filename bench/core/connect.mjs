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

/** From nothing to the first answer. */
export async function benchConnects() {
  const server = await startEchoServer();
  try {
    const rows = await interleave({
      'socket.io-client, as it comes': () => timed(() => rawClient(server.url, ['polling', 'websocket'])),
      'socket.io-client, WebSocket alone': () => timed(() => rawClient(server.url)),
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
