import { io, type Socket } from 'socket.io-client';
import type { CompatWorld } from './compat-world.ts';
import { incompatibilities } from './incompatibilities.ts';
import { until } from './record-conversation.ts';
import type { RecordedConversation } from './recorded-conversation.types.ts';

type Fields = Record<string, unknown>;

/** Pushes about a state, which another server may report in fewer steps or at another time. */
const VOLATILE = new Set(['thinking', 'draft', 'typing', 'read', 'head']);

/** Maps values that the server generates, such as ids, from those of the recording to the current ones. */
class Names {
  readonly #live = new Map<string, string>();

  learn(recorded: unknown, live: unknown): void {
    if (typeof recorded === 'string' && typeof live === 'string') {
      if (recorded !== live) this.#live.set(recorded, live);
      return;
    }
    if (typeof recorded !== 'object' || typeof live !== 'object' || recorded === null || live === null) return;
    for (const [name, value] of Object.entries(recorded)) this.learn(value, (live as Fields)[name]);
  }

  /** A recorded frame with the current values. */
  translate<T>(recorded: T): T {
    if (typeof recorded === 'string') return (this.#live.get(recorded) ?? recorded) as T;
    if (Array.isArray(recorded)) return recorded.map((item) => this.translate(item)) as T;
    if (typeof recorded !== 'object' || recorded === null) return recorded;
    return Object.fromEntries(Object.entries(recorded).map(([name, value]) => [name, this.translate(value)])) as T;
  }
}

/** The messages in an answer: here they may contain what the recording has as a push. */
const itemsOf = (answer: Fields): unknown[] => [answer.items, answer.messages].flatMap((items) => items ?? []);

/**
 * Sends the recorded frames of an old client to a server.
 *
 * @returns how its answers and pushes differ from those that the client knows
 */
export async function replayClient(world: CompatWorld, recorded: RecordedConversation): Promise<string[]> {
  const { auth, namespace, frames } = recorded;
  const names = new Names();
  const problems: string[] = [];
  const messages: unknown[] = [];
  const pushes: { event: string; payload: unknown }[] = [];
  const answers = new Map<number, Promise<Fields>>();
  let conversation = '';
  let socket: Socket | undefined;
  const connected = async (): Promise<Socket> => {
    if (socket) return socket;
    const opened = io(`${world.url}${namespace}`, {
      auth,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    socket = opened;
    opened.onAny((event: string, payload: unknown) => {
      pushes.push({ event, payload });
      if (event === 'msg' || event === 'message') messages.push(payload);
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('connect', resolve);
      opened.once('connect_error', reject);
    });
    return opened;
  };
  const note = (what: string, found: string[]) => problems.push(...found.map((problem) => `${what}: ${problem}`));

  /** Waits for the push that the old client received at this point. */
  async function expectPush(event: string, payload: unknown): Promise<void> {
    if (VOLATILE.has(event)) return;
    const isMessage = event === 'msg' || event === 'message';
    const candidates = () =>
      isMessage ? messages : pushes.filter((push) => push.event === event).map((push) => push.payload);
    const text = (payload as Fields).text;
    const fits = (live: unknown) =>
      incompatibilities(payload, live).length === 0 && (event !== 'message' || (live as Fields).text === text);
    try {
      await until(event, () => candidates().some(fits));
      names.learn(payload, candidates().find(fits));
    } catch {
      const nearest = candidates().find((live) => (live as Fields).seq === (payload as Fields).seq);
      const found = nearest === undefined ? ['it did not come'] : incompatibilities(payload, nearest);
      note(`${event} ${JSON.stringify(payload)}`, found);
    }
  }

  try {
    for (const frame of frames) {
      if ('world' in frame) {
        await world.act(frame.world, names.translate(frame.args), auth.visitor as never, conversation);
      } else if ('request' in frame) {
        const asked = (await connected()).timeout(30_000).emitWithAck(frame.request, names.translate(frame.payload));
        // The recording may end before its answer.
        asked.catch(() => {});
        answers.set(frame.number, asked);
      } else if ('answer' in frame) {
        const live = (await answers.get(frame.answer)) ?? {};
        note(`the answer to request ${frame.answer}`, incompatibilities(frame.payload, live));
        names.learn(frame.payload, live);
        messages.push(...itemsOf(live));
        if (typeof live.conversation === 'string') conversation = live.conversation;
      } else if ('notify' in frame) (await connected()).emit(frame.notify, names.translate(frame.payload));
      else if ('push' in frame) await expectPush(frame.push, frame.payload);
    }
  } finally {
    socket?.disconnect();
  }
  return problems;
}
