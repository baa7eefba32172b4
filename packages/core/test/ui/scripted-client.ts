import type {
  ChatClient,
  ChatClientOptions,
  ChatEvents,
  ChatSnapshot,
  Message,
  Permission,
  SendResult,
} from '@connective-chat/core';

type Write = Partial<Omit<ChatSnapshot, 'messageIds'>>;

/** A client that the test controls. It is typed only by the public interface. */
export interface ScriptedClient extends ChatClient {
  readonly options: ChatClientOptions;
  /** The number of active leases. */
  readonly leases: number;
  /** How often the last active lease was released. */
  readonly stops: number;
  /** The calls so far, as `name(arguments)`. */
  readonly calls: string[];
  /** The number of listeners on all readables. */
  readonly listeners: number;
  /** Changes the state; each listener is notified once. */
  write(change: Write): void;
  append(...messages: Message[]): void;
  replace(message: Message): void;
  emit<E extends keyof ChatEvents>(event: E, detail: ChatEvents[E]): void;
}

let made = 0;

export function textMessage(id: string, text: string, kind: Message['from']['kind'] = 'bot'): Message {
  made += 1;
  const body = { type: 'text', text, format: 'plain' } as const;
  return { id, seq: made, from: { kind }, body, at: '2026-03-01T10:00:00.000Z', delivery: 'confirmed' };
}

const idle: ChatSnapshot = {
  status: 'idle',
  connection: { status: 'idle', error: null, willRetryAt: null, attempt: 0 },
  messages: [],
  messageIds: [],
  thinking: null,
  overdue: null,
  queued: null,
  dialog: { status: 'bot', operator: null, queuePosition: null },
  history: { status: 'loading', hasOlder: false, isLoadingOlder: false, error: null },
  sendState: { ok: true },
  stopState: { ok: false, reason: 'not-thinking' },
  feedbackState: { ok: true },
  unread: 0,
  read: { visitor: 0, operator: 0 },
  typing: false,
  bot: { title: 'Shop' },
  limits: { textBytes: 64, frameBytes: 1024, uploadBytes: 0, uploadTypes: [], messagesPerMinute: 30, burst: 10 },
  uploads: [],
  error: null,
  durability: 'memory',
  guarantee: 'at-least-once-deduped',
};

