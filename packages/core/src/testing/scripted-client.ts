import type { ChatClient, ChatEvents } from '../client/chat-client.types.ts';
import type { FeedbackResult, Permission, SendResult, StopResult, UploadResult } from '../client/chat-results.types.ts';
import type { ChatSnapshot } from '../client/chat-state.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { Readable } from '../lib/readable.ts';
import type { Body, Button, VisitorBody } from '../protocol/body.ts';
import type { Author } from '../protocol/entities.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import type { UploadSource } from '../uploads/upload.types.ts';

type State = Omit<ChatSnapshot, 'messages' | 'messageIds'>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const INITIAL: State = {
  status: 'ready',
  connection: { status: 'online', error: null, willRetryAt: null, attempt: 0 },
  thinking: null,
  overdue: null,
  queued: null,
  dialog: { status: 'bot', operator: null, queuePosition: null },
  history: { status: 'ready', hasOlder: false, isLoadingOlder: false, error: null },
  sendState: { ok: true },
  stopState: { ok: false, reason: 'not-thinking' },
  feedbackState: { ok: true },
  unread: 0,
  read: { visitor: 0, operator: 0 },
  typing: false,
  bot: { title: 'Lumen Store' },
  limits: {
    textBytes: 16384,
    frameBytes: 262144,
    uploadBytes: 5_000_000,
    uploadTypes: ['image/png', 'text/plain'],
    messagesPerMinute: 30,
    burst: 10,
  },
  uploads: [],
  error: null,
  durability: 'memory',
  guarantee: 'at-least-once-deduped',
};

/** The state of a scripted client; the ids of the messages follow from them. */
export type ScriptedState = Partial<Mutable<State & Pick<ChatSnapshot, 'messages'>>>;

/**
 * A client without a server, for stories and tests of components: the test sets its state and its messages, and reads
 * the recorded calls. It starts online, with an empty conversation and a free input. By itself it only adds a sent text,
 * as `pending`, and changes what the visitor changes without a server: the rating of an answer and the unread messages.
 * So it can also show states that no server reaches; `MemoryServer` with a real client cannot.
 *
 * @example
 * const client = new ScriptedClient();
 * client.add('bot', 'Hello!');
 * client.set({ dialog: { status: 'queued', operator: null, queuePosition: 3 } });
 * client.called('send'); // the arguments of each `client.send(…)`
 */
export class ScriptedClient implements ChatClient {
  /** The name and the arguments of each call, oldest first. */
  readonly calls: (readonly unknown[])[] = [];
  /** How many leases of `start()` are held. */
  leases = 0;
  #state: State = INITIAL;
  #messages: readonly Message[] = [];
  #ids: readonly string[] = [];
  #snapshot: ChatSnapshot | null = null;
  #sent = 0;
  readonly #byId = new Map<string, Message>();
  readonly #listeners = new Set<() => void>();
  readonly #handlers = new Map<string, Set<(detail: never) => void>>();
  #seq = 0;

  readonly status: ChatClient['status'] = this.#field('status');
  readonly connection: ChatClient['connection'] = this.#field('connection');
  readonly thinking: ChatClient['thinking'] = this.#field('thinking');
  readonly overdue: ChatClient['overdue'] = this.#field('overdue');
  readonly queued: ChatClient['queued'] = this.#field('queued');
  readonly dialog: ChatClient['dialog'] = this.#field('dialog');
  readonly history: ChatClient['history'] = this.#field('history');
  readonly sendState: ChatClient['sendState'] = this.#field('sendState');
  readonly stopState: ChatClient['stopState'] = this.#field('stopState');
  readonly feedbackState: ChatClient['feedbackState'] = this.#field('feedbackState');
  readonly unread: ChatClient['unread'] = this.#field('unread');
  readonly read: ChatClient['read'] = this.#field('read');
  readonly typing: ChatClient['typing'] = this.#field('typing');
  readonly bot: ChatClient['bot'] = this.#field('bot');
  readonly limits: ChatClient['limits'] = this.#field('limits');
  readonly uploads: ChatClient['uploads'] = this.#field('uploads');
  readonly error: ChatClient['error'] = this.#field('error');
  readonly messages: ChatClient['messages'] = this.#readable(() => this.#messages);
  readonly messageIds: ChatClient['messageIds'] = this.#readable(() => this.#ids);

