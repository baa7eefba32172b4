import type { ChatEvents } from '../client/chat-client.types.ts';
import type { OutboxRow } from '../delivery/outbox.types.ts';
import type { EventEmitter } from '../lib/event-emitter.ts';
import type { Batch, Cell } from '../lib/reactive.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { Timeouts } from '../machine/timeouts.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { BotInfo, ReadState, WireDraft, WireMessage, WireThinking } from '../protocol/entities.ts';
import type { HelloAck, SendAck, ServerEvent, ServerEventData, StopAck, SyncAck } from '../protocol/server-events.ts';
import type { ThinkingStep } from '../protocol/thinking-steps.ts';
import { Drafts, type DraftView } from './drafts.ts';
import { elapsedMs } from './elapsed-ms.ts';
import { Log } from './log.ts';
import { keyOf, type MessageStore, VISITOR } from './message-store.ts';
import { RemoteTyping } from './remote-typing.ts';
import { ThinkingRevisions } from './thinking-revisions.ts';

/**
 * How many pushes may be held back until `hello` is answered. Further ones come with the answer, or fill a gap later.
 */
const MAX_HELD = 500;

const NO_STEPS: readonly ThinkingStep[] = [];

/** The objects that a conversation notifies. */
export interface ConversationPeers {
  readonly machine: { send(event: MachineEvent): void };
  /** The visitor's sends that the server has not confirmed. */
  readonly sends: { confirmed(cid: string, seq: number): void; isUnsent(cid: string): boolean };
  /** The connection whose end the server announces. */
  readonly connection: { noteBye(bye: ServerEventData<'bye'>): void };
  readonly events: EventEmitter<ChatEvents>;
}

/** The cells that incoming frames write, in addition to the store. */
export interface ConversationCells {
  readonly bot: Cell<BotInfo>;
  readonly read: Cell<ReadState>;
  readonly typing: Cell<boolean>;
  readonly loaded: Cell<boolean>;
}

/**
 * Applies every incoming frame and page: first to the store, then as a small event without data to the machine. The log
 * decides about order, duplicates and gaps. Whether thinking blocks the input is decided by its revision, not by the
 * order of arrival.
 */
export class Conversation implements DraftView {
  readonly log = new Log();
  readonly #store: MessageStore;
  readonly #batch: Batch;
  readonly #cells: ConversationCells;
  #peers: ConversationPeers | null = null;
  readonly #clock: Clock;
  readonly #drafts: Drafts;
  /** Pushes that arrived while `hello` was unanswered: only its answer tells whether they belong to this log. */
  #held: ServerEvent[] | null = null;
  /** The highest head of the server's log that is known. */
  #knownHead = 0;
  readonly #thinking = new ThinkingRevisions();
  /** The steps of the current thinking, which an answer that is being streamed also shows. */
  #steps = NO_STEPS;
  /** Those of them that are shown above a draft. */
  #shownSteps = NO_STEPS;
  readonly #typing: RemoteTyping;
  #dialogRev = -1;

  constructor(batch: Batch, store: MessageStore, cells: ConversationCells, clock: Clock, timeouts: Timeouts) {
    this.#batch = batch;
    this.#store = store;
    this.#cells = cells;
    this.#clock = clock;
    this.#typing = new RemoteTyping(clock, (on) => cells.typing.set(on));
    this.#drafts = new Drafts(this, clock, timeouts.draft);
  }

  /** Must be called before anything is applied. */
  attach(peers: ConversationPeers): void {
    this.#peers = peers;
  }

  /** Whether the server has messages that this client has not received. */
  get isBehind(): boolean {
    return this.log.hasGap || this.#knownHead > this.log.head;
  }

  /** Called before `hello` is sent: pushes are held back until its answer. */
  beginHello(): void {
    this.#held ??= [];
  }

  /** Called when `hello` failed: the next `hello` brings what was held back. */
  abandonHello(): void {
    this.#held = null;
  }

