import type { OperatorEventName, OperatorRequest } from '@connective-chat/contracts/operator';
import { createStore } from 'zustand/vanilla';
import { applySummary } from './apply-summary.ts';
import type { Desk, DeskOptions, Outcome } from './desk.types.ts';
import type { DeskContext } from './desk-context.types.ts';
import type { DeskEvent } from './desk-events.types.ts';
import type { DeskState, DialogSummary } from './desk-state.types.ts';
import { createDeskStorage } from './desk-storage.ts';
import { initialState } from './initial-state.ts';
import { Listings } from './listings.ts';
import { type DeskPush, DeskRefusal, type Granted, type LinkStatus, OperatorLink } from './operator-link.ts';
import { postFile } from './post-file.ts';
import { Reader } from './reader.ts';
import { Sender } from './sender.ts';
import { Talks } from './talks.ts';
import { TypingSender } from './typing-sender.ts';
import { Typists } from './typists.ts';

const idsOf = (items: readonly DialogSummary[]) => items.map(({ conversation }) => conversation);

/**
 * Makes the operator's desk; it connects with `start()`.
 *
 * @example
 * const desk = createDesk({ url: location.origin, token, ...browserSurroundings() });
 * desk.start();
 * desk.store.subscribe(({ queue }) => console.log(`${queue.length} wait`));
 */
export function createDesk(options: DeskOptions): Desk {
  const { url, clock, createId } = options;
  const store = createStore<DeskState>(() => initialState);
  const get = store.getState;
  const listeners = new Set<(event: DeskEvent) => void>();
  const storageOf = (operatorId: string) => createDeskStorage(options.storage, operatorId, () => clock.now());
  let storage = createDeskStorage(null, '', () => clock.now());
  let epoch: string | null = null;

  const link = new OperatorLink({ ...options, onStatus: followLink, onPush: hear });
  const context: DeskContext = { store, link, clock, storage: () => storage };
  const sender = new Sender(context, { url, createId, postFile: options.postFile ?? postFile });
  const talks = new Talks(context, {
    onSummary: takeSummary,
    onMessages: (messages) => {
      for (const message of messages) sender.hear(message);
    },
  });
  const reader = new Reader(context);
  const listings = new Listings(context, takeSummary);
  const typists = new Typists(context);
  const typing = new TypingSender(clock, (conversation, on) => {
    link.request('typing', { conversation, on }).catch(() => {});
  });

  function emit(event: DeskEvent): void {
    for (const listener of listeners) listener(event);
  }

  function followLink(status: LinkStatus): void {
    if (status.status === 'open') {
      void sayHello();
      return;
    }
    typists.clear();
    store.setState({ connection: status });
  }

  async function sayHello(): Promise<void> {
    try {
      settle(await link.request('hello', {}));
    } catch (error) {
      // Connected and yet not served: another connection may be.
      if (error instanceof DeskRefusal && error.code !== 'NO_CONNECTION') link.renew();
    }
  }

  /** What `hello` says replaces what is held: who left the queue meanwhile was told to nobody here. */
  function settle(ack: Granted<'hello'>): void {
    storage = storageOf(ack.me.id);
    const { selected, summaries, mine } = get();
    const present = idsOf(ack.mine);
    store.setState({
      connection: { status: 'online' },
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
      // What was here keeps its place.
      mine: [...mine.filter((id) => present.includes(id)), ...present.filter((id) => !mine.includes(id))],
    });
    talks.resume(epoch === null || epoch === ack.epoch);
    epoch = ack.epoch;
    if (selected !== null) talks.open(selected);
    sender.restore();
    sender.drain();
    listings.refresh();
    void listings.loadCanned();
  }

  function takeSummary(summary: DialogSummary): void {
    const before = get();
    const after = applySummary(before, summary);
    if (after === before) return;
    store.setState(after);
    const { conversation, unread, last } = summary;
    const isIn = (ids: readonly string[]) => ids.includes(conversation);
    if (isIn(after.queue) && !isIn(before.queue)) emit({ type: 'queued', conversation });
    const grew = unread > (before.summaries.get(conversation)?.unread ?? 0);
    if (grew && last?.from === 'visitor' && isIn(after.mine)) emit({ type: 'visitor-wrote', conversation });
  }

  /** Changes the part of a summary that is pushed by itself to those who have the dialog open. */
  function amend(conversation: string, change: (summary: DialogSummary) => Partial<DialogSummary>): void {
    const held = get().summaries.get(conversation);
    if (held) takeSummary({ ...held, ...change(held) });
  }

  function hear(push: DeskPush): void {
    talks.hear(push);
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
        typists.hear(push.data);
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
      case 'canned_changed':
        void listings.loadCanned();
        break;
      default:
    }
  }

  /** Asks, and says what was refused. */
  async function act<N extends OperatorEventName>(
    name: N,
    payload: OperatorRequest<N>,
    after: (ack: Granted<N>) => void = () => {},
  ): Promise<Outcome> {
    try {
      after(await link.request(name, payload));
      return { ok: true };
    } catch (error) {
      if (!(error instanceof DeskRefusal)) throw error;
      const { code, message } = error;
      emit({ type: 'refused', code, message });
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
    start: () => link.connect(),
    wake: () => link.hurry(),
    stop() {
      typing.stop();
      sender.dispose();
      talks.dispose();
      link.close();
    },
    storage: () => storage,
    select(selected) {
      if (selected === get().selected) return;
      typing.stop();
      store.setState({ selected });
      if (selected !== null && get().isReady) talks.open(selected);
    },
    reveal: (found) => store.setState({ found }),
    reopen: (conversation) => talks.open(conversation),
    take: (conversation) => act('take', { conversation }, withSummary),
    transfer: (conversation, to) => act('transfer', { conversation, to }, withSummary),
    close: (conversation) => act('close', { conversation }, withSummary),
    ban: (conversation, reason) => act('ban', { conversation, ...(reason ? { reason } : {}) }, withSummary),
    unban: (conversation) => act('unban', { conversation }, withSummary),
    setPresence: (presence) =>
      act('presence', { presence }, () => {
        const { me } = get();
        if (me) store.setState({ me: { ...me, presence } });
      }),
    sendText(conversation, text) {
      typing.stop();
      sender.sendText(conversation, text);
    },
    sendFile: (conversation, file, size) => sender.sendFile(conversation, file, size),
    retry: (cid) => sender.retry(cid),
    discard: (cid) => sender.discard(cid),
    type: (conversation, on) => (on ? typing.touch(conversation) : typing.stop()),
    markRead: (conversation) => reader.mark(conversation),
    loadOlder: (conversation) => void talks.loadOlder(conversation),
    loadList: (name, more) => listings.load(name, more),
    find: (query, more) => listings.find(query, more),
    saveCanned: (answer) => act('canned_save', answer, () => void listings.loadCanned()),
    deleteCanned: (id) => act('canned_delete', { id }, () => void listings.loadCanned()),
  };
}
