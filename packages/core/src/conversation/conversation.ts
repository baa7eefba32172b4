import type { OutboxRow } from '../delivery/outbox.types.ts';
import type { Cell } from '../lib/reactive.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { Timeouts } from '../machine/timeouts.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { ReadState, WireDraft, WireMessage, WireThinking } from '../protocol/entities.ts';
import type { HelloAck, SendAck, ServerEvent, ServerEventData, SyncAck } from '../protocol/server-events.ts';
import { Drafts } from './drafts.ts';
import { Log } from './log.ts';
import type { Message } from './message.types.ts';
import { keyOf, type MessageStore } from './message-store.ts';

/** How many pushes may wait for the answer of `hello`. Past it, the answer or a gap brings them. */
const MAX_HELD = 500;

/** What reading the server's words causes elsewhere. */
export interface ConversationEffects {
  machine(event: MachineEvent): void;
  /** The server has this send of ours. */
  confirmed(cid: string): void;
  /** Whether this send of ours is still to be delivered. */
  isUnsent(cid: string): boolean;
  message(message: Message): void;
  discontinuity(reason: 'epoch' | 'cursor'): void;
  command(command: ServerEventData<'command'>): void;
  bye(bye: ServerEventData<'bye'>): void;
  resumeRequired(): void;
}

/** The cells that the server's words write, beside the store. */
export interface ConversationCells {
  readonly read: Cell<ReadState>;
  readonly typing: Cell<boolean>;
  readonly loaded: Cell<boolean>;
}

/**
 * The one way in: every frame and every page is applied here, to the store first, and the
 * machine then hears a small event without data. The rules of order, duplication and gaps are
 * the log's; who may block the input is decided by revision, never by the order of arrival.
 */
export class Conversation {
  readonly log = new Log();
  readonly #store: MessageStore;
  readonly #cells: ConversationCells;
  readonly #effects: ConversationEffects;
  readonly #clock: Clock;
  readonly #drafts: Drafts;
  /** Pushes that came while `hello` was under way; the log cannot judge them before its answer. */
  #held: ServerEvent[] | null = null;
  /** The server's head, as far as it was told. */
  #knownHead = 0;
  /** Thinking of this revision or an older one is over. */
  #thinkingFloor = -1;
  #thinkingRev = -1;
  #dialogRev = -1;
  #typingTimer: unknown;

  constructor(
    store: MessageStore,
    cells: ConversationCells,
    clock: Clock,
    timeouts: Timeouts,
    effects: ConversationEffects,
  ) {
    this.#store = store;
    this.#cells = cells;
    this.#clock = clock;
    this.#effects = effects;
    this.#drafts = new Drafts(store, clock, timeouts.draft);
  }

  /** Whether the server is known to have more than this client holds. */
  get isBehind(): boolean {
    return this.log.hasGap || this.#knownHead > this.log.head;
  }

  /** `hello` is about to be said: pushes wait for its answer. */
  beginHello(): void {
    this.#held ??= [];
  }

  /** `hello` failed: what waited for it will come with the next one. */
  abandonHello(): void {
    this.#held = null;
  }