  /**
   * Applies the answer to `hello`.
   *
   * @returns events that the machine applies once it is online
   */
  applyHello(ack: HelloAck): MachineEvent[] {
    const events: MachineEvent[] = [];
    // A server whose log is shorter than this client's has lost data, even if its epoch is the same.
    const isWhole = ack.epoch === this.log.epoch && ack.head >= this.log.head;
    const resumes = !ack.reset && this.log.cursor !== null && isWhole;
    if (resumes) {
      for (const item of ack.items) this.#accept(item, true);
    } else {
      const hadLog = this.log.head > 0;
      const reason = this.log.epoch !== ack.epoch ? 'epoch' : 'cursor';
      this.#store.clearConfirmed();
      this.#thinking.reset();
      this.#setSteps(NO_STEPS);
      for (const item of this.log.reset(ack.epoch, ack.items)) this.#append(item, false);
      events.push({ type: 'history.loaded', hasOlder: ack.more });
      if (hadLog) this.#peers?.events.emit('discontinuity', { reason });
    }
    for (const rating of ack.feedback ?? []) this.#store.learnRating(rating.messageId, rating);
    for (const [cid, seq] of ack.known) this.#peers?.sends.confirmed(cid, seq);
    // A confirmed message without a position is in this page, on an older page, or lost with its epoch.
    if (!resumes) this.#store.retainPending((cid) => this.#peers?.sends.isUnsent(cid) ?? true);
    this.#knownHead = Math.max(ack.head, this.log.head);
    this.#dialogRev = ack.dialog.rev;
    events.push({ type: 'dialog.changed', dialog: ack.dialog });
    const { read } = this.#cells;
    read.set(mergeRead(resumes ? read.get() : { visitor: 0, operator: 0 }, ack.read));
    this.#drafts.clear();
    const thinking = ack.thinking && this.#thinkingEvent(ack.thinking, ack.serverTime);
    if (thinking) events.push(thinking);
    for (const draft of ack.drafts) this.#applyDraft(draft);
    this.#cells.loaded.set(true);
    if (this.isBehind) events.push({ type: 'gap.found' });
    return events;
  }

  /** Called after `hello`: applies the pushes that were held back, in their order. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    this.#batch.run(() => {
      for (const event of held) this.apply(event);
    });
  }

  /** Applies one push. */
  apply(event: ServerEvent): void {
    if (event.name === 'bye') {
      this.#peers?.connection.noteBye(event.data);
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
        // A draft of an unknown turn would never end, so it is ignored.
        if (Number(event.data.turn) <= this.log.head) this.#applyDraft(event.data);
        return;
      case 'thinking':
        this.#applyThinking(event.data);
        return;
      case 'dialog':
        this.#applyDialog(event.data);
        return;
      case 'typing':
        this.#typing.set(event.data.on, event.data.ttlMs);
        return;
      case 'read': {
        // A position beyond the head would mark messages as read that do not exist yet.
        if (event.data.seq > this.#knownHead) return;
        const read = this.#cells.read.get();
        this.#cells.read.set(mergeRead(read, { ...read, [event.data.by]: event.data.seq }));
        return;
      }
      case 'feedback':
        this.#store.learnRating(event.data.messageId, event.data);
        return;
      case 'command':
        this.#applyCommand(event.data);
        return;
      case 'head':
        this.#applyHead(event.data);
    }
  }

  /** Applies one page of missing messages. */
  applySync(ack: SyncAck): void {
    if (ack.epoch !== this.log.epoch) {
      this.#tell({ type: 'resume.required' });
      return;
    }
    this.#knownHead = Math.max(this.#knownHead, ack.head);
    for (const item of ack.items) this.#accept(item, true);
  }

  putDraft(id: string, text: string): void {
    // What stays the same is not created again, so that views do not render it again with each piece of the text.
    const known = this.#store.get(id);
    this.#store.putDraft({
      id,
      from: { kind: 'bot' },
      body: { type: 'text', text, format: 'markdown' },
      at: known?.at ?? new Date(this.#clock.now()).toISOString(),
      delivery: 'confirmed',
      streaming: true,
      ...(this.#shownSteps.length > 0 ? { steps: this.#shownSteps } : {}),
    });
  }

  dropDraft(id: string): void {
    this.#store.dropDraft(id);
  }

  /** Applies a page of older messages. */
  applyOlder(items: readonly WireMessage[]): number {
    return this.#store.prepend(this.log.prepend(items)).length;
  }

  /** Applies the answer to a send: the pending message becomes the logged one, as its echo would make it. */
  applySendAck(row: OutboxRow, ack: SendAck): void {
    const epoch = this.log.epoch;
    if (epoch === null) return;
    this.#accept(
      { epoch, seq: ack.seq, id: ack.id, cid: row.cid, rev: 0, at: ack.at, from: VISITOR, body: row.body },
      false,
    );
    // If an echo without a cid came first, the message is already in the log under the server's id.
    const echo = this.#store.byServerId(ack.id);
    if (echo && echo.id !== row.cid) this.#store.removePending(row.cid);
    if (this.isBehind) this.#tell({ type: 'gap.found' });
  }

  /** Applies the answer to a stop: all thinking up to its revision has ended. */
  applyStop({ rev }: StopAck): void {
    this.#endThinking(rev);
  }

  /** Deletes everything of the current visitor. */
  reset(): void {
    this.#store.clear();
    this.#cells.read.set({ visitor: 0, operator: 0 });
    this.#cells.loaded.set(false);
    this.#held = null;
    this.#knownHead = 0;
    this.#thinking.reset();
    this.#setSteps(NO_STEPS);
    this.#dialogRev = -1;
    this.log.clear();
    this.#drafts.clear();
    this.#typing.set(false);
  }

  /** Stops all timers. */
  stop(): void {
    this.#drafts.clear();
    this.#typing.set(false);
  }

