import type { OperatorEventName, OperatorRequest } from '@connective-chat/contracts/operator';
import type { ConnectionState } from '@connective-chat/core';
import { isChatError } from '@connective-chat/core';
import { ConnectionClient, resolvePlatform } from '@connective-chat/core/engine';
import { createStore } from 'zustand/vanilla';
import { applySummary } from './apply-summary.ts';
import type { Desk, DeskOptions, Outcome } from './desk.types.ts';
import type { DeskContext } from './desk-context.types.ts';
import type { DeskEvent } from './desk-events.types.ts';
import type { Connection, DeskState, DialogSummary } from './desk-state.types.ts';
import { createDeskStorage } from './desk-storage.ts';
import { initialState } from './initial-state.ts';
import { Listings } from './listings.ts';
import { type Granted, type OperatorPushEvent, type OperatorRequests, operatorProtocol } from './operator-protocol.ts';
import { OperatorSends } from './operator-sends.ts';
import { OperatorTyping } from './operator-typing.ts';
import { Reader } from './reader.ts';
import { Talks } from './talks.ts';
import { Typists } from './typists.ts';

const idsOf = (items: readonly DialogSummary[]) => items.map(({ conversation }) => conversation);

/**
 * Creates the operator's desk; it connects with `start()`.
 *
 * @example
 * const desk = createDesk({ url: location.origin, token, storage: browserStorage() });
 * desk.start();
 * desk.store.subscribe(({ queue }) => console.log(`${queue.length} waiting`));
 */
