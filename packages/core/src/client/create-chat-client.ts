import { createActor, fromPromise } from 'xstate';
import { ChatError } from '../errors.ts';
import { byteLength } from '../lib/byte-length.ts';
import { EventEmitter } from '../lib/event-emitter.ts';
import { Batch } from '../lib/reactive.ts';
import { chatMachine } from '../machine/chat.machine.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from '../machine/timeouts.ts';
import type { Delivery, Message } from '../messages/message.types.ts';
import { isRepeatable, MessageStore } from '../messages/message-store.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { OutboxRow } from '../outbox/outbox.types.ts';
import { Sender } from '../outbox/sender.ts';
import { SiteParams } from '../params/site-params.ts';
import { resolvePlatform } from '../platform/browser-platform.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { createV2Dialect } from '../protocol/dialects/v2.ts';
import type { VisitorBody } from '../protocol/entities.ts';
import { DEFAULT_LIMITS, MAX_PAGE_SIZE } from '../protocol/limits.ts';
import { forgetVisitor, loadVisitor, type Visitor, visitorKey } from '../visitor/visitor.ts';
import type {
  BlockedReason,
  ChatAction,
  ChatClient,
  ChatClientOptions,
  ChatEvents,
  Permission,
  SendResult,
  TokenProvider,
} from './chat-client.types.ts';
import { Inbound } from './inbound.ts';
import { Lease } from './lease.ts';
import { Session } from './session.ts';
import { createChatState } from './state.ts';
import { TypingSignal } from './typing-signal.ts';

/** A link from which nothing came for so long has missed a heartbeat. */
const STALE_MS = 25_000;
/** What `send` adds to a body on the wire: names, cid, braces. */
const FRAME_OVERHEAD = 512;

