import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import type { MessageStore } from '../conversation/message-store.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { type Batch, Cell, Derived, shallowEqual } from '../lib/reactive.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import { projectConnection } from '../machine/project-connection.ts';
import type { BotInfo, ReadState } from '../protocol/entities.ts';
import { DEFAULT_LIMITS, type Limits } from '../protocol/limits.ts';
import type { Upload } from '../uploads/upload.types.ts';
import type { Permission } from './chat-results.types.ts';
import type { ChatSnapshot, DialogState, Overdue, QueuedMessage, Thinking } from './chat-state.types.ts';
import { projectHistory, projectStatus } from './project-status.ts';

const OK: Permission = { ok: true };
const NO_CHOICES: Overdue['choices'] = [];

/** The parts of the snapshot that are also separate readables, under the same name. */
type Readables = {
  readonly [N in Exclude<keyof ChatSnapshot, 'durability' | 'guarantee'>]:
    | Cell<ChatSnapshot[N]>
    | Derived<ChatSnapshot[N]>;
};

/** What the state is read from. */
export interface ChatStateParts {
  readonly batch: Batch;
  readonly actor: ChatActor;
  readonly store: MessageStore;
  readonly outbox: Outbox;
  readonly link: VisitorConnection;
  /** Whether a text may wait while an agent works. */
  readonly queues: boolean;
}

/** The readable state of a client: cells that are written, and values computed from them. */
export type ChatState = ReturnType<typeof createChatState>;

/**
 * The state for a UI, as readables that notify only when their value changes. XState notifies its observers about every
 * event, also about one that changes nothing.
 */
export function createChatState({ batch, actor, store, outbox, link, queues }: ChatStateParts) {
  const machine = new Cell(batch, actor.snapshot);
  actor.subscribe((snapshot) => machine.set(snapshot));
  const cells = {
    machine,
    read: new Cell<ReadState>(batch, { visitor: 0, operator: 0 }),
    typing: new Cell(batch, false),
    loaded: new Cell(batch, false),
    caps: new Cell<readonly string[]>(batch, []),
    bot: new Cell<BotInfo>(batch, { title: '' }),
    limits: new Cell<Limits>(batch, DEFAULT_LIMITS),
    uploads: new Cell<readonly Upload[]>(batch, []),
  };

  const status = new Derived(batch, [machine], () => projectStatus(machine.get()));
  const connection = new Derived(batch, [machine], () => projectConnection(machine.get()), shallowEqual);
  const thinking = new Derived<Thinking | null>(
    batch,
    [machine, store.hasDrafts],
    () => {
      const live = machine.get().context.thinking;
      // While the answer is being streamed it replaces the thinking text.
      if (!live || store.hasDrafts.get()) return null;
      const { text, stage, steps, since, until } = live;
      return { text, stage, steps, since, until };
    },
    shallowEqual,
  );
  const overdue = new Derived<Overdue | null>(
    batch,
    [machine],
    () => {
      const snapshot = machine.get();
      const late = snapshot.context.overdue;
      if (!late) return null;
      const { text = '', choices = NO_CHOICES } = late.overdue;
      // Every choice needs the server.
      return { text, choices: snapshot.hasTag('ready') ? choices : NO_CHOICES, since: late.since };
    },
    shallowEqual,
  );
  const queued = new Derived<QueuedMessage | null>(
    batch,
    [outbox.version],
    () => {
      const row = outbox.queued;
      return row?.body.type === 'text' ? { id: row.cid, text: row.body.text } : null;
    },
    shallowEqual,
  );
  const dialog = new Derived<DialogState>(
    batch,
    [machine],
    () => {
      const { status, operator, queuePosition } = machine.get().context.dialog;
      return { status, operator, queuePosition: queuePosition ?? null };
    },
    shallowEqual,
  );
  const history = new Derived(
    batch,
    [machine, cells.loaded],
    () => projectHistory(machine.get(), cells.loaded.get()),
    shallowEqual,
  );
  const sendState = new Derived<Permission>(
    batch,
    [machine, outbox.version],
    () => {
      const snapshot = machine.get();
      if (snapshot.value.connection === 'refused') return { ok: false, reason: 'refused' };
      if (snapshot.hasTag('inputBlocked') && queues) {
        if (outbox.queued) return { ok: false, reason: 'queued' };
      } else if (snapshot.hasTag('inputBlocked')) {
        return { ok: false, reason: 'thinking', until: snapshot.context.thinking?.until ?? 0 };
      }
      return outbox.isFull ? { ok: false, reason: 'outbox-full' } : OK;
    },
    shallowEqual,
  );
  const supports = (request: string): Permission =>
    cells.caps.get().includes(request) ? OK : { ok: false, reason: 'unsupported' };
  const feedbackState = new Derived<Permission>(batch, [cells.caps], () => supports('feedback'), shallowEqual);
  const stopState = new Derived<Permission>(
    batch,
    [machine, cells.caps],
    () => {
      const snapshot = machine.get();
      if (snapshot.matches({ turn: 'stopping' })) return { ok: false, reason: 'stopping' };
      if (!snapshot.matches({ turn: 'thinking' })) return { ok: false, reason: 'not-thinking' };
      return supports('stop');
    },
    shallowEqual,
  );
  // Not `store.ids`: it is recomputed only while it has readers, so it may not notify.
  const unread = new Derived(batch, [store.order, cells.read], () => {
    const readTo = cells.read.get().visitor;
    let count = 0;
    store.visitFromNewest((message) => {
      if ((message.seq ?? 0) <= readTo) return false;
      if (message.from.kind === 'bot' || message.from.kind === 'operator') count += 1;
      return true;
    });
    return count;
  });
  const error = new Derived(batch, [connection], () => {
    const { status, error } = connection.get();
    return status === 'refused' ? error : null;
  });
  const readables: Readables = {
    status,
    connection,
    messages: store.list,
    messageIds: store.ids,
    thinking,
    overdue,
    queued,
    dialog,
    history,
    sendState,
    stopState,
    feedbackState,
    unread,
    read: cells.read,
    typing: cells.typing,
    bot: cells.bot,
    limits: cells.limits,
    uploads: cells.uploads,
    error,
  };
  const parts = Object.entries(readables);
  const snapshot = new Derived<ChatSnapshot>(
    batch,
    [...Object.values(readables), outbox.version],
    () => {
      const values: Record<string, unknown> = {
        durability: outbox.durability,
        guarantee: link.protocol?.guarantee ?? 'at-least-once-deduped',
      };
      for (const [name, readable] of parts) values[name] = readable.get();
      return values as unknown as ChatSnapshot;
    },
    shallowEqual,
  );

  return { cells, readables, snapshot };
}