export function createDesk(options: DeskOptions): Desk {
  const { url, token } = options;
  const platform = resolvePlatform(options.platform);
  const { clock } = platform;
  const store = createStore<DeskState>(() => initialState);
  const get = store.getState;
  const listeners = new Set<(event: DeskEvent) => void>();
  let storage = createDeskStorage(null, '', () => clock.now());
  let epoch = '';
  let disconnect = (): void => {};

  const connection: ConnectionClient<OperatorRequests, OperatorPushEvent> = new ConnectionClient({
    platform,
    url,
    protocol: operatorProtocol,
    auth: async () => ({ token }),
    hello: async (timeoutMs) => applyHello(await connection.request('hello', {}, timeoutMs)),
    onOnline: resume,
    onState: applyConnection,
    onEvent: apply,
  });
  const context: DeskContext = { store, connection, clock, storage: () => storage };
  const sends = new OperatorSends(context, platform, url);
  const talks = new Talks(context, {
    onSummary: takeSummary,
    onMessages: (messages) => sends.applyEchoes(messages),
  });
  const reader = new Reader(context);
  const listings = new Listings(context, takeSummary);
  const typists = new Typists(context);
  const typing = new OperatorTyping(clock, (conversation, on) => {
    connection.request('typing', { conversation, on }).catch(() => {});
  });

  store.subscribe(({ mine, isReady }, before) => {
    if (isReady && mine !== before.mine) storage.setList('mine', mine);
  });

  function markUnread(conversation: string, isMarked: boolean): void {
    const { markedUnread } = get();
    if (markedUnread.has(conversation) === isMarked) return;
    const others = [...markedUnread].filter((id) => id !== conversation);
    const next = isMarked ? [...others, conversation] : others;
    storage.setList('unread', next);
    store.setState({ markedUnread: new Set(next) });
  }

  function emit(event: DeskEvent): void {
    for (const listener of listeners) listener(event);
  }

  function applyConnection(state: ConnectionState): void {
    const next = toDeskConnection(state);
    if (next.status !== 'online') {
      typists.clear();
      sends.pause();
    }
    store.setState({ connection: next });
  }

  /** The answer to `hello` replaces the lists, because the desk was not told about changes while it was offline. */
  function applyHello(ack: Granted<'hello'>): void {
    storage = createDeskStorage(options.storage, ack.me.id, () => clock.now());
    epoch = ack.epoch;
    const { summaries, mine } = get();
    const present = idsOf(ack.mine);
    // Keeps the order of rows, also after a reload.
    const kept = mine.length > 0 ? mine : storage.list('mine');
    store.setState({
      isReady: true,
      me: ack.me,
      colleagues: ack.colleagues,
      bots: ack.bots,
      limits: ack.limits,
      autoAssign: ack.desk.autoAssign,
      summaries: new Map([
        ...summaries,
        ...[...ack.queue, ...ack.mine].map((summary) => [summary.conversation, summary] as const),
      ]),
      queue: idsOf(ack.queue),
      mine: [...kept.filter((id) => present.includes(id)), ...present.filter((id) => !kept.includes(id))],
      markedUnread: new Set(storage.list('unread')),
    });
  }

  function resume(): void {
    const { selected } = get();
    talks.resume(epoch);
    if (selected !== null) talks.open(selected);
    sends.resume();
    listings.refresh();
    void listings.loadCanned();
  }

  function takeSummary(summary: DialogSummary): void {
    const before = get();
    const after = applySummary(before, summary);
    if (after === before) return;
    store.setState(after);
    listings.addTestChat(summary);
    const { conversation, unread, last } = summary;
    const isIn = (ids: readonly string[]) => ids.includes(conversation);
    if (isIn(after.queue) && !isIn(before.queue)) emit({ type: 'queued', conversation });
    const grew = unread > (before.summaries.get(conversation)?.unread ?? 0);
    if (grew && last?.from === 'visitor' && isIn(after.mine)) emit({ type: 'visitor-wrote', conversation });
  }

  /** Changes fields of a summary that the server pushes separately to operators who have opened the dialog. */
  function amend(conversation: string, change: (summary: DialogSummary) => Partial<DialogSummary>): void {
    const held = get().summaries.get(conversation);
    if (held) takeSummary({ ...held, ...change(held) });
  }

  function apply(push: OperatorPushEvent): void {
    talks.apply(push);
    switch (push.name) {
      case 'msg': {
        const { conversation } = push.data;
        typists.end(conversation);
        if (conversation === get().selected) emit({ type: 'message', conversation, message: push.data });
        break;
      }
      case 'summary':
        takeSummary(push.data.summary);
        break;
      case 'dialog': {
        const { conversation, ...dialog } = push.data;
        amend(conversation, (held) => (dialog.rev > held.dialog.rev ? { dialog } : {}));
        break;
      }
      case 'head': {
        const { conversation, dialog, read } = push.data;
        amend(conversation, (held) => (dialog.rev > held.dialog.rev ? { dialog, read } : { read }));
        break;
      }
      case 'read': {
        const { conversation, by, seq } = push.data;
        amend(conversation, ({ read, unread, head }) => ({
          read: { ...read, [by]: Math.max(read[by], seq) },
          unread: by === 'operator' && seq >= head ? 0 : unread,
        }));
        break;
      }
      case 'typing':
        typists.apply(push.data);
        break;
      case 'assigned': {
        const { conversation, by, from } = push.data;
        emit({ type: 'assigned', conversation, by, from: from?.name ?? null });
        break;
      }
      case 'presence': {
        const { colleagues } = push.data;
        const { me } = get();
        store.setState({ colleagues, me: colleagues.find(({ id }) => id === me?.id) ?? me });
        break;
      }
      case 'bye':
        connection.noteBye(push.data);
        break;
      case 'canned_changed':
        void listings.loadCanned();
        break;
      default:
    }
  }

  /** Sends a request. A refusal is emitted as an event and returned. */
  async function act<N extends OperatorEventName>(
    name: N,
    payload: OperatorRequest<N>,
    after: (ack: Granted<N>) => void = () => {},
  ): Promise<Outcome> {
    try {
      after(await connection.request(name, payload));
      return { ok: true };
    } catch (error) {
      if (!isChatError(error)) throw error;
      const { code } = error;
      emit({ type: 'refused', code });
      return { ok: false, code };
    }
  }

  const withSummary = ({ summary }: { readonly summary: DialogSummary }) => takeSummary(summary);

  return {
    store,
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      disconnect = connection.start();
    },
    wake: () => connection.reconnect(),
    stop() {
      typing.stop();
      sends.dispose();
      talks.dispose();
      disconnect();
    },
    storage: () => storage,
    select(selected) {
      if (selected === get().selected) return;
      typing.stop();
      store.setState({ selected });
      if (selected !== null) markUnread(selected, false);
      if (selected !== null && get().isReady) talks.open(selected);
    },
    markUnread: (conversation) => markUnread(conversation, true),
    reveal: (found) => store.setState({ found }),
    reopen: (conversation) => talks.open(conversation),
    take: (conversation) => act('take', { conversation }, withSummary),
    transfer: (conversation, to) => act('transfer', { conversation, to }, withSummary),
    close: (conversation) => act('close', { conversation }, withSummary),
    ban: (conversation, reason) => act('ban', { conversation, ...(reason ? { reason } : {}) }, withSummary),
    unban: (conversation) => act('unban', { conversation }, withSummary),
    blockAddress: (conversation) => act('block_address', { conversation }),
    editMessage: (conversation, messageId, { text, format }) =>
      act('edit', { conversation, messageId, body: { type: 'text', text, format } }),
    eraseMessage: (conversation, messageId) => act('erase', { conversation, messageId }),
    setPresence: (presence) =>
      act('presence', { presence }, () => {
        const { me } = get();
        if (me) store.setState({ me: { ...me, presence } });
      }),
    sendText(conversation, text) {
      typing.stop();
      sends.sendText(conversation, text);
    },
    sendFile: (conversation, file, size) => sends.sendFile(conversation, file, size),
    retry: (cid) => sends.retry(cid),
    discard: (cid) => sends.discard(cid),
    type: (conversation, on) => (on ? typing.touch(conversation) : typing.stop()),
    markRead: (conversation) => reader.mark(conversation),
    loadOlder: (conversation) => void talks.loadOlder(conversation),
    loadList: (name, more) => listings.load(name, more),
    find: (query, more) => listings.find(query, more),
    saveCanned: (answer) => act('canned_save', answer, () => void listings.loadCanned()),
    deleteCanned: (id) => act('canned_delete', { id }, () => void listings.loadCanned()),
  };
}

function toDeskConnection({ status, error, willRetryAt }: ConnectionState): Connection {
  if (status === 'online') return { status };
  if (status === 'refused') return { status, code: error?.code ?? 'INTERNAL' };
  return willRetryAt === null ? { status: 'connecting' } : { status: 'waiting', retryAt: willRetryAt };
}
