// The chat server of the playground, in a process of its own that can be killed. It is controlled by messages of its
// parent, and started with its options as JSON.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer } from '@connective-chat/server';
import { io } from 'socket.io-client';
import { PlaygroundAgent } from './playground-agent.mjs';

const { port, dataDir, publicUrl, stageMs } = JSON.parse(process.argv[2]);
const agent = new PlaygroundAgent(stageMs);
const operator = { id: 'maria', login: 'maria', name: 'Maria', password: randomUUID() };

const server = await createServer({
  port,
  dataDir,
  publicUrl,
  demo: true,
  demoDelayMs: stageMs,
  providers: { knowledge: agent },
  operators: [operator],
});

/** An operator takes the visitor who waits, or the next one who asks for a person. */
async function takeOver() {
  const { login, password } = operator;
  const response = await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const { token } = await response.json();
  const socket = io(`${server.url}/operator`, { auth: { token }, transports: ['websocket'], forceNew: true });
  const ask = async (event, payload) => {
    const answer = await socket.timeout(30_000).emitWithAck(event, payload);
    if (answer.ok !== true) throw new Error(`${event}: ${JSON.stringify(answer)}`);
    return answer;
  };
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  let { queue } = await ask('hello', {});
  while (queue.length === 0) {
    await delay(200);
    ({ queue } = await ask('hello', {}));
  }
  const [{ conversation }] = queue;
  await ask('take', { conversation });
  const text = 'Good afternoon, this is Maria. How can I help?';
  await ask('send', { conversation, cid: randomUUID(), body: { type: 'text', text } });
}

const actions = {
  'think-for-ever': () => agent.hang(true),
  answer: () => agent.hang(false),
  'take-over': takeOver,
};

process.on('message', async ({ id, action }) => {
  try {
    await actions[action]();
    process.send({ id, ok: true });
  } catch (error) {
    process.send({ id, ok: false, message: String(error) });
  }
});
// The parent has ended in any way.
process.on('disconnect', () => process.exit());
process.send({ id: 'started', ok: true });
