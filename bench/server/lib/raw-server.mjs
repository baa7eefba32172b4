// Socket.IO without a chat, for comparison: it accepts connections and acknowledges `hello`.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false, transports: ['websocket', 'polling'] });
io.of('/widget').on('connection', (socket) => {
  void socket.join('everybody');
  socket.on('hello', (_, ack) => ack({ ok: true }));
});
http.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${http.address().port}`));
process.on('SIGINT', () => process.exit(0));
