import { Connection } from '../connection/connection.ts';
import { DialectSource } from '../connection/dialect-source.ts';
import { Identity } from '../connection/identity.ts';
import { Lease } from '../connection/lease.ts';
import { createDialectLoader } from '../connection/load-dialect.ts';
import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import { Conversation } from '../conversation/conversation.ts';
import { MessageStore } from '../conversation/message-store.ts';
import { createOlderMessages } from '../conversation/older-messages.ts';
import { OverdueChoices } from '../conversation/overdue-choices.ts';
import { RatingRequests } from '../conversation/rating-requests.ts';
import { Stops } from '../conversation/stops.ts';
import { Sync } from '../conversation/sync.ts';
import { TypingSignal } from '../conversation/typing-signal.ts';
import { Dispatcher } from '../delivery/dispatcher.ts';
import { MachineGate } from '../delivery/machine-gate.ts';
import { Outbox } from '../delivery/outbox.ts';
import { PendingMessages } from '../delivery/pending-messages.ts';
import { VisitorLink } from '../delivery/visitor-link.ts';
import { VisitorSends } from '../delivery/visitor-sends.ts';
import type { ChatError } from '../errors.ts';
import { EventEmitter } from '../lib/event-emitter.ts';
import { Batch } from '../lib/reactive.ts';
import { withDefaults } from '../lib/with-defaults.ts';
import { ChatActor } from '../machine/chat-actor.ts';
import { DEFAULT_TIMEOUTS } from '../machine/timeouts.ts';
import { SiteParams } from '../params/site-params.ts';
import type { Platform } from '../platform/platform.types.ts';
import { VisitorUploads } from '../uploads/visitor-uploads.ts';
import { announceOperator } from './announce-operator.ts';
import type { ChatClient, ChatEvents } from './chat-client.types.ts';
import type { ChatClientOptions } from './chat-client-options.types.ts';
import { checkOptions } from './check-options.ts';
import { createCan } from './permissions.ts';
import { createChatState } from './state.ts';
import { warnAboutConnection } from './warn-about-connection.ts';

/**
 * Creates a chat client on a platform. It is `createChatClient()` without the default platform, so that a bundle with
 * another transport does not contain Socket.IO's client.
 *
 * @throws ChatError `MISUSE` if `url` or `botId` is missing or invalid
 * @example
 * const chat = buildChatClient({ url: 'https://chat.example.com', botId: 1 }, browserPlatform({ transport }));
 */