  #tell(event: MachineEvent): void {
    this.#peers?.machine.send(event);
  }

  #applyCommand(command: ServerEventData<'command'>): void {
    const { title, subtitle } = command;
    const { bot } = this.#cells;
    // A command without title and subtitle must not notify the subscribers of the bot.
    if (title !== undefined || subtitle !== undefined) {
      bot.set({
        ...bot.get(),
        ...(title === undefined ? {} : { title }),
        ...(subtitle === undefined ? {} : { subtitle }),
      });
    }
    this.#peers?.events.emit('command', command as ChatEvents['command']);
  }

  #applyMessage(message: WireMessage): void {
    if (message.epoch !== undefined && message.epoch !== this.log.epoch) {
      this.#tell({ type: 'resume.required' });
      return;
    }
    this.#accept(message, true);
    if (this.log.hasGap) this.#tell({ type: 'gap.found' });
  }

  #accept(message: WireMessage, isNews: boolean): void {
    this.#knownHead = Math.max(this.#knownHead, message.seq);
    const merge = this.log.accept(message);
    if (message.cid) this.#peers?.sends.confirmed(message.cid, message.seq);
    if (merge.kind === 'next') for (const next of merge.run) this.#append(next, isNews);
    else if (merge.kind === 'known') this.#store.refresh(message);
  }

  /**
   * A message with a cid of this client is the visitor's, even if its sender could not be read. Otherwise it would be
   * shown beside its pending message.
   */
  #withSender(message: WireMessage): WireMessage {
    const pending = message.cid === undefined ? undefined : this.#store.get(message.cid);
    if (pending?.from.kind !== 'visitor' || message.from.kind === 'visitor') return message;
    return { ...message, from: pending.from };
  }

  #append(received: WireMessage, isNews: boolean): void {
    const wire = this.#withSender(received);
    const isOwn = wire.from.kind === 'visitor';
    this.#drafts.finish(keyOf(wire));
    const message = this.#store.append(wire);
    if (wire.cid) this.#peers?.sends.confirmed(wire.cid, wire.seq);
    if (isOwn) return;
    this.#endThinking(wire.rev);
    if (wire.from.kind === 'operator') this.#typing.set(false);
    if (message && isNews) this.#peers?.events.emit('message', message);
  }

  #applyHead(head: ServerEventData<'head'>): void {
    if (head.epoch !== this.log.epoch) {
      this.#tell({ type: 'resume.required' });
      return;
    }
    this.#knownHead = Math.max(this.#knownHead, head.head);
    this.#applyDialog(head.dialog);
    this.#cells.read.set(mergeRead(this.#cells.read.get(), head.read));
    if (head.thinking) this.#applyThinking(head.thinking);
    else this.#endThinking(this.#thinking.rev);
    if (this.isBehind) this.#tell({ type: 'gap.found' });
  }

  #applyDialog(dialog: ServerEventData<'dialog'>): void {
    if (dialog.rev <= this.#dialogRev) return;
    this.#dialogRev = dialog.rev;
    this.#tell({ type: 'dialog.changed', dialog });
    if (dialog.status !== 'operator') this.#typing.set(false);
  }

  #applyThinking(thinking: WireThinking): void {
    if (!thinking.on) {
      this.#endThinking(thinking.rev);
      return;
    }
    const event = this.#thinkingEvent(thinking);
    if (event) this.#tell(event);
  }

  #thinkingEvent(thinking: WireThinking, serverTime?: string): MachineEvent | null {
    if (!this.#thinking.begin(thinking)) return null;
    this.#setSteps(thinking.steps ?? NO_STEPS);
    return {
      type: 'thinking.started',
      rev: thinking.rev,
      turn: thinking.turn ?? 0,
      text: thinking.text ?? '',
      stage: thinking.stage ?? null,
      steps: this.#steps,
      elapsedMs: elapsedMs(thinking, serverTime),
      ttlMs: thinking.ttlMs ?? null,
      overdue: thinking.overdue ?? {},
    };
  }

  #setSteps(steps: readonly ThinkingStep[]): void {
    this.#steps = steps;
    this.#shownSteps = steps.filter(({ state, after }) => state !== 'running' && after !== 'vanish');
  }

  #endThinking(rev: number): void {
    if (!this.#thinking.end(rev)) return;
    this.#setSteps(NO_STEPS);
    this.#tell({ type: 'thinking.ended' });
  }

  #applyDraft(draft: WireDraft): void {
    const row = this.#store.get(draft.id);
    // The message of this draft has already arrived.
    if (row === undefined || row.streaming) this.#drafts.apply(draft);
  }
}

/** Takes the higher position of each side, because updates may arrive in any order. */
function mergeRead(a: ReadState, b: ReadState): ReadState {
  const visitor = Math.max(a.visitor, b.visitor);
  const operator = Math.max(a.operator, b.operator);
  return visitor === a.visitor && operator === a.operator ? a : { visitor, operator };
}
