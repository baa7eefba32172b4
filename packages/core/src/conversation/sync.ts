import type { Session } from '../connection/session.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { type Batch, type Cell, shallowEqual } from '../lib/reactive.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { Timeouts } from '../machine/timeouts.ts';
import type { SiteParams } from '../params/site-params.ts';
import type { BotInfo } from '../protocol/entities.ts';
import { DEFAULT_LIMITS, type Limits, MAX_PAGE_SIZE } from '../protocol/limits.ts';
import type { Conversation } from './conversation.ts';

export interface SyncContext {
  readonly batch: Batch;
  readonly session: Session;
  readonly conversation: Conversation;
  readonly outbox: Outbox;
  readonly params: SiteParams;
  readonly timeouts: Timeouts;
  readonly cells: { readonly bot: Cell<BotInfo>; readonly limits: Cell<Limits> };
  readonly recognizeUserMeta: boolean;
  /** What this visitor left unsent is in the outbox once it resolves. */
  restoreOutbox(): Promise<void>;
}

/** Keeps this side and the server's in step: what is asked of it beside sends, and what is told. */
export class Sync {
  readonly #context: SyncContext;
  /** Whether the visitor has the chat open: opening it lets the bot greet. */
  isOpen: boolean;

  constructor(context: SyncContext, isOpen: boolean) {
    this.#context = context;
    this.isOpen = isOpen;
  }

  /** Says `hello`; what its answer means for the machine, once that is online. */
  async hello(timeoutMs: number, signal: AbortSignal): Promise<MachineEvent[]> {
    const { batch, session, conversation, outbox, params, cells, recognizeUserMeta, restoreOutbox } = this.#context;
    conversation.beginHello();
    try {
      await restoreOutbox();
      const said = { open: this.isOpen, params: params.get() };
      const { cursor } = conversation.log;
      const input = { cursor, ...said, recognizeUserMeta, pending: outbox.pending };
      const ack = await session.request('hello', input, timeoutMs);
      if (signal.aborted) return [];
      return batch.run(() => {
        cells.bot.set(ack.bot);
        cells.limits.set({ ...DEFAULT_LIMITS, ...ack.limits } as Limits);
        const resumed = conversation.applyHello(ack);
        session.greet(ack);
        if (outbox.next) resumed.push({ type: 'outbox.filled' });
        // Opened or told more while the answer was on its way: the server must hear of it.
        if (this.isOpen && !said.open) resumed.push({ type: 'resume.required' });
        if (!shallowEqual(params.get(), said.params)) this.tellParams();
        return resumed;
      });
    } catch (error) {
      if (!signal.aborted) conversation.abandonHello();
      throw error;
    }
  }

  /** Loads the page before the oldest message; whether there is more. */
  async loadOlder(): Promise<boolean> {
    const { batch, session, conversation, timeouts } = this.#context;
    const { epoch, first } = conversation.log;
    if (epoch === null) return false;
    const page = await session.request('history', { epoch, before: first, limit: MAX_PAGE_SIZE }, timeouts.page);
    if (conversation.log.epoch !== epoch) return false;
    batch.run(() => conversation.applyOlder(page.items));
    return page.more && conversation.log.first < first;
  }

  /** Loads one page of what is missing; whether something still is. */
  async fillGap(): Promise<boolean> {
    const { batch, session, conversation, timeouts } = this.#context;
    const { epoch, head } = conversation.log;
    if (epoch === null) return false;
    const page = await session.request('sync', { epoch, after: head, limit: MAX_PAGE_SIZE }, timeouts.page);
    batch.run(() => conversation.applySync(page));
    return conversation.isBehind && conversation.log.head > head;
  }

  /** The next `hello` brings them whole, should this be lost. */
  tellParams(): void {
    const { session, params, timeouts } = this.#context;
    void session.request('params', { params: params.get(), mode: 'replace' }, timeouts.ack).catch(() => {});
  }

  tellRead(seq: number): void {
    const { session, timeouts } = this.#context;
    void session.request('read', { seq }, timeouts.ack).catch(() => {});
  }
}
