import { byteLength } from '../lib/byte-length.ts';
import { type Batch, Cell } from '../lib/reactive.ts';
import type { VisitorBody } from '../protocol/body.ts';
import type { Params } from '../protocol/entities.ts';
import { OUTBOX_MAX_BYTES, OUTBOX_MAX_ROWS, type OutboxRow, type OutboxStorage } from './outbox.types.ts';

type Failure = NonNullable<OutboxRow['failure']>;

/**
 * The sends that the server has not confirmed, in the order of writing. All calls work in memory; the storage is
 * written in the background, so sending never waits for it.
 *
 * @example const outbox = new Outbox(createMemoryOutbox(), new Batch());
 */
export class Outbox<B extends object = VisitorBody> {
  /** Changes when entries or `durability` change. */
  readonly version: Cell<number>;
  readonly #storage: OutboxStorage<B>;
  readonly #sizes = new Map<string, number>();
  #rows: OutboxRow<B>[] = [];
  #namespace: string | null = null;
  #order = 0;
  /** Set after the storage has failed: entries are only in memory. */
  #isBroken = false;

  constructor(storage: OutboxStorage<B>, batch: Batch) {
    this.#storage = storage;
    this.version = new Cell(batch, 0);
  }

  get durability(): 'persistent' | 'memory' {
    return this.#isBroken ? 'memory' : this.#storage.durability;
  }

  get rows(): readonly OutboxRow<B>[] {
    return this.#rows;
  }

  /** The ids of all sends that may still be confirmed, for `hello`. */
  get pending(): readonly string[] {
    return this.#rows.filter((row) => !row.failure).map((row) => row.cid);
  }

  /** The next entry to send. */
  get next(): OutboxRow<B> | undefined {
    return this.#rows.find((row) => !row.failure);
  }

  find(cid: string): OutboxRow<B> | undefined {
    return this.#rows.find((row) => row.cid === cid);
  }

  /**
   * Loads the entries stored under a name, including those of closed tabs.
   *
   * @returns the entries that are new in this outbox
   */
  async load(namespace: string): Promise<readonly OutboxRow<B>[]> {
    this.#namespace = namespace;
    const stored = await this.#attempt(() => this.#storage.load(namespace), []);
    if (this.#namespace !== namespace) return [];
    const fresh = stored.filter((row) => !this.find(row.cid));
    for (const row of fresh) this.#insert(row);
    // Entries that were added before the namespace was known are not stored yet.
    for (const row of this.#rows) if (!stored.some(({ cid }) => cid === row.cid)) this.#store(row);
    return fresh;
  }

  /** Whether there is no room for any further message. */
  get isFull(): boolean {
    return this.#rows.length >= OUTBOX_MAX_ROWS;
  }

  /** Whether there is room for another body of this size in bytes. */
  hasRoomFor(bytes: number): boolean {
    let all = bytes;
    for (const size of this.#sizes.values()) all += size;
    return !this.isFull && all <= OUTBOX_MAX_BYTES;
  }

  /** The entry that waits for the end of an agent's turn. */
  get queued(): OutboxRow<B> | undefined {
    return this.#rows.find((row) => row.queued);
  }

  add(cid: string, body: B, params: Params, createdAt: number, queued = false): OutboxRow<B> {
    this.#order = Math.max(this.#order + 1, createdAt);
    const added: OutboxRow<B> = { cid, body, params, createdAt, order: this.#order, emitted: false };
    const row = queued ? ({ ...added, queued } as const) : added;
    this.#insert(row);
    this.#store(row);
    return row;
  }

  /** Records that an entry is about to be sent: from now on the server may have it. */
  markEmitted(cid: string): void {
    const row = this.find(cid);
    if (!row || row.emitted) return;
    const { queued, ...rest } = row;
    this.#replace({ ...rest, emitted: true });
    if (queued) this.#changed();
  }

  fail(cid: string, failure: Failure): void {
    const row = this.find(cid);
    if (!row) return;
    const { queued: _, ...rest } = row;
    this.#replace({ ...rest, failure });
    this.#changed();
  }

  /** Whether the storage still has an entry, which another tab may have removed; `true` if the storage has failed. */
  async isStored(cid: string): Promise<boolean> {
    const namespace = this.#namespace;
    if (!namespace || this.#isBroken) return true;
    const stored = await this.#attempt(() => this.#storage.load(namespace), []);
    // Also if it has just failed: a message that could not be stored must not get lost.
    return this.#isBroken || stored.some((row) => row.cid === cid);
  }

  /** Moves a failed entry to the end of the queue, as if it were new. */
  revive(cid: string, now: number): OutboxRow<B> | undefined {
    const row = this.find(cid);
    if (!row?.failure) return undefined;
    const { failure: _, ...rest } = row;
    this.#order = Math.max(this.#order + 1, now);
    this.#rows = this.#rows.filter((other) => other.cid !== cid);
    const revived = { ...rest, createdAt: now, order: this.#order };
    this.#insert(revived);
    this.#store(revived);
    return revived;
  }

  /** Removes a confirmed or discarded entry. */
  remove(cid: string): OutboxRow<B> | undefined {
    const row = this.find(cid);
    if (!row) return undefined;
    this.#rows = this.#rows.filter((other) => other !== row);
    this.#sizes.delete(cid);
    this.#changed();
    const namespace = this.#namespace;
    if (namespace) void this.#attempt(() => this.#storage.remove(namespace, cid));
    return row;
  }

  /** Deletes everything, in memory and in the storage. */
  async wipe(): Promise<void> {
    const namespace = this.#namespace;
    this.#rows = [];
    this.#sizes.clear();
    this.#namespace = null;
    this.#changed();
    if (namespace) await this.#attempt(() => this.#storage.clear(namespace));
  }

  #insert(row: OutboxRow<B>): void {
    this.#order = Math.max(this.#order, row.order);
    this.#sizes.set(row.cid, sizeOf(row.body));
    this.#rows = [...this.#rows, row].sort((a, b) => a.order - b.order || (a.cid < b.cid ? -1 : 1));
    this.#changed();
  }

  #replace(row: OutboxRow<B>): void {
    this.#rows = this.#rows.map((other) => (other.cid === row.cid ? row : other));
    this.#store(row);
  }

  #store(row: OutboxRow<B>): void {
    const namespace = this.#namespace;
    if (namespace) void this.#attempt(() => this.#storage.put(namespace, row));
  }

  #changed(): void {
    this.version.set(this.version.get() + 1);
  }

  /** The storage may be full, forbidden or deleted at any time; the chat continues without it. */
  async #attempt<T>(work: () => Promise<T>, otherwise?: T): Promise<T> {
    try {
      return await work();
    } catch {
      this.#isBroken = true;
      this.#changed();
      return otherwise as T;
    }
  }
}

/** The bytes of a body, as the outbox counts them. */
export const sizeOf = (body: object): number => byteLength(JSON.stringify(body));