export function createScriptedClient(
  options: ChatClientOptions = { url: 'https://chat.test', botId: 1 },
): ScriptedClient {
  let snapshot = idle;
  let leases = 0;
  let stops = 0;
  let listeners = 0;
  let sent = 0;
  let byId = new Map<string, Message>();
  const calls: string[] = [];
  const flushes = new Set<() => void>();
  const handlers = new Map<string, Set<(detail: never) => void>>();

  function observe<T>(get: () => T) {
    return (listener: (value: T) => void) => {
      let told = get();
      const flush = () => {
        const value = get();
        if (Object.is(value, told)) return;
        told = value;
        listener(value);
      };
      flushes.add(flush);
      listeners += 1;
      return () => {
        if (flushes.delete(flush)) listeners -= 1;
      };
    };
  }
  const readable = <T>(get: () => T) => ({ get, subscribe: observe(get) });
  const part = <K extends keyof ChatSnapshot>(key: K) => readable(() => snapshot[key]);

  function write(change: Write): void {
    let { messageIds } = snapshot;
    if (change.messages) {
      const ids = change.messages.map(({ id }) => id);
      if (ids.length !== messageIds.length || ids.some((id, index) => id !== messageIds[index])) messageIds = ids;
    }
    if (change.messages) byId = new Map(change.messages.map((message) => [message.id, message]));
    snapshot = { ...snapshot, ...change, messageIds };
    for (const flush of [...flushes]) flush();
  }

  const accept = (name: string, ...args: unknown[]): SendResult => {
    calls.push(`${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
    if (!snapshot.sendState.ok) return snapshot.sendState;
    if (args[0] === '') return { ok: false, reason: 'empty' };
    sent += 1;
    return { ok: true, id: `sent-${sent}`, settled: Promise.resolve({ delivery: 'confirmed', seq: sent }) };
  };
  const note = (name: string, ...args: unknown[]) => void accept(name, ...args);

  return {
    options,
    get leases() {
      return leases;
    },
    get stops() {
      return stops;
    },
    get listeners() {
      return listeners;
    },
    calls,
    write,
    append: (...messages) => write({ messages: [...snapshot.messages, ...messages] }),
    replace: (message) =>
      write({ messages: snapshot.messages.map((each) => (each.id === message.id ? message : each)) }),
    emit: (event, detail) => {
      for (const handler of handlers.get(event) ?? []) handler(detail as never);
    },
    start() {
      leases += 1;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        leases -= 1;
        if (leases === 0) stops += 1;
      };
    },
    getSnapshot: () => snapshot,
    subscribe: (listener) => observe(() => snapshot)(() => listener()),
    status: part('status'),
    connection: part('connection'),
    messages: part('messages'),
    messageIds: part('messageIds'),
    thinking: part('thinking'),
    overdue: part('overdue'),
    queued: part('queued'),
    dialog: part('dialog'),
    history: part('history'),
    sendState: part('sendState'),
    stopState: part('stopState'),
    feedbackState: part('feedbackState'),
    unread: part('unread'),
    read: part('read'),
    typing: part('typing'),
    bot: part('bot'),
    limits: part('limits'),
    uploads: part('uploads'),
    upload: ({ name = '' }) => {
      const accepted = accept('upload', name);
      return accepted.ok ? { ok: true, id: accepted.id } : accepted;
    },
    retryUpload: (id) => accept('retryUpload', id).ok,
    cancelUpload: (id) => accept('cancelUpload', id).ok,
    error: part('error'),
    // A new object for each call: the interface does not promise the same one.
    message: (id) => readable(() => byId.get(id)),
    can: (): Permission => snapshot.sendState,
    chooseOverdue: (choice) => {
      calls.push(`chooseOverdue(${JSON.stringify(choice)})`);
      return snapshot.overdue ? { ok: true } : { ok: false, reason: 'not-found' };
    },
    stop: () => {
      calls.push('stop()');
      return snapshot.stopState.ok ? { ok: true, settled: Promise.resolve({ stopped: true }) } : snapshot.stopState;
    },
    feedback: (id, value, reason) => {
      const args = [id, value, ...(reason === undefined ? [] : [reason])];
      calls.push(`feedback(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
      if (!snapshot.feedbackState.ok) return snapshot.feedbackState;
      const rate = ({ feedback: _, ...message }: Message): Message =>
        value === null ? message : { ...message, feedback: { value, ...(reason ? { reason } : {}) } };
      write({ messages: snapshot.messages.map((each) => (each.id === id ? rate(each) : each)) });
      return { ok: true, settled: Promise.resolve({ saved: true }) };
    },
    send: (content) => {
      const result = accept('send', content);
      if (result.ok && typeof content === 'string') {
        write({
          messages: [...snapshot.messages, { ...textMessage(result.id, content, 'visitor'), delivery: 'pending' }],
        });
      }
      return result;
    },
    press: (messageId, button) => accept('press', messageId, button.id),
    goTo: (alias) => accept('goTo', alias),
    rate: (messageId, score) => accept('rate', messageId, score),
    requestOperator: () => accept('requestOperator'),
    leaveQueue: () => accept('leaveQueue'),
    close: () => accept('close'),
    retry: (id) => accept('retry', id),
    discard: (id) => {
      note('discard', id);
      return true;
    },
    loadOlder: async () => {
      note('loadOlder');
      return true;
    },
    async *olderMessages() {},
    jumpToUnread: async () => null,
    setParams: (params) => note('setParams', params),
    getParams: () => ({}),
    setOpen: (open) => note('setOpen', open),
    setTyping: (on) => note('setTyping', on),
    markRead: () => {
      note('markRead');
      write({ unread: 0 });
    },
    identify: async (identity) => note('identify', identity.userId),
    reconnect: () => note('reconnect'),
    exportRecording: () => null,
    on(event, handler) {
      const set = handlers.get(event) ?? new Set();
      handlers.set(event, set);
      set.add(handler as (detail: never) => void);
      return () => {
        set.delete(handler as (detail: never) => void);
      };
    },
  };
}
