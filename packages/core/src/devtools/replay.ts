import type { ChatClient } from '../client/chat-client.types.ts';
import { createChatClient } from '../client/create-chat-client.ts';
import { createDialectLoader } from '../connection/load-dialect.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import type { ParamInput } from '../params/leaves.ts';
import type { Button, VisitorBody } from '../protocol/body.ts';
import type { DialectFactory } from '../protocol/dialect.ts';
import type { FeedbackValue } from '../protocol/feedback.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import { settle } from '../testing/virtual-clock.ts';
import type { UploadSource } from '../uploads/upload.types.ts';
import { parseRecording } from './parse-recording.ts';
import type { Keyframe, RecordedEntry, RecordedInput } from './recording.types.ts';
import { unmask } from './redact.ts';
import { ReplayWorld } from './replay-world.ts';

/** The options of `replay()`. */
export interface ReplayOptions {
  /** Plays only the entries before this index. Default: all. */
  readonly until?: number | undefined;
  /** Called after each entry, with the client in its state after the entry. */
  readonly onEntry?: ((entry: RecordedEntry, index: number, chat: ChatClient) => void) | undefined;
  /** The dialect of the recording, if it is your own; built-in ones are found by name. */
  readonly dialect?: DialectFactory | undefined;
}

/** A client in the state at the end of a recording. */
export interface Replay {
  /** The frozen client: no time passes, and nothing is sent or received. */
  readonly chat: ChatClient;
  /** The differences between the replay and the recording; empty with the same version of the library. */
  readonly divergences: readonly string[];
}

/**
 * Plays a recording with a client of this version and leaves it in the state of the recorded one: status, thinking,
 * dialog, ids and delivery states of the messages, permissions. Texts are replaced by placeholders of the same length.
 * If the start of a recording was dropped, the replay starts with the newest 50 messages of that moment.
 *
 * @throws ChatError `INVALID_RECORDING` if it is not a recording or has another version
 * @example
 * const { chat, divergences } = await replay(JSON.parse(report));
 * expect(chat.sendState.get()).toEqual({ ok: true });
 */
export async function replay(input: unknown, options: ReplayOptions = {}): Promise<Replay> {
  const recording = parseRecording(input);
  const { keyframe, client, entries } = recording;
  const { dialect } = options;
  const isLegacy = client.dialect === 'legacy';
  const real = dialect || isLegacy ? await createDialectLoader(dialect ? { dialect } : { version: 'legacy' })() : null;
  // Loaded beforehand, because a replay must not wait for anything that is not recorded.
  if (entries.some((entry) => entry.is === 'call' && entry.name === 'upload')) await import('../uploads/uploads.ts');
  const world = new ReplayWorld(recording, real);
  const chat = createChatClient({
    url: 'http://replay',
    botId: 'replay',
    open: keyframe?.open ?? client.open,
    whileThinking: client.whileThinking,
    collectPageContext: false,
    timeouts: client.timeouts,
    dialect: () => world.dialect,
    platform: world.platform,
  });
  const player = new Player(chat, world);
  if (keyframe) await player.begin(keyframe, recording.startedAt);
  const end = Math.min(options.until ?? entries.length, entries.length);
  for (let index = 0; index < end; index += 1) {
    const entry = entries[index] as RecordedEntry;
    world.now = recording.startedAt + entry.at;
    player.play(entry, index);
    if (!entries[index + 1]?.with) await player.settle(entry);
    options.onEntry?.(entry, index, chat);
  }
  return { chat, divergences: world.divergences };
}

/** Long enough for a connection to count as stable, so that earlier attempts no longer matter. */
const LONG_AGO_MS = 600_000;

/** Plays entries into one client. */
class Player {
  readonly #chat: ChatClient;
  readonly #world: ReplayWorld;
  readonly #releases = new Map<number, Unsubscribe>();

  constructor(chat: ChatClient, world: ReplayWorld) {
    this.#chat = chat;
    this.#world = world;
  }

  /** Brings a new client to the state of a keyframe by simulating a server that sends it. */
  async begin({ hello, thinkingRev, outbox, leases, heardAt, counted }: Keyframe, startedAt: number): Promise<void> {
    const world = this.#world;
    // Set the time before the connection, so that it counts as stable.
    world.now = startedAt + heardAt - LONG_AGO_MS;
    const step = async (work: () => void): Promise<void> => {
      work();
      await settle();
    };
    await step(() => {
      for (const lease of leases) this.#releases.set(lease, this.#chat.start());
    });
    await step(() => world.done('outbox.load#1', outbox));
    await step(() => world.open(1));
    if (world.waitsFor('outbox.load#2')) await step(() => world.done('outbox.load#2', outbox));
    world.now = startedAt + heardAt;
    await step(() => world.done('request.hello#1', { ok: true, value: hello }));
    await step(() => {
      if (thinkingRev < 0) return;
      const news = (on: boolean) => ({ name: 'thinking', data: { rev: thinkingRev, on } });
      world.receive(1, { ok: true, value: [news(true), news(false)] });
    });
    await step(() => world.fireAll());
    world.countOn(counted);
  }

