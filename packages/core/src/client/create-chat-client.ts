import { createActor, fromPromise } from 'xstate';
import { ChatError } from '../errors.ts';
import { EventEmitter } from '../lib/event-emitter.ts';
import { Batch, shallowEqual } from '../lib/reactive.ts';
import { chatMachine } from '../machine/chat.machine.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from '../machine/timeouts.ts';
import type { Message } from '../messages/message.types.ts';
import { MessageStore } from '../messages/message-store.ts';
import { Outbox } from '../outbox/outbox.ts';
import { Sender } from '../outbox/sender.ts';
import { SiteParams } from '../params/site-params.ts';
import { resolvePlatform } from '../platform/browser-platform.ts';
import { DEFAULT_LIMITS, MAX_PAGE_SIZE } from '../protocol/limits.ts';
import { createLazyUploads } from '../uploads/lazy-uploads.ts';
import { refuseFile } from '../uploads/refuse-file.ts';
import { forgetVisitor, loadVisitor, type Visitor, visitorKey } from '../visitor/visitor.ts';
import type { ChatClient, ChatClientOptions, ChatEvents, TokenProvider } from './chat-client.types.ts';
import { checkOptions } from './check-options.ts';
import { Inbound } from './inbound.ts';
import { Lease } from './lease.ts';
import { createDialectLoader } from './load-dialect.ts';
import { Outgoing } from './outgoing.ts';
import { createCan } from './permissions.ts';
import { Session } from './session.ts';
import { createChatState } from './state.ts';
import { TypingSignal } from './typing-signal.ts';

/** A link from which nothing came for so long has missed a heartbeat. */
const STALE_MS = 25_000;

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

  let identity: { readonly userId: string | undefined; readonly getToken: TokenProvider | undefined } = {
    userId: options.userId,
    getToken: options.getToken,
  };
  let visitor: Promise<Visitor> | null = null;
  let isOpen = options.open ?? true;
  let bye: ChatError | null = null;
  let links = 0;

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
        // The machine's own step ends first; then what came during `hello` may be judged.
        release: () => queueMicrotask(() => batch.run(() => inbound.release())),
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
    confirmed: (cid) => outgoing.confirmed(cid),
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

  const loadDialect = createDialectLoader(options);
  const session: Session = new Session(
    platform,
    loadDialect,
    {
      url: options.url,
      path: options.socketPath ?? '/socket.io',
      auth: async (dialect) => {
        links += 1;
        const link = links;
        const [{ id, secret }, token] = await Promise.all([loadIdentity(), identity.getToken?.()]);
        return dialect.handshake({
          botId,
          locale,
          visitor: { id, secret },
          userId: identity.userId,
          token: token ?? undefined,
          tab,
          link,
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

  const can = createCan(actor, state);
  const outgoing: Outgoing = new Outgoing({
    batch,
    platform,
    store,
    outbox,
    outboxVersion: cells.outboxVersion,
    limits: cells.limits,
    can,
    params: () => params.get(),
    machine: (event) => actor.send(event),
    settledElsewhere: (cid) => sender.settledElsewhere(cid),
    error: (error) => events.emit('error', error),
  });
  const sender: Sender = new Sender(outbox, platform, timeouts.outboxAge, {
    request: (row) => session.request('send', { cid: row.cid, body: row.body, params: row.params }, timeouts.ack),
    mayDrain: () => actor.getSnapshot().matches({ outbox: 'sending' }),
    confirmed: (row, ack) =>
      batch.run(() => {
        inbound.applySendAck(row, ack);
        outgoing.confirmed(row.cid);
      }),
    failed: (row, error) => batch.run(() => outgoing.failed(row, error)),
    deferred: (row, error) => batch.run(() => outgoing.deferred(row, error)),
    resumeRequired: () => actor.send({ type: 'resume.required' }),
    doubted: () => actor.send({ type: 'link.doubted' }),
    ambiguous: (row) => {
      if (session.dialect?.guarantee !== 'at-most-once') return false;
      const error = new ChatError('NO_ANSWER', 'It may have been delivered; nobody confirmed it.', { retryable: true });
      batch.run(() => outgoing.failed(row, error, 'unconfirmed'));
      return true;
    },
    emptied: () => actor.send({ type: 'outbox.emptied' }),
  });
  const uploads = createLazyUploads({
    batch,
    list: cells.uploads,
    url: new URL(`/api/bots/${encodeURIComponent(botId)}/files`, options.apiUrl ?? options.url).href,
    createId: platform.createId,
    request: (file) => session.request('upload', file, timeouts.ack),
    ...(platform.postFile ? { postFile: platform.postFile } : {}),
    send: (body) => outgoing.send(body),
    error: (error) => events.emit('error', error),
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
    actor.start();
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
    batch.run(() => {
      for (const row of restored) outgoing.restore(row);
    });
  }

  async function sayHello(timeoutMs: number, signal: AbortSignal) {
    inbound.beginHello();
    try {
      await restoreOutbox();
      const said = { open: isOpen, params: params.get() };
      const ack = await session.request(
        'hello',
        {
          cursor: inbound.log.cursor,
          ...said,
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
        session.greet(ack);
        if (outbox.next) resumed.push({ type: 'outbox.filled' });
        // Opened or told more while the answer was on its way: the server must hear of it.
        if (isOpen && !said.open) resumed.push({ type: 'resume.required' });
        if (!shallowEqual(params.get(), said.params)) tellParams();
        return resumed;
      });
    } catch (error) {
      if (!signal.aborted) inbound.abandonHello();
      throw error;
    }
  }

  /** The next `hello` brings them whole, should this be lost. */
  function tellParams(): void {
    void session.request('params', { params: params.get(), mode: 'replace' }, timeouts.ack).catch(() => {});
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
    uploads: cells.uploads,
    error: state.error,
    message: (id) => store.watch(id),
    can,
    send: (content) => {
      typing.stop();
      return outgoing.send(typeof content === 'string' ? { type: 'text', text: content, format: 'plain' } : content);
    },
    press: (messageId, button) => outgoing.press(messageId, button),
    goTo: (alias) => outgoing.send({ type: 'alias', alias }),
    rate: (messageId, score, comment) => outgoing.rate(messageId, score, comment),
    requestOperator: () => {
      const permission = can('requestOperator');
      return permission.ok ? outgoing.send({ type: 'request_operator' }) : permission;
    },
    leaveQueue: () => {
      const permission = can('leaveQueue');
      return permission.ok ? outgoing.send({ type: 'leave_queue' }) : permission;
    },
    close: () => outgoing.send({ type: 'close' }),
    retry: (id) => outgoing.retry(id),
    discard: (id) => outgoing.discard(id),
    upload: (file) => {
      const permission = can('upload');
      if (!permission.ok) return permission;
      const reason = refuseFile(file, cells.limits.get());
      return reason ? { ok: false, reason } : { ok: true, id: uploads.add(file) };
    },
    retryUpload: (id) => uploads.retry(id),
    cancelUpload: (id) => uploads.cancel(id),
    loadOlder,
    olderMessages,
    setParams: (next, mode = 'merge') => {
      params.set(next, mode);
      if (actor.getSnapshot().matches({ connection: 'online' })) tellParams();
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
        outgoing.abandon();
        uploads.cancelAll();
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