export function buildChatClient(
  options: Omit<ChatClientOptions, 'platform' | 'recorder'>,
  platform: Platform,
): ChatClient {
  checkOptions(options);
  const { url, botId, locale = 'en', inspect } = options;
  const timeouts = withDefaults(DEFAULT_TIMEOUTS, options.timeouts);

  const batch = new Batch();
  const events = new EventEmitter<ChatEvents>();
  const onError = (error: ChatError): void => events.emit('error', error);
  const params = new SiteParams({
    locale,
    collect: options.collectPageContext ?? true,
    warn: (message) => events.emit('warning', message),
  });
  params.set(options.paramsFromSite ?? {}, 'replace');

  const actor = new ChatActor({ platform, timeouts, events, inspect });
  const identity = new Identity(platform, options);
  const dialects = new DialectSource(createDialectLoader(options), (issue) => events.emit('protocolError', issue));
  const connection: VisitorConnection = new Connection({
    platform,
    url,
    path: options.socketPath,
    protocol: () => dialects.load(),
    auth: (dialect) => identity.handshake(dialect),
    onIssue: (issue) => dialects.report(issue),
  });

  const store = new MessageStore(batch);
  const outbox = new Outbox(platform.outbox, batch);
  const queues = options.whileThinking === 'queue';
  const state = createChatState({ batch, actor, store, outbox, link: connection, queues });
  const { cells } = state;
  const can = createCan(actor, state);
  const conversation = new Conversation(batch, store, cells, platform.clock, timeouts);
  const typing = new TypingSignal(platform.clock, (on) => connection.notify(connection.protocol?.encodeTyping(on)));

  const dispatcher = new Dispatcher({
    batch,
    platform,
    outbox,
    view: new PendingMessages(store),
    link: new VisitorLink(connection, conversation, timeouts.ack),
    gate: new MachineGate(actor),
    maxAgeMs: timeouts.outboxAge,
    onError,
  });
  const isBlocked = (): boolean => actor.snapshot.hasTag('inputBlocked');
  const sends = new VisitorSends({ dispatcher, store, params, limits: cells.limits, identity, typing, can, isBlocked });
  const sync = new Sync({
    clock: platform.clock,
    batch,
    actor,
    connection,
    conversation,
    sends,
    outbox,
    params,
    timeouts,
    cells,
    recognizeUserMeta: options.recognizeUserMeta ?? false,
    isOpen: options.open ?? true,
  });
  const stops = new Stops({
    batch,
    actor,
    connection,
    conversation,
    events,
    timeoutMs: timeouts.stop,
    can: () => can('stop'),
  });
  const ratings = new RatingRequests({
    batch,
    store,
    connection,
    events,
    timeoutMs: timeouts.ack,
    can: () => can('feedback'),
  });
  const overdueChoices = new OverdueChoices({ actor, store, stops, sends, caps: cells.caps });
  const filesUrl = new URL(`/api/bots/${encodeURIComponent(String(botId))}/files`, options.apiUrl ?? url).href;
  const uploads = new VisitorUploads({
    batch,
    list: cells.uploads,
    limits: cells.limits,
    connection,
    sends,
    can,
    url: filesUrl,
    timeoutMs: timeouts.ack,
    platform,
    onError,
  });

  conversation.attach({ machine: actor, sends: dispatcher, connection, events });
  connection.attach({ machine: actor, receiver: conversation });
  actor.attach({ connection, sync, stops, conversation, dispatcher, typing });
  announceOperator(actor, events);
  warnAboutConnection(actor, options);

  const lease = new Lease(platform.clock, timeouts.leaseGrace, {
    begin() {
      actor.start();
      const stopFollowing = connection.followPage();
      // Before the first connection, because a message that is written offline must be stored too.
      void sends.restore();
      actor.send({ type: 'lease.acquired' });
      return stopFollowing;
    },
    end() {
      actor.send({ type: 'lease.released' });
      conversation.stop();
    },
  });

  return {
    start: () => lease.acquire(),
    getSnapshot: () => state.snapshot.get(),
    subscribe: (listener) => state.snapshot.subscribe(() => listener()),
    ...state.readables,
    message: (id) => store.watch(id),
    can,
    send: (content) => sends.say(content),
    press: (messageId, button) => sends.press(messageId, button),
    goTo: (alias) => sends.goTo(alias),
    rate: (messageId, score, comment) => sends.rate(messageId, score, comment),
    requestOperator: () => sends.requestOperator(),
    stop: () => stops.stop(),
    feedback: (id, value, reason) => ratings.rate(id, value, reason),
    chooseOverdue: (choice) => overdueChoices.choose(choice),
    leaveQueue: () => sends.leaveQueue(),
    close: () => sends.send({ type: 'close' }),
    retry: (id) => sends.retry(id),
    discard: (id) => sends.discard(id),
    upload: (file) => uploads.upload(file),
    retryUpload: (id) => uploads.retry(id),
    cancelUpload: (id) => uploads.cancel(id),
    ...createOlderMessages(actor, can, conversation.log, store, cells.read),
    setParams: (next, mode = 'merge') => sync.setParams(next, mode),
    getParams: () => params.get(),
    setOpen: (open) => sync.setOpen(open),
    setTyping: (on = true) => typing.set(on),
    markRead: () => sync.markRead(),
    async identify(person) {
      identity.replace(person);
      batch.run(() => {
        dispatcher.abandon();
        uploads.cancelAll();
        conversation.reset();
        params.set({}, 'replace');
      });
      await outbox.wipe();
      actor.send({ type: 'identity.changed' });
    },
    reconnect: () => actor.send({ type: 'connect.now' }),
    exportRecording: () => null,
    on(event, handler) {
      if (event === 'protocolError') dialects.checkSequences();
      return events.on(event, handler);
    },
  };
}
