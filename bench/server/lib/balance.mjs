// A proxy in a process of its own: each new connection goes to the next server. usage: node balance.mjs <port> …
import { connect, createServer } from 'node:net';

const ports = process.argv.slice(2).map(Number);
let next = 0;
const server = createServer((client) => {
  const upstream = connect(ports[next % ports.length], '127.0.0.1');
  next += 1;
  for (const [from, to] of [
    [client, upstream],
    [upstream, client],
  ]) {
    from.setNoDelay(true);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
process.on('SIGINT', () => process.exit(0));