  play(entry: RecordedInput, index: number): void {
    const world = this.#world;
    switch (entry.is) {
      case 'call':
        this.#call(entry, index);
        return;
      case 'timer':
        world.fire(entry.n);
        return;
      case 'page':
        world.page(entry.event);
        return;
      case 'auth':
        world.auth(entry.link);
        return;
      case 'open':
        world.open(entry.link);
        return;
      case 'close':
        world.close(entry.link, entry.error);
        return;
      case 'push':
        world.receive(entry.link, { ok: true, value: entry.events });
        return;
      case 'issue':
        world.receive(entry.link, { ok: false, issue: entry.issue });
        return;
      case 'done':
        world.done(entry.op, entry.value);
        return;
      case 'failed':
        world.failed(entry.op, entry.error);
        return;
      case 'grant':
        world.grant(entry.op);
        return;
      case 'progress':
        world.progress(entry.op, entry.value);
        return;
      // These values are used when the client asks for them.
      case 'id':
      case 'random':
      case 'stored':
    }
  }

  async settle(entry: RecordedInput): Promise<void> {
    await settle();
    // The first file loads the code of uploads, and no promise reports when that is done.
    if (entry.is === 'call' && entry.name === 'upload') await new Promise((resolve) => setTimeout(resolve, 0));
  }

  #call({ name, args, ok }: Extract<RecordedInput, { is: 'call' }>, index: number): void {
    const call = this.#calls[name];
    if (!call) {
      this.#world.note(`entry ${index}: there is no call ${name}`);
      return;
    }
    const result = call(args);
    if (ok !== undefined && (result as { ok?: boolean } | undefined)?.ok !== ok) {
      this.#world.note(`entry ${index}: ${name} was ${ok ? 'accepted' : 'refused'}, and is not now`);
    }
  }

  readonly #calls: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
    start: ([lease]) => void this.#releases.set(lease as number, this.#chat.start()),
    release: ([lease]) => this.#releases.get(lease as number)?.(),
    send: ([content]) => this.#chat.send(typeof content === 'string' ? unmask(content) : toBody(content)),
    press: ([id, button]) => this.#chat.press(id as string, button as Button),
    goTo: ([alias]) => this.#chat.goTo(alias as string),
    rate: ([id, score, comment]) =>
      this.#chat.rate(id as string, score as number, ...(typeof comment === 'string' ? [unmask(comment)] : [])),
    requestOperator: () => this.#chat.requestOperator(),
    feedback: ([id, value, reason]) =>
      this.#chat.feedback(
        id as string,
        value as FeedbackValue,
        ...(typeof reason === 'string' ? [unmask(reason)] : []),
      ),
    stop: () => this.#chat.stop(),
    chooseOverdue: ([choice]) => this.#chat.chooseOverdue(choice as OverdueChoice),
    leaveQueue: () => this.#chat.leaveQueue(),
    close: () => this.#chat.close(),
    retry: ([id]) => this.#chat.retry(id as string),
    discard: ([id]) => this.#chat.discard(id as string),
    upload: ([file]) => this.#chat.upload({ ...(file as object), name: 'file' } as UploadSource),
    retryUpload: ([id]) => this.#chat.retryUpload(id as string),
    cancelUpload: ([id]) => this.#chat.cancelUpload(id as string),
    loadOlder: () => void this.#chat.loadOlder(),
    jumpToUnread: ([maxPages]) => void this.#chat.jumpToUnread(...(typeof maxPages === 'number' ? [maxPages] : [])),
    setParams: ([params, mode]) =>
      this.#chat.setParams(params as { [key: string]: ParamInput }, mode as 'merge' | 'replace'),
    setOpen: ([open]) => this.#chat.setOpen(open as boolean),
    setTyping: ([on]) => this.#chat.setTyping(on as boolean),
    markRead: () => this.#chat.markRead(),
    identify: () => void this.#chat.identify({}),
    reconnect: () => this.#chat.reconnect(),
  };
}

function toBody(body: unknown): VisitorBody {
  const { text, ...rest } = body as { readonly text?: string };
  return { ...rest, ...(text === undefined ? {} : { text: unmask(text) }) } as VisitorBody;
}