/**
 * Makes a chat client. Nothing happens until `start()`: no socket, no timer, no storage.
 *
 * @throws ChatError `MISUSE` where `url` or `botId` is missing or wrong
 * @example
 * const chat = createChatClient({ url: 'https://chat.example.com', botId: 1 });
 * const release = chat.start();
 * chat.messages.subscribe((messages) => render(messages));
 * const sent = chat.send('Where is my order?');
 * if (!sent.ok) console.log(`Not now: ${sent.reason}`);
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  checkOptions(options);
  const botId = String(options.botId);
  const locale = options.locale ?? 'en';
  const timeouts: Timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const platform = resolvePlatform(options.platform);
  const { clock } = platform;
  const key = visitorKey(options.url, botId);
  const tab = platform.createId();

  const batch = new Batch();
  const events = new EventEmitter<ChatEvents>();
  const store = new MessageStore(batch);
  const outbox = new Outbox(platform.outbox);
  const params = new SiteParams({
    locale,
    collect: options.collectPageContext ?? true,
    warn: (message) => events.emit('warning', message),
  });
  params.set(options.paramsFromSite ?? {}, 'replace');
  const settling = new Map<string, { promise: Promise<Delivery>; resolve: (delivery: Delivery) => void }>();

  let identity: { readonly userId: string | undefined; readonly getToken: TokenProvider | undefined } = {
    userId: options.userId,
    getToken: options.getToken,
  };
  let visitor: Promise<Visitor> | null = null;
  let isOpen = options.open ?? true;
  let bye: ChatError | null = null;

  const actor = createActor(
    chatMachine.provide({
      actors: {
        hello: fromPromise(({ input, signal }) => sayHello(input.timeoutMs, signal)),
        loadOlder: fromPromise(() => loadOlderPage()),
        fillGap: fromPromise(() => fillGap()),
      },
      actions: {
        openLink: (_, { startWith }) => session.open(startWith),
        closeLink: () => {
          sender.stop();
          typing.stop();
          inbound.abandonHello();
          session.close();
        },
        drain: () => sender.drain(),
        announceTimeout: (_, { text }) => events.emit('thinkingTimeout', { text }),
        reportError: (_, { error }) => events.emit('error', error),
      },
    }),
    {
      clock: {
        setTimeout: (work: () => void, ms: number) => clock.setTimeout(work, ms),
        clearTimeout: (id) => clock.clearTimeout(id),
      },
      input: { timeouts, now: () => clock.now(), random: platform.random },
    },
  );

  const state = createChatState(
    batch,
    actor,
    store,
    outbox,
    () => session.dialect?.guarantee ?? 'at-least-once-deduped',
  );
  const { cells } = state;

  const inbound: Inbound = new Inbound(store, cells, clock, timeouts, {
    machine: (event) => actor.send(event),
    confirmed,
    isUnsent: (cid) => outbox.find(cid) !== undefined,
    message: (message) => events.emit('message', message),
    discontinuity: (reason) => events.emit('discontinuity', { reason }),
    command: (command) => {
      const { title, subtitle } = command;
      const bot = cells.bot.get();
      cells.bot.set({
        ...bot,
        ...(title === undefined ? {} : { title }),
        ...(subtitle === undefined ? {} : { subtitle }),
      });
      events.emit('command', command as ChatEvents['command']);
    },
    bye: ({ code, retry, retryAfterMs, message }) => {
      // The socket closes next; this is why.
      bye = new ChatError(code, message ?? `The server ended the connection: ${code}.`, {
        retryable: retry,
        retryAfterMs,
      });
    },
    resumeRequired: () => actor.send({ type: 'resume.required' }),
  });

  const dialects = new DialectLoader(options);
  const session: Session = new Session(
    platform,
    () => dialects.load(),
    {
      url: options.url,
      path: options.socketPath ?? '/socket.io',
      auth: async (dialect) => {
        const [{ id, secret }, token] = await Promise.all([loadIdentity(), identity.getToken?.()]);
        return dialect.handshake({
          botId,
          locale,
          visitor: { id, secret },
          userId: identity.userId,
          token: token ?? undefined,
          tab,
        });
      },
    },
    {
      opened: () => {
        bye = null;
        actor.send({ type: 'link.opened' });
      },
      closed: (error) => {
        const reason = bye ?? error;
        bye = null;
        actor.send({ type: 'link.closed', error: reason });
      },
      event: (event) => batch.run(() => inbound.apply(event)),
      issue: (issue) => events.emit('protocolError', issue),
    },
  );

  const sender = new Sender(outbox, platform, timeouts.outboxAge, {
    request: (row) => session.request('send', { cid: row.cid, body: row.body, params: row.params }, timeouts.ack),
    mayDrain: () => actor.getSnapshot().matches({ outbox: 'sending' }),
    confirmed: (row, ack) =>
      batch.run(() => {
        inbound.applySendAck(row, ack);
        confirmed(row.cid);
      }),
    failed: (row, error) => batch.run(() => fail(row, error)),
    deferred: (row, error) =>
      batch.run(() => {
        store.update(row.cid, { error });
        actor.send({ type: 'outbox.deferred', code: error.code, retryAfterMs: error.retryAfterMs ?? null });
      }),
    resumeRequired: () => actor.send({ type: 'resume.required' }),
    doubted: () => actor.send({ type: 'link.doubted' }),
    ambiguous: (row) => {
      if (session.dialect?.guarantee !== 'at-most-once') return false;
      const error = new ChatError('NO_ANSWER', 'It may have been delivered; nobody confirmed it.', { retryable: true });
      batch.run(() => fail(row, error, 'unconfirmed'));
      return true;
    },
    emptied: () => actor.send({ type: 'outbox.emptied' }),
  });
  const typing = new TypingSignal(clock, (on) => session.notifyTyping(on));
  const lease = new Lease(
    clock,
    timeouts.leaseGrace,
    () => begin(),
    () => actor.send({ type: 'lease.released' }),
  );

  actor.subscribe((snapshot) => {
    const operator = cells.machine.get().context.dialog.operator;
    cells.machine.set(snapshot);
    const next = snapshot.context.dialog.operator;
    if (operator?.id !== next?.id) events.emit('operator', next);
  });

  /** What a first lease starts, and the last release ends. */
  function begin(): () => void {
    if (actor.getSnapshot().status !== 'active' || !started) {
      actor.start();
      started = true;
    }
    const stopLifecycle = platform.lifecycle.subscribe((event) => {
      if (event === 'suspend') actor.send({ type: 'page.suspended' });
      else if (event === 'online') actor.send({ type: 'network.returned' });
      else actor.send({ type: 'page.resumed' });
      // Back in sight after a silence: the link may be dead without knowing.
      if (event !== 'suspend' && session.silence > STALE_MS) actor.send({ type: 'link.doubted' });
    });
    // At once, not with the connection: what is written offline must outlive the page too.
    void restoreOutbox();
    actor.send({ type: 'lease.acquired' });
    return () => {
      stopLifecycle();
      inbound.stop();
    };
  }
  let started = false;

  function loadIdentity(): Promise<Visitor> {
    visitor ??= loadVisitor(platform, key);
    return visitor;
  }

  /** What this visitor left unsent, on this page or another, is shown and will be sent. */
  async function restoreOutbox(): Promise<void> {
    const { id } = await loadIdentity();
    const namespace = `${key}:${id}`;
    sender.lockName = `${namespace}:outbox`;
    const restored = await outbox.load(namespace);
    batch.run(() => restored.forEach(showRestored));
  }

  async function sayHello(timeoutMs: number, signal: AbortSignal) {
    inbound.beginHello();
    try {
      await restoreOutbox();
      const ack = await session.request(
        'hello',
        {
          cursor: inbound.log.cursor,
          open: isOpen,
          params: params.get(),
          recognizeUserMeta: options.recognizeUserMeta ?? false,
          pending: outbox.pending,
        },
        timeoutMs,
      );
      if (signal.aborted) return [];
      return batch.run(() => {
        cells.bot.set(ack.bot);
        cells.limits.set({ ...DEFAULT_LIMITS, ...ack.limits } as typeof DEFAULT_LIMITS);
        const resumed = inbound.applyHello(ack);
        // The machine goes online first; then what came meanwhile may be judged.
        queueMicrotask(() => batch.run(() => inbound.release()));
        if (outbox.next) resumed.push({ type: 'outbox.filled' });
        return resumed;
      });
    } catch (error) {
      if (!signal.aborted) inbound.abandonHello();
      throw error;
    }
  }

  async function loadOlderPage(): Promise<boolean> {
    const { epoch, first } = inbound.log;
    if (epoch === null) return false;
    const page = await session.request('history', { epoch, before: first, limit: MAX_PAGE_SIZE }, timeouts.page);
    if (inbound.log.epoch !== epoch) return false;
    batch.run(() => inbound.applyOlder(page.items));
    return page.more && inbound.log.first < first;
  }

  async function fillGap(): Promise<boolean> {
    const { epoch, head } = inbound.log;
    if (epoch === null) return false;
    const page = await session.request('sync', { epoch, after: head, limit: MAX_PAGE_SIZE }, timeouts.page);
    batch.run(() => inbound.applySync(page));
    return inbound.isBehind && inbound.log.head > head;
  }

  /** A row of the disk, of this visitor's last page or another tab, is shown as what it is. */
  function showRestored(row: OutboxRow): void {
    const { failure } = row;
    const error = failure && new ChatError(failure.code, failure.message, { retryable: failure.retryable });
    store.addPending({ ...pendingMessage(row), ...(error ? { delivery: deliveryOf(error), error } : {}) });
    cells.outboxVersion.set(cells.outboxVersion.get() + 1);
  }

  function confirmed(cid: string): void {
    const row = outbox.remove(cid);
    if (!row) return;
    sender.settledElsewhere(cid);
    store.update(cid, { error: undefined } as never);
    settle(cid, 'confirmed');
  }

  function fail(row: OutboxRow, error: ChatError, delivery: Delivery = deliveryOf(error)): void {
    outbox.fail(row.cid, { code: error.code, message: error.message, retryable: error.retryable });
    store.update(row.cid, { delivery, error });
    settle(row.cid, delivery);
    events.emit('error', error);
  }

  function settle(cid: string, delivery: Delivery): void {
    cells.outboxVersion.set(cells.outboxVersion.get() + 1);
    settling.get(cid)?.resolve(delivery);
    settling.delete(cid);
  }

  function enqueue(row: OutboxRow): SendResult {
    let resolve: (delivery: Delivery) => void = () => {};
    const promise = new Promise<Delivery>((done) => {
      resolve = done;
    });
    settling.set(row.cid, { promise, resolve });
    cells.outboxVersion.set(cells.outboxVersion.get() + 1);
    actor.send({ type: 'outbox.filled' });
    return { ok: true, id: row.cid, settled: promise };
  }

  function refuse(reason: BlockedReason, until?: number): SendResult {
    return until === undefined ? { ok: false, reason } : { ok: false, reason, until };
  }

  function sendBody(body: VisitorBody): SendResult {
    // Leaving is always allowed: nobody is held in a conversation.
    const permission = body.type === 'close' || body.type === 'leave_queue' ? can('close') : can('send');
    if (!permission.ok) return refuse(permission.reason, permission.until);
    if (body.type === 'text' && body.text.trim() === '') return refuse('empty');
    const { textBytes, frameBytes } = cells.limits.get();
    const siteParams = params.get();
    const frame = byteLength(JSON.stringify(body)) + byteLength(JSON.stringify(siteParams)) + FRAME_OVERHEAD;
    if ((body.type === 'text' && byteLength(body.text) > textBytes) || frame > frameBytes) return refuse('too-large');
    if (!outbox.hasRoomFor(body)) return refuse('outbox-full');
    typing.stop();
    return batch.run(() => {
      const row = outbox.add(platform.createId(), body, siteParams, clock.now());
      store.addPending(pendingMessage(row));
      return enqueue(row);
    });
  }

  function can(action: ChatAction): Permission {
    const snapshot = actor.getSnapshot();
    const { status } = snapshot.context.dialog;
    switch (action) {
      case 'close':
        return snapshot.matches({ connection: 'refused' }) ? { ok: false, reason: 'refused' } : { ok: true };
      case 'leaveQueue':
        return status === 'queued' ? can('close') : { ok: false, reason: 'not-found' };
      case 'requestOperator':
        return status === 'queued' || status === 'operator' ? { ok: false, reason: 'answered' } : can('send');
      case 'loadOlder':
        if (!cells.loaded.get() || snapshot.matches({ history: 'loadingOlder' }))
          return { ok: false, reason: 'loading' };
        return snapshot.context.hasOlder ? { ok: true } : { ok: false, reason: 'no-more' };
      default:
        return state.sendState.get();
    }
  }

  async function loadOlder(): Promise<boolean> {
    if (!can('loadOlder').ok) return false;
    const before = inbound.log.first;
    actor.send({ type: 'older.requested' });
    await new Promise<void>((resolve) => {
      if (!actor.getSnapshot().matches({ history: 'loadingOlder' })) {
        resolve();
        return;
      }
      const subscription = actor.subscribe((snapshot) => {
        if (snapshot.matches({ history: 'loadingOlder' })) return;
        subscription.unsubscribe();
        resolve();
      });
    });
    return inbound.log.first < before;
  }

  async function* olderMessages(): AsyncIterableIterator<readonly Message[]> {
    for (;;) {
      const known = new Set(store.ids.get());
      if (!(await loadOlder())) return;
      yield store.list.get().filter((message) => !known.has(message.id) && message.delivery === 'confirmed');
    }
  }

  return {
    start: () => lease.acquire(),
    getSnapshot: () => state.snapshot.get(),
    subscribe: (listener) => state.snapshot.subscribe(() => listener()),
    status: state.status,
    connection: state.connection,
    messages: store.list,
    messageIds: store.ids,
    thinking: state.thinking,
    overdue: state.overdue,
    dialog: state.dialog,
    history: state.history,
    sendState: state.sendState,
    unread: state.unread,
    read: cells.read,
    typing: cells.typing,
    bot: cells.bot,
    limits: cells.limits,
    error: state.error,
    message: (id) => store.watch(id),
    can,
    send: (content) =>
      sendBody(typeof content === 'string' ? { type: 'text', text: content, format: 'plain' } : content),
    press: (messageId, button) => {
      const message = store.get(messageId) ?? store.byServerId(messageId);
      if (!message?.serverId || button.action.type === 'url') return refuse('not-found');
      if (message.answer && !isRepeatable(message.body)) return refuse('answered');
      return sendBody({ type: 'press', messageId: message.serverId, buttonId: button.id, label: button.label });
    },
    goTo: (alias) => sendBody({ type: 'alias', alias }),
    rate: (messageId, score, comment) => {
      const message = store.get(messageId) ?? store.byServerId(messageId);
      if (!message?.serverId) return refuse('not-found');
      if (message.answer) return refuse('answered');
      return sendBody({ type: 'rate', messageId: message.serverId, score, ...(comment ? { comment } : {}) });
    },
    requestOperator: () => {
      const permission = can('requestOperator');
      return permission.ok ? sendBody({ type: 'request_operator' }) : refuse(permission.reason, permission.until);
    },
    leaveQueue: () => {
      const permission = can('leaveQueue');
      return permission.ok ? sendBody({ type: 'leave_queue' }) : refuse(permission.reason, permission.until);
    },
    close: () => sendBody({ type: 'close' }),
    retry: (id) => {
      if (!outbox.find(id)?.failure) return refuse('not-found');
      const permission = can('send');
      if (!permission.ok) return refuse(permission.reason, permission.until);
      return batch.run(() => {
        const failed = outbox.find(id) as OutboxRow;
        // A conflicting id stays one: the same words go as a new message.
        if (failed.failure?.code === 'CID_CONFLICT') {
          outbox.remove(id);
          store.removePending(id);
          return sendBody(failed.body);
        }
        const row = outbox.revive(id, clock.now()) as OutboxRow;
        store.removePending(id);
        store.addPending(pendingMessage(row));
        return enqueue(row);
      });
    },
    discard: (id) => {
      const row = outbox.find(id);
      if (!row || (row.emitted && !row.failure)) return false;
      batch.run(() => {
        outbox.remove(id);
        store.removePending(id);
        settle(id, 'failed');
      });
      return true;
    },
    loadOlder,
    olderMessages,
    setParams: (next, mode = 'merge') => {
      params.set(next, mode);
      // The next `hello` brings them whole, should this be lost.
      if (actor.getSnapshot().matches({ connection: 'online' })) {
        void session.request('params', { params: params.get(), mode: 'replace' }, timeouts.ack).catch(() => {});
      }
    },
    getParams: () => params.get(),
    setOpen: (open) => {
      if (open === isOpen) return;
      isOpen = open;
      if (open) actor.send({ type: 'resume.required' });
    },
    setTyping: (on = true) => typing.set(on),
    markRead: () => {
      const read = cells.read.get();
      const { head } = inbound.log;
      if (head <= read.visitor) return;
      batch.run(() => cells.read.set({ ...read, visitor: head }));
      if (actor.getSnapshot().matches({ connection: 'online' })) {
        void session.request('read', { seq: head }, timeouts.ack).catch(() => {});
      }
    },
    identify: async ({ userId, getToken }) => {
      identity = { userId, getToken };
      forgetVisitor(platform, key);
      visitor = null;
      batch.run(() => {
        for (const { cid } of outbox.rows) settle(cid, 'failed');
        store.clear();
        inbound.reset();
        cells.read.set({ visitor: 0, operator: 0 });
        cells.loaded.set(false);
        params.set({}, 'replace');
      });
      await outbox.wipe();
      actor.send({ type: 'identity.changed' });
    },
    reconnect: () => actor.send({ type: 'connect.now' }),
    on: (event, handler) => events.on(event, handler),
  };
}

