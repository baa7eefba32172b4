import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { type AgentProvider, createServer } from '../../../src/index.ts';
import { testBot } from '../test-bot.ts';

/** An agent that reports stages, streams its answer, and needs no operator. */
const agent: AgentProvider = {
  async run(_input, { stage, draft }) {
    await stage('look', { what: 'the shelf' });
    draft('There are ');
    draft('three lamps');
    return { text: 'There are three lamps' };
  },
};

/** An image of one pixel that the recorded client uploads. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** The server of the recorded conversations, and the participants other than the client. */
export interface CompatWorld {
  readonly url: string;
  /** Executes a step of a recording; `visitor` has the credentials of its client. */
  act(step: string, args: readonly unknown[], visitor: VisitorCredentials, conversation: string): Promise<void>;
  close(): Promise<void>;
}

interface VisitorCredentials {
  readonly id: string;
  readonly secret: string;
}

async function dial(url: string, namespace: string, auth: Record<string, unknown>): Promise<Socket> {
  const socket = io(`${url}${namespace}`, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/**
 * Starts a server with the bot of the recordings, an agent and the operator `ann`.
 *
 * @param dataDir the folder of its database. Default: in memory
 */
export async function openWorld(dataDir?: string): Promise<CompatWorld> {
  const server = await createServer({
    ...(dataDir === undefined ? {} : { dataDir }),
    bots: [testBot],
    providers: { held: agent },
    operators: [{ id: 'ann', name: 'Ann', login: 'ann', password: 'ann-password' }],
    limits: { messagesPerMinute: 6000, burst: 1000 },
  });
  let desk: Promise<Socket> | undefined;
  const logIn = async () => {
    const response = await fetch(`${server.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'ann', password: 'ann-password' }),
    });
    return dial(server.url, '/operator', { token: ((await response.json()) as { token: string }).token });
  };
  const askDesk = async (event: string, payload: object) => {
    desk ??= logIn();
    const answer = await (await desk).timeout(30_000).emitWithAck(event, payload);
    if (!answer.ok) throw new Error(`the desk was refused ${event}: ${JSON.stringify(answer)}`);
  };

  const steps: Record<string, (args: readonly unknown[], of: VisitorCredentials, id: string) => Promise<void>> = {
    /** Another tab of the visitor has sent `count` messages, which were answered. */
    async earlier([count], visitor) {
      const socket = await dial(server.url, '/widget', { v: 2, botId: 'test', locale: 'en', visitor });
      const ask = (event: string, payload: object) => socket.timeout(30_000).emitWithAck(event, payload);
      let answered = 0;
      socket.on('msg', ({ from }: { from: { kind: string } }) => {
        if (from.kind === 'bot') answered += 1;
      });
      await ask('hello', { cursor: null, open: false, params: {}, pending: [], caps: [] });
      for (let index = 0; index < Number(count); index += 1) {
        await ask('send', { cid: randomUUID(), body: { type: 'text', text: `earlier ${index}` }, params: {} });
      }
      while (answered < Number(count)) await new Promise((resolve) => socket.once('msg', resolve));
      socket.disconnect();
    },
    /** Uploads the bytes of a file with the token that the server gave. */
    async post([token]) {
      const response = await fetch(`${server.url}/api/bots/test/files`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
        body: new Uint8Array(PIXEL),
      });
      if (response.status !== 201) throw new Error(`the upload was answered ${response.status}`);
    },
    take: (_args, _visitor, conversation) => askDesk('take', { conversation }),
    say: ([text], _visitor, conversation) =>
      askDesk('send', { conversation, cid: randomUUID(), body: { type: 'text', text } }),
    close: (_args, _visitor, conversation) => askDesk('close', { conversation }),
  };

  return {
    url: server.url,
    async act(step, args, visitor, conversation) {
      const act = steps[step];
      if (!act) throw new Error(`no such step: ${step}`);
      await act(args, visitor, conversation);
    },
    async close() {
      (await desk)?.disconnect();
      await server.close();
    },
  };
}
