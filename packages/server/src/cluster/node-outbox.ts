import { encodeBatch } from './node-batch.ts';

/** The maximum size of one transaction: a failed one is sent again as a whole. */
const BATCH_BYTES = 256 * 1024;
const RETRY_MS = 1000;

export interface NodeOutboxOptions {
  /** Random per process. */
  readonly sender: string;
  /** Sends the notifications of a batch in one transaction, in their order. */
  readonly notify: (parts: readonly string[]) => Promise<void>;
  /** The maximum size of the waiting messages. */
  readonly maxBytes: number;
  /** Whether there are no other nodes. */
  readonly isAlone: () => boolean;
  /** Called with the number of pushes that were dropped because the outbox was full. */
  readonly onDropped: (count: number) => void;
}

interface Entry {
  readonly json: string;
  readonly bytes: number;
  readonly canBeRepaired: boolean;
}

const sizeOf = (entries: readonly Entry[]) => entries.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * The messages of this node to the other nodes. One batch is sent at a time, with all messages added since the last
 * one. So the number of statements does not grow with the number of messages when the database is slow, and no caller
 * waits for a batch. A batch is retried until it succeeds; receivers recognize a retry by its number.
 */
export class NodeOutbox {
  readonly #options: NodeOutboxOptions;
  #entries: Entry[] = [];
  #bytes = 0;
  #lastBatch = 0;
  #running: Promise<void> | undefined;
  #isFailing = false;
  #isClosed = false;
  #wake = () => {};

  constructor(options: NodeOutboxOptions) {
    this.#options = options;
  }

  /** Whether the last attempt has failed: messages that are only useful immediately need not be added then. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** @param canBeRepaired whether a receiver that misses it can read the same state from the store */
  add(message: object, canBeRepaired: boolean): void {
    if (this.#isClosed) return;
    if (canBeRepaired && this.#options.isAlone()) {
      // A node that starts now sees from the skipped number that it has missed something.
      this.#lastBatch += 1;
      return;
    }
    const json = JSON.stringify(message);
    const bytes = Buffer.byteLength(json);
    if (this.#bytes + bytes > this.#options.maxBytes) this.#drop();
    this.#entries.push({ json, bytes, canBeRepaired });
    this.#bytes += bytes;
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined;
    });
  }

  /** Sends the waiting messages, but retries nothing any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    await this.#running;
  }

  /**
   * Drops every message that can be repaired, not only the oldest, because receivers read the current state after any
   * loss. The others are dropped too if they fill more than half of the outbox. The skipped batch number tells the
   * receivers that something was lost.
   */
  #drop(): void {
    const essential = this.#entries.filter(({ canBeRepaired }) => !canBeRepaired);
    const kept = sizeOf(essential) > this.#options.maxBytes / 2 ? [] : essential;
    this.#options.onDropped(this.#entries.length - kept.length);
    this.#entries = kept;
    this.#bytes = sizeOf(kept);
    this.#lastBatch += 1;
  }

  async #sendAll(): Promise<void> {
    // Messages added in the same turn of the event loop belong to the same batch.
    await Promise.resolve();
    while (this.#entries.length > 0) {
      const entries = this.#take();
      this.#lastBatch += 1;
      await this.#send(encodeBatch(this.#options.sender, this.#lastBatch, entries));
    }
  }

  async #send(parts: readonly string[]): Promise<void> {
    for (;;) {
      try {
        await this.#options.notify(parts);
        this.#isFailing = false;
        return;
      } catch {
        this.#isFailing = true;
        if (this.#isClosed) return;
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, RETRY_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Takes at least one message, whatever its size. */
  #take(): string[] {
    let count = 0;
    let size = 0;
    for (const { bytes } of this.#entries) {
      if (count > 0 && size + bytes > BATCH_BYTES) break;
      size += bytes;
      count += 1;
    }
    this.#bytes -= size;
    return this.#entries.splice(0, count).map(({ json }) => json);
  }
}
