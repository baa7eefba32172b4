// A minimal server of the protocol, so that the benchmark measures the client.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
let seq = 0;
const at = new Date().toISOString();
const message = (place) => ({
  epoch: 'e',
  seq: place,
  id: `m${place}`,
  rev: 1,
  from: { kind: 'bot', name: 'Bench' },
  at,
  body: { type: 'text', text: `Message ${place}: a line of the usual length in a chat.`, format: 'plain' },
});

io.of('/widget').on('connection', (socket) => {
  seq = 0;
  socket.on('hello', (_, ack) =>
    ack({
      ok: true,
      v: 2,
      conversation: 'c',
      epoch: 'e',
      head: 0,
      reset: false,
      items: [],
      more: false,
      known: {},
      drafts: [],
      limits: {},
      serverTime: at,
      thinking: null,
      dialog: { rev: 0, status: 'bot', operator: null },
      read: { visitor: 0, operator: 0 },
      bot: { title: 'Bench' },
      caps: [],
    }),
  );
  socket.on('send', ({ body }, ack) => {
    seq += 1;
    ack({ ok: true, seq, id: `v${seq}`, at });
    const asked = /^flood (\d+)$/.exec(body.text);
    if (asked) flood(Number(asked[1]));
  });
  // In batches, as a busy server's event loop produces them.
  function flood(left) {
    for (let index = 0; index < 50 && left > 0; index += 1, left -= 1) {
      seq += 1;
      socket.emit('msg', message(seq));
    }
    if (left > 0) setImmediate(flood, left);
  }
});

http.listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${http.address().port}` }));
