import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const CLI = path('../../../packages/server/dist/cli.js');

/**
 * Starts a program in a process of its own and waits until it listens.
 *
 * @param {{ args: readonly string[], env?: Record<string, string>, flags?: readonly string[] }} program
 */
async function startProgram({ args, env = {}, flags = [] }) {
  const child = spawn(process.execPath, ['--expose-gc', ...flags, '--import', path('./probe.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'exit');
  const url = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
      const found = /listening on (http:\S+)/.exec(output)?.[1];
      if (found) resolve(found.replace('localhost', '127.0.0.1'));
    });
    exited.then(([code]) => reject(new Error(`${args[0]} has ended with ${code}:\n${output}`)));
  });
  const ask = async (name, args = {}) => {
    child.send({ ask: name, ...args });
    for (;;) {
      const [message] = await once(child, 'message');
      if (message.ask === name) return message.value;
    }
  };
  return {
    url,
    /** CPU time in µs, and the number of statements and notifications so far. */
    used: () => ask('used'),
    /** Memory in bytes after a garbage collection, and the number of sockets, timers and listeners. */
    usage: () => ask('usage'),
    broadcast: (times, data) => ask('broadcast', { times, data }),
    async stop(signal = 'SIGINT') {
      child.kill(signal);
      await exited;
    },
  };
}

/** Starts the reference server with the demo's bot, which answers immediately. */
export const startServer = ({ databaseUrl, redisUrl, data, port = 0, flags }) =>
  startProgram({
    args: [CLI, '--demo', '--port', String(port), ...(data ? ['--data', data] : [])],
    env: {
      CHAT_DEMO_DELAY_MS: '0',
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    },
    flags,
  });

/** Starts a Socket.IO server without a chat. */
export const startRawServer = () => startProgram({ args: [path('./raw-server.mjs')] });

/** Starts a proxy that distributes connections over servers. */
export const startBalancer = (urls) =>
  startProgram({ args: [path('./balance.mjs'), ...urls.map((url) => new URL(url).port)] });