/** Loads a dialect once, and only the one that is spoken. */
class DialectLoader {
  readonly #options: ChatClientOptions;
  #dialect: Promise<Dialect> | null = null;

  constructor(options: ChatClientOptions) {
    this.#options = options;
  }

  load(): Promise<Dialect> {
    this.#dialect ??= this.#make().catch((error) => {
      this.#dialect = null;
      throw error;
    });
    return this.#dialect;
  }

  async #make(): Promise<Dialect> {
    const { dialect } = this.#options;
    return dialect ? dialect() : createV2Dialect();
  }
}

function pendingMessage(row: OutboxRow): Message {
  return {
    id: row.cid,
    from: { kind: 'visitor' },
    body: row.body,
    at: new Date(row.createdAt).toISOString(),
    delivery: 'pending',
  };
}

const deliveryOf = (error: ChatError): Delivery => (error.code === 'EXPIRED' ? 'expired' : 'failed');

function checkOptions(options: ChatClientOptions): void {
  const misuse = (message: string): never => {
    throw new ChatError('MISUSE', message);
  };
  if (typeof options !== 'object' || options === null) misuse('createChatClient() needs { url, botId }.');
  if (options.botId === undefined || options.botId === null || options.botId === '') {
    misuse('createChatClient() needs botId, the id of the bot to talk to.');
  }
  if (!/^https?:\/\//.test(String(options.url))) {
    misuse(
      `createChatClient() needs url, an http(s) origin such as "https://chat.example.com"; it was "${options.url}".`,
    );
  }
}
