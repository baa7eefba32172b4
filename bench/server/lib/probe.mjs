// Loaded into a server that is measured (`node --expose-gc --import`). It answers the load program over the IPC channel
// with the CPU time, the memory and the statements of the server process, and broadcasts on request.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(process.argv[1]));
let statements = 0;
let notifications = 0;

// Through a variable, because it is a dependency of the server.
const driver = 'pg';
const pg = require(driver);
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function counted(first, ...rest) {
  statements += 1;
  if (String(first?.text ?? first).includes('pg_notify')) notifications += 1;
  return query.call(this, first, ...rest);
};

let visitors;
const { Server } = require('socket.io');
const { of } = Server.prototype;
Server.prototype.of = function captured(name, ...rest) {
  const namespace = of.call(this, name, ...rest);
  if (name === '/widget') visitors = namespace;
  return namespace;
};

const answers = {
  /** Without a garbage collection, which would count as work of the measured time. */
  used() {
    const { user, system } = process.cpuUsage();
    return { cpu: user + system, statements, notifications };
  },
  usage() {
    global.gc();
    const { rss, heapUsed, external } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo();
    const held = (kind) => resources.filter((name) => name.startsWith(kind)).length;
    const listenersOf = (emitter) => emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
    const connections = [...(visitors?.sockets.values() ?? [])];
    return {
      rss,
      used: heapUsed + external,
      sockets: held('TCPSocketWrap'),
      timers: held('Timeout'),
      listeners: connections.reduce((sum, socket) => sum + listenersOf(socket) + listenersOf(socket.conn), 0),
    };
  },
  /** Sends one event to every visitor, several times. */
  broadcast({ times, data }) {
    for (let index = 0; index < times; index += 1) visitors.emit('bench', data);
  },
};
process.on('message', ({ ask, ...args }) => process.send({ ask, value: answers[ask](args) }));
process.channel.unref();
