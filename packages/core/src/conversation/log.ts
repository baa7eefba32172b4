import type { Cursor, WireMessage } from '../protocol/entities.ts';

/** How many messages that arrived too early are kept. Further ones come again with a page. */
const MAX_AHEAD = 500;

/** The fields that give a message its position in the log. */
export type LoggedMessage = Pick<WireMessage, 'seq' | 'id'>;

/** How the log classifies a message: known, next (with the early messages that now follow), or too early. */
export type Merge<M> =
  | { readonly kind: 'known' }
  | { readonly kind: 'next'; readonly run: readonly M[] }
  | { readonly kind: 'ahead' };

const KNOWN = { kind: 'known' } as const;
const AHEAD = { kind: 'ahead' } as const;

/**
 * Tracks the part of the server's log that this client has: a contiguous run of `seq` in one epoch. It decides whether
 * a message is new, known or too early, and stores only the messages that arrived too early.
 *
 * Any permutation, duplication or partition of the same log gives the same run.
 *
 * @example if (log.accept(message).kind === 'ahead') fillGap(log.head);
 */
export class Log<M extends LoggedMessage = WireMessage> {
  #epoch: string | null = null;
  #first = 0;
  #head = 0;
  #headId: string | null = null;
  readonly #ahead = new Map<number, M>();

  get epoch(): string | null {
    return this.#epoch;
  }

  /** The seq of the oldest stored message; 0 if there is none. */
  get first(): number {
    return this.#first;
  }

  /** The seq of the newest stored message; 0 if there is none. */
  get head(): number {
    return this.#head;
  }

  /** Whether messages are missing between the head and the early ones. */
  get hasGap(): boolean {
    return this.#ahead.size > 0;
  }

  /** The end of this client's log, for `hello`; `null` if there is none. */
  get cursor(): Cursor | null {
    if (this.#epoch === null || this.#head === 0) return null;
    return { epoch: this.#epoch, after: this.#head, id: this.#headId };
  }

  /** Removes everything. */
  clear(): void {
    this.#epoch = null;
    this.#first = 0;
    this.#head = 0;
    this.#headId = null;
    this.#ahead.clear();
  }

  /** Restarts with the newest page of an epoch. */
  reset(epoch: string, page: readonly M[]): readonly M[] {
    this.clear();
    this.#epoch = epoch;
    return contiguousTail(page).flatMap((message) => this.#advance(message));
  }

  /** Adds one message at any position. */
  accept(message: M): Merge<M> {
    if (message.seq <= this.#head) return KNOWN;
    if (message.seq > this.#head + 1) {
      if (this.#ahead.size < MAX_AHEAD) this.#ahead.set(message.seq, message);
      return AHEAD;
    }
    return { kind: 'next', run: this.#advance(message) };
  }

  /** Adds a page of older messages: the part that ends directly before the oldest stored one. */
  prepend(page: readonly M[]): readonly M[] {
    const older = contiguousTail(page.filter((message) => message.seq < this.#first));
    if (older.at(-1)?.seq !== this.#first - 1) return [];
    this.#first = older[0]?.seq ?? this.#first;
    return older;
  }

  #advance(message: M): M[] {
    const run: M[] = [];
    for (let next: M | undefined = message; next; next = this.#ahead.get(this.#head + 1)) {
      this.#head = next.seq;
      this.#headId = next.id;
      if (this.#first === 0) this.#first = next.seq;
      this.#ahead.delete(next.seq);
      run.push(next);
    }
    return run;
  }
}

/** The longest run without a gap that ends with the newest message of a page, oldest first. */
function contiguousTail<M extends LoggedMessage>(page: readonly M[]): M[] {
  const sorted = [...new Map(page.map((message) => [message.seq, message])).values()].sort((a, b) => a.seq - b.seq);
  let start = sorted.length - 1;
  while (start > 0 && sorted[start - 1]?.seq === (sorted[start]?.seq ?? 0) - 1) start -= 1;
  return sorted.slice(start);
}
