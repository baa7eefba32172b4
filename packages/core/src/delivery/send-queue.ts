import { type ChatError, passingError, toChatError } from '../errors.ts';
import type { Platform } from '../platform/platform.types.ts';
import { remedyFor } from '../protocol/codes.ts';
import type { SendAck } from '../protocol/server-events.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow } from './outbox.types.ts';

/** If the connection ends within this time after an entry was sent, the entry may be the cause. */
const POISON_WINDOW_MS = 2_000;
/** After this many such losses in a row the entry fails: sending it seems to break the connection. */
const POISON_STRIKES = 3;

/** The callbacks of the queue. */
export interface SendQueueHost<B> {
  /** Whether the next entry may be sent now. */
  readonly mayDrain: boolean;
  /** Sends an entry to the server; rejects with a ChatError. */
  request(row: OutboxRow<B>): Promise<SendAck>;
  /** Whether an entry without an ack may be sent again. If not, the host has settled it. */
  mayRepeat(row: OutboxRow<B>): boolean;
  /** Whether an entry that has waited for the end of a turn is still to be sent. If not, the host has settled it. */
  mayEmit(row: OutboxRow<B>): Promise<boolean>;
  acknowledged(row: OutboxRow<B>, ack: SendAck): void;
  /** The entry will not be delivered; it stays in the outbox with the reason. */
  failed(row: OutboxRow<B>, error: ChatError): void;
  /** The entry is delayed, for a reason that a UI may show. */
  deferred(row: OutboxRow<B>, error: ChatError): void;
  /** The server requires `hello` first. */
  resumeRequired(): void;
  /** The ack did not arrive in time: the result is unknown, and the connection must be probed. */
  doubted(): void;
  emptied(): void;
}

/**
 * Sends the entries of the outbox in order, one at a time, under a lock shared by all tabs. It is notified when it may
 * send. It never connects by itself, and never drops an entry that may have been delivered.
 */
export class SendQueue<B extends object> {
  readonly #outbox: Outbox<B>;
  readonly #platform: Pick<Platform, 'clock' | 'locks'>;
  readonly #host: SendQueueHost<B>;
  readonly #maxAgeMs: number;
  readonly #strikes = new Map<string, number>();
  #lockName = '';
  #waiting: AbortController | null = null;
  #inFlight = false;
  #wake: (() => void) | null = null;
  /** The entry whose last refusal was followed by a `hello`. */
  #resumedFor: string | null = null;
  /** The last request. Once it has been answered, its release does nothing. */
  #current: { readonly cid: string; readonly release: (ack: null) => void } | null = null;

  constructor(
    outbox: Outbox<B>,
    platform: Pick<Platform, 'clock' | 'locks'>,
    maxAgeMs: number,
    host: SendQueueHost<B>,
  ) {
    this.#outbox = outbox;
    this.#platform = platform;
    this.#maxAgeMs = maxAgeMs;
    this.#host = host;
  }

  /** All tabs that send for the same visitor use the same name. */
  set lockName(name: string) {
    this.#lockName = name;
  }

  /** Sends entries while sending is allowed. A call during a run only records that there are more. */
  drain(): void {
    this.#wake?.();
    if (this.#inFlight || this.#waiting) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    void this.#platform.locks
      .run(this.#lockName, () => this.#sendAll(waiting.signal), waiting.signal)
      .catch(() => this.#sendAll(waiting.signal))
      .finally(() => {
        if (this.#waiting === waiting) this.#waiting = null;
        // Otherwise entries that were added while the lock was released would not be sent.
        if (this.#host.mayDrain && this.#outbox.next) this.drain();
      });
  }

  /** Releases the lock, or stops waiting for it. A request in flight is not interrupted. */
  stop(): void {
    this.#waiting?.abort();
    this.#waiting = null;
  }

  /** An entry was settled, by its ack or by its echo: forgets its failures and no longer waits for the ack. */
  settled(cid: string): void {
    this.#strikes.delete(cid);
    if (this.#current?.cid === cid) this.#current.release(null);
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    // The machine calls this during its own step, and can be asked only after the step.
    await undefined;
    let hasLingered = false;
    while (!signal.aborted && !this.#inFlight && this.#host.mayDrain) {
      const row = this.#outbox.next;
      if (!row) {
        if (hasLingered) {
          this.#host.emptied();
          return;
        }
        // A message written directly after an answer belongs to the same burst, which is a single step of the machine.
        hasLingered = true;
        await this.#linger();
        continue;
      }
      hasLingered = false;
      if (this.#platform.clock.now() - row.createdAt > this.#maxAgeMs) {
        this.#host.failed(row, passingError('EXPIRED', 'It could not be delivered within a day.'));
        continue;
      }
      if (row.emitted && !this.#host.mayRepeat(row)) continue;
      this.#inFlight = true;
      try {
        if (row.queued && !(await this.#mayEmit(row))) continue;
        await this.#send(row);
      } finally {
        this.#inFlight = false;
      }
    }
  }

  /** The turn may have continued, or the visitor have taken the entry back, while the storage was read. */
  async #mayEmit(row: OutboxRow<B>): Promise<boolean> {
    const mayEmit = await this.#host.mayEmit(row);
    return mayEmit && this.#host.mayDrain && this.#outbox.find(row.cid) !== undefined;
  }

  #linger(): Promise<void> {
    const { clock } = this.#platform;
    return new Promise((resolve) => {
      const timer = clock.setTimeout(resolve, 0);
      this.#wake = () => {
        this.#wake = null;
        clock.clearTimeout(timer);
        resolve();
      };
    });
  }

  async #send(row: OutboxRow<B>): Promise<void> {
    this.#outbox.markEmitted(row.cid);
    const emittedAt = this.#platform.clock.now();
    let ack: SendAck | null;
    try {
      ack = await new Promise<SendAck | null>((resolve, reject) => {
        this.#current = { cid: row.cid, release: resolve };
        this.#host.request(row).then(resolve, reject);
      });
    } catch (cause) {
      const error = toChatError(cause);
      this.#handleFailure(row, error, this.#platform.clock.now() - emittedAt);
      return;
    }
    if (ack) this.#host.acknowledged(row, ack);
  }

  #handleFailure(row: OutboxRow<B>, error: ChatError, elapsedMs: number): void {
    if (error.code === 'CONNECTION_LOST') {
      const strikes = elapsedMs <= POISON_WINDOW_MS ? (this.#strikes.get(row.cid) ?? 0) + 1 : 0;
      this.#strikes.set(row.cid, strikes);
      if (strikes < POISON_STRIKES) return;
      this.#strikes.delete(row.cid);
      this.#host.failed(row, passingError('POISONED', 'The connection broke each time this message was sent.', error));
      return;
    }
    this.#strikes.delete(row.cid);
    if (error.code === 'NO_ANSWER') {
      this.#host.doubted();
      return;
    }
    switch (remedyFor(error.code, error.retryable)) {
      case 'later':
        this.#host.deferred(row, error);
        return;
      case 'resume':
      case 'token':
        // Refused again directly after a `hello`: another `hello` would loop.
        if (this.#resumedFor === row.cid) {
          this.#resumedFor = null;
          this.#host.deferred(row, error);
        } else {
          this.#resumedFor = row.cid;
          this.#host.resumeRequired();
        }
        return;
      default:
        this.#host.failed(row, error);
    }
  }
}
