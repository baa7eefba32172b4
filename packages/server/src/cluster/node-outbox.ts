import { encodeBatch } from './node-batch.ts';

/** How much one transaction carries: a failed one is sent again as a whole. */
const BATCH_BYTES = 256 * 1024;
const RETRY_MS = 1000;

export interface NodeOutboxOptions {
  /** Random per process. */
  readonly sender: string;
  /** Sends the notifications of a batch in one transaction, in their order. */
  readonly notify: (parts: readonly string[]) => Promise<void>;
  /** How much may wait. */
  readonly maxBytes: number;
  /** Called with the number of pushes that were dropped because too much waited. */
  readonly onDropped: (count: number) => void;
}

interface Entry {
  readonly json: string;
  readonly bytes: number;
  readonly canBeRepaired: boolean;
}

const sizeOf = (entries: readonly Entry[]) => entries.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * What this node has to tell the others. One batch is under way at a time, and takes along everything that has
 * collected since the last one: however far the database is, the number of statements does not grow with that of the
 * messages, and nobody here waits for any of them. A batch is repeated until it succeeds; its number tells the
 * receivers a repetition.
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

  /** Whether the last attempt has failed: then messages that are only useful immediately need not be added. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** @param canBeRepaired whether a receiver that misses it reads the same from the store */
  add(message: object, canBeRepaired: boolean): void {
    if (this.#isClosed) return;
    const json = JSON.stringify(message);
    const bytes = Buffer.byteLength(json);
    if (this.#bytes + bytes > this.#options.maxBytes) this.#drop();
    this.#entries.push({ json, bytes, canBeRepaired });
    this.#bytes += bytes;
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined;
    });
  }

  /** Sends what waits, but repeats nothing any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    await this.#running;
  }

  /**
   * All that can be repaired at once, and not the oldest alone: the receivers read the present state anyway. The rest
   * goes too if it is what fills the outbox. The number that is left out tells the receivers of the loss.
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
    // What this turn of the event loop still adds goes along.
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

  /** At least one, however large. */
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