  /** How many listeners are registered, on the client and on its fields. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Changes the state, and the messages if they are given; each subscriber is notified once. */
  set({ messages, ...state }: ScriptedState): void {
    this.#state = { ...this.#state, ...state };
    if (messages) this.#store(messages);
    this.#notify();
  }

  /** Adds a message at the end of the log. */
  add(from: Author['kind'] | Author, body: Body | string, more: Partial<Message> = {}): Message {
    const message = this.#build(from, body, more);
    // #store walks the whole log, which is too slow for the benchmark with long logs.
    this.#messages = [...this.#messages, message];
    this.#ids = [...this.#ids, message.id];
    this.#byId.set(message.id, message);
    this.#notify();
    return message;
  }

  /** Adds older messages at the start of the log. */
  prepend(messages: readonly Message[]): void {
    this.set({ messages: [...messages, ...this.#messages] });
  }

  /** Changes one message. */
  change(id: string, change: Partial<Message>): void {
    this.#change(id, (message) => ({ ...message, ...change }));
  }

  /** Replaces the message with the same id, also to remove a field of it. */
  replace(message: Message): void {
    this.#change(message.id, () => message);
  }

  /** Removes all messages. */
  clear(): void {
    this.set({ messages: [] });
  }

  /** Builds a message with the next id, for `prepend()`. */
  build(from: Author['kind'], body: Body | string, more: Partial<Message> = {}): Message {
    return this.#build(from, body, more);
  }

  /** Calls the handlers of an event. */
  emit<E extends keyof ChatEvents>(event: E, detail: ChatEvents[E]): void {
    for (const handler of this.#handlers.get(event) ?? []) handler(detail as never);
  }

  start(): () => void {
    this.leases++;
    let released = false;
    return () => {
      if (!released) this.leases--;
      released = true;
    };
  }

  getSnapshot(): ChatSnapshot {
    this.#snapshot ??= { ...this.#state, messages: this.#messages, messageIds: this.#ids };
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    // A wrapper, because the same listener may subscribe twice.
    const notify = () => listener();
    this.#listeners.add(notify);
    return () => this.#listeners.delete(notify);
  }

  message(id: string): Readable<Message | undefined> {
    return this.#readable(() => this.#byId.get(id));
  }

  can(): Permission {
    return this.#state.sendState;
  }

  send(content: string | VisitorBody): SendResult {
    const result = this.#answer('send', content);
    if (result.ok && typeof content === 'string') {
      const { seq: _, ...message } = this.#build('visitor', content, { id: result.id, delivery: 'pending' });
      this.set({ messages: [...this.#messages, message] });
    }
    return result;
  }
  press(messageId: string, button: Button): SendResult {
    return this.#answer('press', messageId, button);
  }
  goTo(alias: string): SendResult {
    return this.#answer('goTo', alias);
  }
  rate(messageId: string, score: number, comment?: string): SendResult {
    return this.#answer('rate', messageId, score, comment);
  }
  requestOperator(): SendResult {
    return this.#answer('requestOperator');
  }
  stop(): StopResult {
    this.calls.push(['stop']);
    const { stopState } = this.#state;
    return stopState.ok ? { ok: true, settled: Promise.resolve({ stopped: true }) } : stopState;
  }
  feedback(id: string, value: 'up' | 'down' | null, reason?: string): FeedbackResult {
    this.calls.push(['feedback', id, value, ...(reason === undefined ? [] : [reason])]);
    const { feedbackState } = this.#state;
    if (!feedbackState.ok) return feedbackState;
    const feedback = value === null ? undefined : { value, ...(reason ? { reason } : {}) };
    this.#change(id, ({ feedback: _, ...message }) => (feedback ? { ...message, feedback } : message));
    return { ok: true, settled: Promise.resolve({ saved: true }) };
  }
  chooseOverdue(choice: OverdueChoice): Permission {
    this.calls.push(['chooseOverdue', choice]);
    return this.#state.overdue ? { ok: true } : { ok: false, reason: 'not-found' };
  }
  leaveQueue(): SendResult {
    return this.#answer('leaveQueue');
  }
  close(): SendResult {
    return this.#answer('close');
  }
  retry(id: string): SendResult {
    return this.#answer('retry', id);
  }
  discard(id: string): boolean {
    this.calls.push(['discard', id]);
    return true;
  }
  upload(file: UploadSource): UploadResult {
    const result = this.#answer('upload', file.name);
    return result.ok ? { ok: true, id: result.id } : result;
  }
  retryUpload(id: string): boolean {
    this.calls.push(['retryUpload', id]);
    return true;
  }
  cancelUpload(id: string): boolean {
    this.calls.push(['cancelUpload', id]);
    return true;
  }
  async loadOlder(): Promise<boolean> {
    this.calls.push(['loadOlder']);
    return false;
  }
  async *olderMessages(): AsyncIterableIterator<readonly Message[]> {}
  setParams(...call: readonly unknown[]): void {
    this.calls.push(['setParams', ...call]);
  }
  getParams(): Record<string, never> {
    return {};
  }
  setOpen(open: boolean): void {
    this.calls.push(['setOpen', open]);
  }
  setTyping(on?: boolean): void {
    this.calls.push(['setTyping', on]);
  }
  markRead(): void {
    this.calls.push(['markRead']);
    this.set({ unread: 0 });
  }
  async identify(identity: Parameters<ChatClient['identify']>[0]): Promise<void> {
    this.calls.push(['identify', identity]);
  }
  reconnect(): void {
    this.calls.push(['reconnect']);
  }

  async jumpToUnread(): Promise<string | null> {
    this.calls.push(['jumpToUnread']);
    const { visitor } = this.#state.read;
    return this.#messages.find(({ seq = 0, from }) => seq > visitor && from.kind !== 'visitor')?.id ?? null;
  }

  exportRecording(): null {
    return null;
  }
  on<E extends keyof ChatEvents>(event: E, handler: (detail: ChatEvents[E]) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /** The arguments of each recorded call of this name. */
  called(name: string): readonly (readonly unknown[])[] {
    return this.calls.filter(([called]) => called === name);
  }

  #answer(name: string, ...detail: readonly unknown[]): SendResult {
    this.calls.push([name, ...detail]);
    const { sendState } = this.#state;
    if (!sendState.ok) return sendState;
    if (detail[0] === '') return { ok: false, reason: 'empty' };
    const seq = ++this.#sent;
    return { ok: true, id: `sent-${seq}`, settled: Promise.resolve({ delivery: 'confirmed', seq }) };
  }

  #build(from: Author['kind'] | Author, body: Body | string, more: Partial<Message>): Message {
    const seq = ++this.#seq;
    return {
      id: `m${seq}`,
      seq,
      from: typeof from === 'string' ? { kind: from } : from,
      body: typeof body === 'string' ? { type: 'text', text: body, format: 'plain' } : body,
      at: new Date(Date.now() - 60_000).toISOString(),
      delivery: 'confirmed',
      ...more,
    };
  }

  #change(id: string, change: (message: Message) => Message): void {
    this.set({ messages: this.#messages.map((message) => (message.id === id ? change(message) : message)) });
  }

  #store(messages: readonly Message[]): void {
    this.#messages = messages;
    this.#byId.clear();
    for (const message of messages) this.#byId.set(message.id, message);
    const ids = messages.map(({ id }) => id);
    if (ids.length !== this.#ids.length || ids.some((id, index) => id !== this.#ids[index])) this.#ids = ids;
  }

  #notify(): void {
    this.#snapshot = null;
    for (const listener of [...this.#listeners]) listener();
  }

  #field<K extends keyof State>(key: K): Readable<State[K]> {
    return this.#readable(() => this.#state[key]);
  }

  #readable<T>(read: () => T): Readable<T> {
    return {
      get: read,
      subscribe: (listener) => {
        let shown = read();
        return this.subscribe(() => {
          const next = read();
          if (Object.is(shown, next)) return;
          shown = next;
          listener(next);
        });
      },
    };
  }
}
