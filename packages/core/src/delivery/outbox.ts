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
  /** The bytes of each entry, measured when the next one is about to be added. */
  readonly #sizes = new Map<string, number>();
  /** By id, in the order of sending. */
  #rows = new Map<string, OutboxRow<B>>();
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
    return [...this.#rows.values()];
  }

  /** The ids of all sends that may still be confirmed, for `hello`. */
  get pending(): readonly string[] {
    return this.rows.filter((row) => !row.failure).map((row) => row.cid);
  }

  /** The next entry to send. */
  get next(): OutboxRow<B> | undefined {
    for (const row of this.#rows.values()) if (!row.failure) return row;
    return undefined;
  }

  find(cid: string): OutboxRow<B> | undefined {
    return this.#rows.get(cid);
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
    for (const row of this.rows) if (!stored.some(({ cid }) => cid === row.cid)) this.#store(row);
    return fresh;
  }

  /** Whether there is no room for any further message. */
  get isFull(): boolean {
    return this.#rows.size >= OUTBOX_MAX_ROWS;
  }

  /** Whether there is room for another body of this size in bytes. */
  hasRoomFor(bytes: number): boolean {
    let all = bytes;
    for (const row of this.#rows.values()) all += this.#sizeOf(row);
    return !this.isFull && all <= OUTBOX_MAX_BYTES;
  }

  /** The entry that waits for the end of an agent's turn. */
  get queued(): OutboxRow<B> | undefined {
    for (const row of this.#rows.values()) if (row.queued) return row;
    return undefined;
  }

  add(cid: string, body: B, params: Params, createdAt: number, queued = false): OutboxRow<B> {
    const added: OutboxRow<B> = { cid, body, params, createdAt, order: this.#nextOrder(createdAt), emitted: false };
    const row = queued ? ({ ...added, queued } as const) : added;
    this.#insert(row);
    this.#store(row);
    return row;
  }

  /** Records that an entry is about to be sent: from now on the server may have it. */
  markEmitted(cid: string): void {
    const row = this.find(cid);
    if (!row || row.emitted) return;
    // Every send comes here, and a copy that gets a new field takes several times as long.
    this.#replace(row.queued ? { ...row, queued: undefined, emitted: true } : { ...row, emitted: true });
    if (row.queued) this.#changed();
  }

  fail(cid: string, failure: Failure): void {
    const row = this.find(cid);
    if (!row) return;
    this.#replace({ ...row, queued: undefined, failure });
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
    this.#rows.delete(cid);
    const revived = { ...rest, createdAt: now, order: this.#nextOrder(now) };
    this.#insert(revived);
    this.#store(revived);
    return revived;
  }

  /** Removes a confirmed or discarded entry. */
  remove(cid: string): OutboxRow<B> | undefined {
    const row = this.find(cid);
    if (!row) return undefined;
    this.#rows.delete(cid);
    this.#sizes.delete(cid);
    this.#changed();
    const namespace = this.#namespace;
    if (namespace) void this.#attempt(() => this.#storage.remove(namespace, cid));
    return row;
  }

  /** Deletes everything, in memory and in the storage. */
  async wipe(): Promise<void> {
    const namespace = this.#namespace;
    this.#rows.clear();
    this.#sizes.clear();
    this.#namespace = null;
    this.#changed();
    if (namespace) await this.#attempt(() => this.#storage.clear(namespace));
  }

  #nextOrder(now: number): number {
    return Math.max(this.#order + 1, now);
  }

  #insert(row: OutboxRow<B>): void {
    const isLast = row.order > this.#order;
    this.#order = Math.max(this.#order, row.order);
    this.#rows.set(row.cid, row);
    // Entries of the storage may be older than those of this page.
    if (!isLast) {
      const sorted = [...this.#rows.values()].sort((a, b) => a.order - b.order || (a.cid < b.cid ? -1 : 1));
      this.#rows = new Map(sorted.map((one) => [one.cid, one]));
    }
    this.#changed();
  }

  #sizeOf({ cid, body }: OutboxRow<B>): number {
    const known = this.#sizes.get(cid);
    if (known !== undefined) return known;
    const size = sizeOf(body);
    this.#sizes.set(cid, size);
    return size;
  }

  #replace(row: OutboxRow<B>): void {
    this.#rows.set(row.cid, row);
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
