import { createActor, fromPromise } from 'xstate';
import { followPage } from '../connection/follow-page.ts';
import { Identity } from '../connection/identity.ts';
import { Lease } from '../connection/lease.ts';
import { createDialectLoader } from '../connection/load-dialect.ts';
import { Session } from '../connection/session.ts';
import { visitorKey } from '../connection/visitor.ts';
import { Conversation } from '../conversation/conversation.ts';
import { MessageStore } from '../conversation/message-store.ts';
import { createOlderMessages } from '../conversation/older-messages.ts';
import { Sync } from '../conversation/sync.ts';
import { TypingSignal } from '../conversation/typing-signal.ts';
import { Dispatcher } from '../delivery/dispatcher.ts';
import { Outbox } from '../delivery/outbox.ts';
import { SendQueue } from '../delivery/send-queue.ts';
import { ChatError, passingError } from '../errors.ts';
import { EventEmitter } from '../lib/event-emitter.ts';
import { Batch } from '../lib/reactive.ts';
import { callSafely } from '../lib/report-error.ts';
import { chatMachine } from '../machine/chat.machine.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from '../machine/timeouts.ts';
import { SiteParams } from '../params/site-params.ts';
import { resolvePlatform } from '../platform/browser-platform.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import { refuseFile } from '../uploads/refuse-file.ts';
import { Uploads } from '../uploads/uploads.ts';
import type { ChatClient, ChatClientOptions, ChatEvents } from './chat-client.types.ts';
import { checkOptions } from './check-options.ts';
import { createCan } from './permissions.ts';
import { createChatState } from './state.ts';

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
  const { inspect, recorder } = options;
  if (recorder) return recorder(options, createChatClient);
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

  const identity = new Identity(platform, key, options);
  let bye: ChatError | null = null;
  let links = 0;

  const actor = createActor(
    chatMachine.provide({
      actors: {
        hello: fromPromise(({ input, signal }) => sync.hello(input.timeoutMs, signal)),
        loadOlder: fromPromise(() => sync.loadOlder()),
        fillGap: fromPromise(() => sync.fillGap()),
      },
      actions: {
        openLink: (_, { startWith }) => session.open(startWith),
        closeLink: () => {
          sender.stop();
          typing.stop();
          conversation.abandonHello();
          session.close();
        },
        // The machine's own step ends first; then what came during `hello` may be judged.
        release: () => queueMicrotask(() => batch.run(() => conversation.release())),
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
      // What the host gave must not tear through the machine's step.
      ...(inspect
        ? {
            inspect: (event) =>
              callSafely(() => ('next' in inspect ? inspect.next : (inspect as (e: never) => void))?.(event as never)),
          }
        : {}),
    },
  );

  const tell = (event: MachineEvent): void => actor.send(event);

  const state = createChatState(
    batch,
    actor,
    store,
    outbox,
    () => session.dialect?.guarantee ?? 'at-least-once-deduped',
  );
  const { cells } = state;

  const conversation: Conversation = new Conversation(store, cells, clock, timeouts, {
    machine: tell,
    confirmed: (cid) => dispatcher.confirmed(cid),
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
    resumeRequired: () => tell({ type: 'resume.required' }),
  });

  const loadDialect = createDialectLoader(options);
  let isWatching = false;
  let issues = 0;
  const issue = (found: ProtocolIssue): void => events.emit('protocolError', { ...found, count: ++issues });
  /** Whoever wants to hear of protocol errors hears of sequences as well: the others do not carry what finds them. */
  const loadWatched = async (): Promise<Dialect> => {
    const dialect = await loadDialect();
    if (!isWatching || dialect.name !== 'v2') return dialect;
    return import('../connection/check-sequences.ts').then(
      ({ watchDialect }) => watchDialect(dialect, issue),
      () => dialect,
    );
  };
  const session: Session = new Session(
    platform,
    loadWatched,
    {
      url: options.url,
      path: options.socketPath ?? '/socket.io',
      auth: async (dialect) => {
        links += 1;
        const link = links;
        return dialect.handshake({ botId, locale, ...(await identity.credentials()), tab, link });
      },
    },
    {
      opened: () => {
        bye = null;
        tell({ type: 'link.opened' });
      },
      closed: (error) => {
        const reason = bye ?? error;
        bye = null;
        tell({ type: 'link.closed', error: reason });
      },
      event: (event) => conversation.apply(event),
      issue,
    },
  );

  const sync: Sync = new Sync(
    {
      batch,
      session,
      conversation,
      outbox,
      params,
      timeouts,
      cells,
      recognizeUserMeta: options.recognizeUserMeta ?? false,
      restoreOutbox,
    },
    options.open ?? true,
  );
  const can = createCan(actor, state);
  const dispatcher: Dispatcher = new Dispatcher({
    batch,
    platform,
    store,
    outbox,
    outboxVersion: cells.outboxVersion,
    limits: cells.limits,
    can,
    params: () => params.get(),
    machine: tell,
    filled: () => {
      const { outbox, turn } = actor.getSnapshot().value;
      // In the middle of a burst the machine has nothing to decide, and each of its steps costs as much as the send.
      if (outbox === 'sending' && turn === 'ready') sender.drain();
      else tell({ type: 'outbox.filled' });
    },
    settledElsewhere: (cid) => sender.settledElsewhere(cid),
    error: (error) => events.emit('error', error),
  });
  const sender: SendQueue = new SendQueue(outbox, platform, timeouts.outboxAge, {
    request: (row) => session.request('send', { cid: row.cid, body: row.body, params: row.params }, timeouts.ack),
    mayDrain: () => actor.getSnapshot().matches({ outbox: 'sending' }),
    confirmed: (row, ack) =>
      batch.run(() => {
        conversation.applySendAck(row, ack);
        dispatcher.confirmed(row.cid);
      }),
    failed: (row, error) => batch.run(() => dispatcher.failed(row, error)),
    deferred: (row, error) => batch.run(() => dispatcher.deferred(row, error)),
    resumeRequired: () => tell({ type: 'resume.required' }),
    doubted: () => tell({ type: 'link.doubted' }),
    ambiguous: (row) => {
      if (session.dialect?.guarantee !== 'at-most-once') return false;
      const error = passingError('NO_ANSWER', 'It may have been delivered; nobody confirmed it.');
      batch.run(() => dispatcher.failed(row, error, 'unconfirmed'));
      return true;
    },
    emptied: () => tell({ type: 'outbox.emptied' }),
  });
  const uploads = new Uploads({
    batch,
    list: cells.uploads,
    url: new URL(`/api/bots/${encodeURIComponent(botId)}/files`, options.apiUrl ?? options.url).href,
    createId: platform.createId,
    request: (file) => session.request('upload', file, timeouts.ack),
    ...(platform.postFile ? { postFile: platform.postFile } : {}),
    send: (body) => dispatcher.send(body),
    error: (error) => events.emit('error', error),
  });
  const typing = new TypingSignal(clock, (on) => session.notifyTyping(on));
  const lease = new Lease(
    clock,
    timeouts.leaseGrace,
    () => begin(),
    () => tell({ type: 'lease.released' }),
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
    const stopLifecycle = followPage(platform.lifecycle, tell, () => session.silence);
    // At once, not with the connection: what is written offline must outlive the page too.
    void restoreOutbox();
    tell({ type: 'lease.acquired' });
    return () => {
      stopLifecycle();
      conversation.stop();
    };
  }

  /** What this visitor left unsent, on this page or another, is shown and will be sent. */
  async function restoreOutbox(): Promise<void> {
    const { id } = await identity.visitor();
    const namespace = `${key}:${id}`;
    sender.lockName = `${namespace}:outbox`;
    const restored = await outbox.load(namespace);
    batch.run(() => {
      for (const row of restored) dispatcher.restore(row);
    });
  }

  return {
    start: () => lease.acquire(),
    getSnapshot: () => state.snapshot.get(),
    subscribe: (listener) => state.snapshot.subscribe(() => listener()),
    ...state.readables,
    message: (id) => store.watch(id),
    can,
    send: (content) => {
      typing.stop();
      return dispatcher.send(typeof content === 'string' ? { type: 'text', text: content, format: 'plain' } : content);
    },
    press: (messageId, button) => dispatcher.press(messageId, button),
    goTo: (alias) => dispatcher.send({ type: 'alias', alias }),
    rate: (messageId, score, comment) => dispatcher.rate(messageId, score, comment),
    requestOperator: () => {
      const permission = can('requestOperator');
      return permission.ok ? dispatcher.send({ type: 'request_operator' }) : permission;
    },
    leaveQueue: () => {
      const permission = can('leaveQueue');
      return permission.ok ? dispatcher.send({ type: 'leave_queue' }) : permission;
    },
    close: () => dispatcher.send({ type: 'close' }),
    retry: (id) => dispatcher.retry(id),
    discard: (id) => dispatcher.discard(id),
    upload: (file) => {
      const permission = can('upload');
      if (!permission.ok) return permission;
      const reason = refuseFile(file, cells.limits.get());
      return reason ? { ok: false, reason } : { ok: true, id: uploads.add(file) };
    },
    retryUpload: (id) => uploads.retry(id),
    cancelUpload: (id) => uploads.cancel(id),
    ...createOlderMessages(actor, can, conversation.log, store, cells.read),
    setParams: (next, mode = 'merge') => {
      params.set(next, mode);
      if (actor.getSnapshot().matches({ connection: 'online' })) sync.tellParams();
    },
    getParams: () => params.get(),
    setOpen: (open) => {
      if (open === sync.isOpen) return;
      sync.isOpen = open;
      if (open) tell({ type: 'resume.required' });
    },
    setTyping: (on = true) => typing.set(on),
    markRead: () => {
      const read = cells.read.get();
      const { head } = conversation.log;
      if (head <= read.visitor) return;
      batch.run(() => cells.read.set({ ...read, visitor: head }));
      if (actor.getSnapshot().matches({ connection: 'online' })) sync.tellRead(head);
    },
    identify: async (person) => {
      identity.replace(person);
      batch.run(() => {
        dispatcher.abandon();
        uploads.cancelAll();
        store.clear();
        conversation.reset();
        cells.read.set({ visitor: 0, operator: 0 });
        cells.loaded.set(false);
        params.set({}, 'replace');
      });
      await outbox.wipe();
      tell({ type: 'identity.changed' });
    },
    reconnect: () => tell({ type: 'connect.now' }),
    exportRecording: () => null,
    on: (event, handler) => {
      isWatching ||= event === 'protocolError';
      return events.on(event, handler);
    },
  };
}
