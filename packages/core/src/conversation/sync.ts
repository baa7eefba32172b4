import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { VisitorSends } from '../delivery/visitor-sends.ts';
import { type Batch, type Cell, shallowEqual } from '../lib/reactive.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { Timeouts } from '../machine/timeouts.ts';
import type { ParamsInput } from '../params/leaves.ts';
import type { SiteParams } from '../params/site-params.ts';
import type { Clock } from '../platform/platform.types.ts';
import type { BotInfo, ReadState } from '../protocol/entities.ts';
import { DEFAULT_LIMITS, type Limits, MAX_PAGE_SIZE } from '../protocol/limits.ts';
import type { Conversation } from './conversation.ts';
import { RepeatTimer } from './repeat-timer.ts';

export interface SyncOptions {
  readonly clock: Clock;
  readonly batch: Batch;
  readonly actor: ChatActor;
  readonly connection: VisitorConnection;
  readonly conversation: Conversation;
  readonly sends: VisitorSends;
  readonly outbox: Outbox;
  readonly params: SiteParams;
  readonly timeouts: Timeouts;
  readonly cells: {
    readonly bot: Cell<BotInfo>;
    readonly limits: Cell<Limits>;
    readonly read: Cell<ReadState>;
    /** What the server can do beyond the first version of the protocol. */
    readonly caps: Cell<readonly string[]>;
  };
  readonly recognizeUserMeta: boolean;
  /** Whether the visitor has the chat open: opening it makes the bot greet. */
  readonly isOpen: boolean;
}

/** Synchronizes the state with the server: all requests except sends. */
export class Sync {
  readonly #options: SyncOptions;
  #isOpen: boolean;
  /** The read position that the server has, or is being sent. */
  #reportedRead = 0;
  readonly #readAgain: RepeatTimer;
  readonly #paramsAgain: RepeatTimer;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#isOpen = options.isOpen;
    this.#readAgain = new RepeatTimer(options.clock, () => this.reportRead());
    this.#paramsAgain = new RepeatTimer(options.clock, () => this.#sendParams());
  }

  /** Cancels pending repetitions; the next `hello` sends the same data. */
  stop(): void {
    this.#readAgain.stop();
    this.#paramsAgain.stop();
  }

  /** Sends `hello` and applies its answer; resolves to the events for the machine once it is online. */
  async hello(timeoutMs: number, signal: AbortSignal): Promise<MachineEvent[]> {
    const { batch, connection, conversation, sends, outbox, params, cells, recognizeUserMeta } = this.#options;
    this.stop();
    conversation.beginHello();
    try {
      await sends.restore();
      const said = { open: this.#isOpen, params: params.get() };
      const { cursor } = conversation.log;
      const input = { cursor, ...said, recognizeUserMeta, pending: outbox.pending };
      const ack = await connection.request('hello', input, timeoutMs);
      if (signal.aborted) return [];
      return batch.run(() => {
        cells.bot.set(ack.bot);
        cells.limits.set({ ...DEFAULT_LIMITS, ...ack.limits } as Limits);
        cells.caps.set(ack.caps);
        const resumed = conversation.applyHello(ack);
        this.#reportedRead = ack.read.visitor;
        connection.notify(connection.protocol?.greet?.(ack));
        if (outbox.next) resumed.push({ type: 'outbox.filled' });
        // The chat was opened, or parameters changed, while the answer was on its way: the server must be told.
        if (this.#isOpen && !said.open) resumed.push({ type: 'resume.required' });
        if (!shallowEqual(params.get(), said.params)) this.#sendParams();
        return resumed;
      });
    } catch (error) {
      if (!signal.aborted) conversation.abandonHello();
      throw error;
    }
  }

  /** Loads the page before the oldest message. Resolves to whether there are more. */
  async loadOlder(): Promise<boolean> {
    const { batch, connection, conversation, timeouts } = this.#options;
    const { epoch, first } = conversation.log;
    if (epoch === null) return false;
    const page = await connection.request('history', { epoch, before: first, limit: MAX_PAGE_SIZE }, timeouts.page);
    if (conversation.log.epoch !== epoch) return false;
    batch.run(() => conversation.applyOlder(page.items));
    return page.more && conversation.log.first < first;
  }

  /** Loads one page of missing messages. Resolves to whether more are missing. */
  async fillGap(): Promise<boolean> {
    const { batch, connection, conversation, timeouts } = this.#options;
    const { epoch, head } = conversation.log;
    if (epoch === null) return false;
    const page = await connection.request('sync', { epoch, after: head, limit: MAX_PAGE_SIZE }, timeouts.page);
    batch.run(() => conversation.applySync(page));
    return conversation.isBehind && conversation.log.head > head;
  }

  /** Changes the site's parameters. Sends them while online; otherwise the next `hello` does. */
  setParams(next: ParamsInput, mode: 'merge' | 'replace'): void {
    const { actor, params } = this.#options;
    params.set(next, mode);
    if (actor.isOnline) this.#sendParams();
  }

  setOpen(open: boolean): void {
    if (open === this.#isOpen) return;
    this.#isOpen = open;
    if (open) this.#options.actor.send({ type: 'resume.required' });
  }

  /** Marks all messages as read. */
  markRead(): void {
    const { batch, cells, conversation } = this.#options;
    const read = cells.read.get();
    const { head } = conversation.log;
    if (head <= read.visitor) return;
    batch.run(() => cells.read.set({ ...read, visitor: head }));
    this.reportRead();
  }

  /**
   * Reports the read position to the server if it is new. A position from before the client was online is reported once
   * it is; a failed report is repeated after the time that the server names, by the next one, or by the next connection.
   */
  reportRead(): void {
    const { actor, cells, connection, timeouts } = this.#options;
    const seq = cells.read.get().visitor;
    const known = this.#reportedRead;
    if (seq <= known || !actor.isOnline || this.#readAgain.isWaiting) return;
    this.#reportedRead = seq;
    connection.request('read', { seq }, timeouts.ack).catch((error: unknown) => {
      this.#reportedRead = Math.min(this.#reportedRead, known);
      this.#readAgain.failed(error);
    });
  }

  #sendParams(): void {
    const { connection, params, timeouts } = this.#options;
    if (this.#paramsAgain.isWaiting) return;
    const sent = connection.request('params', { params: params.get(), mode: 'replace' }, timeouts.ack);
    sent.catch((error: unknown) => this.#paramsAgain.failed(error));
  }
}