  /**
   * Applies the answer of `hello`.
   *
   * @returns what the machine should hear once it is online
   */
  applyHello(ack: HelloAck): MachineEvent[] {
    const events: MachineEvent[] = [];
    // A server that has less than this client lost its log, whatever it calls its epoch.
    const isWhole = ack.epoch === this.log.epoch && ack.head >= this.log.head;
    const resumes = !ack.reset && this.log.cursor !== null && isWhole;
    if (resumes) {
      for (const item of ack.items) this.#accept(item, true);
    } else {
      const hadLog = this.log.head > 0;
      const reason = this.log.epoch !== ack.epoch ? 'epoch' : 'cursor';
      this.#store.clearConfirmed();
      this.#thinkingFloor = -1;
      this.#thinkingRev = -1;
      for (const item of this.log.reset(ack.epoch, ack.items)) this.#append(item, false);
      events.push({ type: 'history.loaded', hasOlder: ack.more });
      if (hadLog) this.#effects.discontinuity(reason);
    }
    for (const cid of ack.known.keys()) this.#effects.confirmed(cid);
    // What was confirmed but never placed is in the page now, or further back, or gone with its epoch.
    if (!resumes) this.#store.retainPending(this.#effects.isUnsent);
    this.#knownHead = Math.max(ack.head, this.log.head);
    this.#dialogRev = ack.dialog.rev;
    events.push({ type: 'dialog.changed', dialog: ack.dialog });
    const { read } = this.#cells;
    read.set(mergeRead(resumes ? read.get() : { visitor: 0, operator: 0 }, ack.read));
    this.#drafts.clear();
    for (const draft of ack.drafts) this.#applyDraft(draft);
    const thinking = ack.thinking && this.#thinkingEvent(ack.thinking);
    if (thinking) events.push(thinking);
    this.#cells.loaded.set(true);
    if (this.isBehind) events.push({ type: 'gap.found' });
    return events;
  }

  /** Ends the wait for `hello`: what came meanwhile is applied in its order. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const event of held) this.apply(event);
  }

  /** Applies one push. */
  apply(event: ServerEvent): void {
    if (event.name === 'bye') {
      this.#effects.bye(event.data);
      return;
    }
    if (this.#held) {
      if (this.#held.length < MAX_HELD) this.#held.push(event);
      return;
    }
    switch (event.name) {
      case 'msg':
        this.#applyMessage(event.data);
        return;
      case 'draft':
        // Of a turn that nobody began, or of none: nothing would ever end it.
        if (Number(event.data.turn) <= this.log.head) this.#applyDraft(event.data);
        return;
      case 'thinking':
        this.#applyThinking(event.data);
        return;
      case 'dialog':
        this.#applyDialog(event.data);
        return;
      case 'typing':
        this.#applyTyping(event.data.on, event.data.ttlMs);
        return;
      case 'read': {
        // Read before it was said: what is said next would never be news.
        if (event.data.seq > this.#knownHead) return;
        const read = this.#cells.read.get();
        this.#cells.read.set(mergeRead(read, { ...read, [event.data.by]: event.data.seq }));
        return;
      }
      case 'command':
        this.#effects.command(event.data);
        return;
      case 'head':
        this.#applyHead(event.data);
    }
  }

  /** Applies one page of what was missing. */
  applySync(ack: SyncAck): void {
    if (ack.epoch !== this.log.epoch) {
      this.#effects.resumeRequired();
      return;
    }
    this.#knownHead = Math.max(this.#knownHead, ack.head);
    for (const item of ack.items) this.#accept(item, true);
  }

  /** Applies a page of older messages. */
  applyOlder(items: readonly WireMessage[]): number {
    return this.#store.prepend(this.log.prepend(items)).length;
  }

  /** Applies the answer to a send: the row becomes the log's own, as its echo would make it. */
  applySendAck(row: OutboxRow, ack: SendAck): void {
    const epoch = this.log.epoch;
    if (epoch === null) return;
    this.#accept(
      { epoch, seq: ack.seq, id: ack.id, cid: row.cid, rev: 0, at: ack.at, from: { kind: 'visitor' }, body: row.body },
      false,
    );
    // An echo that came first and carried no cid stands in the log already, under the server's id.
    const echo = this.#store.byServerId(ack.id);
    if (echo && echo.id !== row.cid) this.#store.removePending(row.cid);
    if (this.isBehind) this.#effects.machine({ type: 'gap.found' });
  }

  /** Forgets everything about a visitor. */
  reset(): void {
    this.#held = null;
    this.#knownHead = 0;
    this.#thinkingFloor = -1;
    this.#thinkingRev = -1;
    this.#dialogRev = -1;
    this.log.clear();
    this.#drafts.clear();
    this.#applyTyping(false, 0);
  }

  /** Stops every timer; nothing of this client is left behind. */
  stop(): void {
    this.#drafts.clear();
    this.#applyTyping(false, 0);
  }

  #applyMessage(message: WireMessage): void {
    if (message.epoch !== undefined && message.epoch !== this.log.epoch) {
      this.#effects.resumeRequired();
      return;
    }
    this.#accept(message, true);
    if (this.log.hasGap) this.#effects.machine({ type: 'gap.found' });
  }

  #accept(message: WireMessage, isNews: boolean): void {
    this.#knownHead = Math.max(this.#knownHead, message.seq);
    const merge = this.log.accept(message);
    if (message.cid) this.#effects.confirmed(message.cid);
    if (merge.kind === 'next') for (const next of merge.run) this.#append(next, isNews);
    else if (merge.kind === 'known') this.#store.refresh(message);
  }

  #append(wire: WireMessage, isNews: boolean): void {
    const isOwn = wire.from.kind === 'visitor';
    this.#drafts.finish(keyOf(wire));
    const message = this.#store.append(wire);
    if (wire.cid) this.#effects.confirmed(wire.cid);
    if (isOwn) return;
    this.#endThinking(wire.rev);
    if (wire.from.kind === 'operator') this.#applyTyping(false, 0);
    if (message && isNews) this.#effects.message(message);
  }

  #applyHead(head: ServerEventData<'head'>): void {
    if (head.epoch !== this.log.epoch) {
      this.#effects.resumeRequired();
      return;
    }
    this.#knownHead = Math.max(this.#knownHead, head.head);
    this.#applyDialog(head.dialog);
    this.#cells.read.set(mergeRead(this.#cells.read.get(), head.read));
    if (head.thinking) this.#applyThinking(head.thinking);
    else this.#endThinking(this.#thinkingRev);
    if (this.isBehind) this.#effects.machine({ type: 'gap.found' });
  }

  #applyDialog(dialog: ServerEventData<'dialog'>): void {
    if (dialog.rev <= this.#dialogRev) return;
    this.#dialogRev = dialog.rev;
    this.#effects.machine({ type: 'dialog.changed', dialog });
    if (dialog.status !== 'operator') this.#applyTyping(false, 0);
  }

  #applyThinking(thinking: WireThinking): void {
    if (!thinking.on) {
      this.#endThinking(thinking.rev);
      return;
    }
    const event = this.#thinkingEvent(thinking);
    if (event) this.#effects.machine(event);
  }

  /** A thinking that is news: not one that ended, and not one that a newer one replaced. */
  #thinkingEvent(thinking: WireThinking): MachineEvent | null {
    if (!thinking.on || thinking.rev <= this.#thinkingFloor || thinking.rev < this.#thinkingRev) return null;
    this.#thinkingRev = thinking.rev;
    return {
      type: 'thinking.started',
      rev: thinking.rev,
      text: thinking.text ?? '',
      stage: thinking.stage ?? null,
      ttlMs: thinking.ttlMs ?? null,
    };
  }

  #endThinking(rev: number): void {
    const wasLive = this.#thinkingRev > this.#thinkingFloor;
    this.#thinkingFloor = Math.max(this.#thinkingFloor, rev);
    if (wasLive && this.#thinkingRev <= this.#thinkingFloor) this.#effects.machine({ type: 'thinking.ended' });
  }

  #applyDraft(draft: WireDraft): void {
    const row = this.#store.get(draft.id);
    // Its message is there already: this piece was late.
    if (row === undefined || row.streaming) this.#drafts.apply(draft);
  }

  #applyTyping(on: boolean, ttlMs: number): void {
    this.#clock.clearTimeout(this.#typingTimer);
    this.#cells.typing.set(on);
    if (on) this.#typingTimer = this.#clock.setTimeout(() => this.#cells.typing.set(false), ttlMs);
  }
}

/** What has been read stays read, whichever news comes last. */
function mergeRead(a: ReadState, b: ReadState): ReadState {
  const visitor = Math.max(a.visitor, b.visitor);
  const operator = Math.max(a.operator, b.operator);
  return visitor === a.visitor && operator === a.operator ? a : { visitor, operator };
}
