import type { ChatError } from '../errors.ts';
import { type Batch, Cell, Derived, shallowEqual } from '../lib/reactive.ts';
import type { Readable } from '../lib/readable.ts';
import type { Author, Body, WireMessage } from '../protocol/entities.ts';
import { Corrections } from './correction.ts';
import type { Answer, Delivery, Message } from './message.types.ts';

/** Requests of the visitor that are no messages: a list shows one only while it has failed. */
const REQUESTS: ReadonlySet<Body['type']> = new Set(['alias', 'rate', 'request_operator', 'leave_queue', 'close']);

/** Entries of the log that are no messages, and no part of the list once they are in it. */
const isHidden = ({ type }: Body): boolean => REQUESTS.has(type) || type === 'edit' || type === 'erase';

/** The stable key of a message: the visitor's own keep the id they were given on this side. */
export const keyOf = (message: WireMessage): string =>
  message.from.kind === 'visitor' && message.cid ? message.cid : message.id;

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/**
 * The messages to show, outside the machine: rows by key, and three lists of keys, the confirmed
 * run, the drafts and what is pending. A change touches one row; lists are built when they are
 * read, and the list of ids stays the same array while only contents change.
 */
export class MessageStore {
  readonly #batch: Batch;
  readonly #rows = new Map<string, Message>();
  /** Only of those whose key is another: the visitor's own. */
  readonly #keyByServerId = new Map<string, string>();
  readonly #answers = new Map<string, Answer>();
  readonly #corrections = new Corrections();
  #confirmed: string[] = [];
  #drafts: string[] = [];
  /** What the server does not have yet, in the order in which it was sent; the list shows no request on its way. */
  #pending: string[] = [];
  #lastAuthor: Author | null = null;
  readonly #content: Cell<number>;
  readonly #watched = new Map<string, Cell<Message | undefined>>();

  /** Changes with every row that comes or goes; for what is computed from the rows without the list of ids. */
  readonly order: Cell<number>;
  /** Whether an answer is being written. */
  readonly hasDrafts: Derived<boolean>;
  readonly ids: Readable<readonly string[]> & Derived<readonly string[]>;
  readonly list: Readable<readonly Message[]> & Derived<readonly Message[]>;

  constructor(batch: Batch) {
    this.#batch = batch;
    this.order = new Cell(batch, 0);
    this.#content = new Cell(batch, 0);
    this.hasDrafts = new Derived(batch, [this.order], () => this.#drafts.length > 0);
    this.ids = new Derived<readonly string[]>(
      batch,
      [this.order],
      () => [...this.#confirmed, ...this.#drafts, ...this.#pending.filter((key) => this.#isListed(key))],
      sameIds,
    );
    this.list = new Derived<readonly Message[]>(batch, [this.ids, this.#content], () =>
      this.ids.get().map((key) => this.#rows.get(key) as Message),
    );
  }

  get(key: string): Message | undefined {
    return this.#rows.get(key);
  }

  byServerId(id: string): Message | undefined {
    return this.#rows.get(this.#keyByServerId.get(id) ?? id);
  }

  /** One row as a readable; listeners hear only of this row. */
  watch(key: string): Readable<Message | undefined> {
    return {
      get: () => this.#rows.get(key),
      subscribe: (listener) => {
        let cell = this.#watched.get(key);
        if (!cell) {
          cell = new Cell(this.#batch, this.#rows.get(key));
          this.#watched.set(key, cell);
        }
        const watched = cell;
        const stop = watched.subscribe(listener);
        return () => {
          stop();
          if (!watched.observed && this.#watched.get(key) === watched) this.#watched.delete(key);
        };
      },
    };
  }

  /** The confirmed rows from the newest on, for as long as the visit says so. */
  visitFromNewest(visit: (message: Message) => boolean): void {
    for (let index = this.#confirmed.length - 1; index >= 0; index -= 1) {
      const message = this.#rows.get(this.#confirmed[index] as string);
      if (message && !visit(message)) return;
    }
  }

  /** Adds the next message of the log; a pending row or a draft of the same key becomes it. */
  append(wire: WireMessage): Message | null {
    const key = keyOf(wire);
    this.#drop(this.#pending, key);
    this.#drop(this.#drafts, key);
    this.#learnAnswer(wire);
    this.#correct(wire);
    if (isHidden(wire.body)) {
      this.#remove(key);
      this.#reorder();
      return null;
    }
    const message = this.#confirm(key, wire);
    this.#confirmed.push(key);
    this.#reorder();
    return message;
  }

  /** A known message came again with the address of its file, which an answer to a send does not carry. */
  refresh(wire: WireMessage): void {
    const message = this.#rows.get(keyOf(wire));
    if (message?.seq !== wire.seq || !('url' in wire.body) || 'url' in message.body) return;
    this.#write({ ...message, body: wire.body });
  }

  /** Adds a page of older messages, oldest first, before all others. */
  prepend(page: readonly WireMessage[]): readonly Message[] {
    for (const wire of page) {
      this.#learnAnswer(wire);
      this.#correct(wire);
    }
    const visible = page.filter((wire) => !isHidden(wire.body));
    const messages = visible.map((wire) => this.#confirm(keyOf(wire), wire));
    this.#confirmed = [...messages.map((message) => message.id), ...this.#confirmed];
    this.#reorder();
    return messages;
  }

  /** Forgets the confirmed run and the drafts; what is pending stays. */
  clearConfirmed(): void {
    for (const key of [...this.#confirmed, ...this.#drafts]) this.#remove(key);
    this.#confirmed = [];
    this.#drafts = [];
    this.#keyByServerId.clear();
    this.#answers.clear();
    this.#corrections.clear();
    this.#reorder();
  }

  /** Forgets everything. */
  clear(): void {
    for (const key of this.#pending) this.#remove(key);
    this.#pending = [];
    this.clearConfirmed();
  }

  /** Adds a message that the server does not have yet. */
  addPending(message: Message): void {
    if (this.#rows.has(message.id)) return;
    this.#learnAnswer({ body: message.body, pending: true });
    this.#write(message);
    this.#pending.push(message.id);
    this.#reorder();
  }

  /** Tells how a row that the server does not have yet fares, and why. */
  setDelivery(key: string, delivery: Delivery, error?: ChatError): void {
    const message = this.#rows.get(key);
    if (!message) return;
    const { error: _, ...rest } = message;
    const next: Message = { ...rest, delivery, ...(error ? { error } : {}) };
    this.#write(next);
    if (REQUESTS.has(next.body.type)) this.#reorder();
  }

  /** Drops a pending row, and the answer that it was. */
  removePending(key: string): void {
    const message = this.#rows.get(key);
    this.#drop(this.#pending, key);
    if (message) this.#forgetAnswer(message.body);
    this.#remove(key);
    this.#reorder();
  }

  /** Drops the pending rows for which nobody stands any longer. */
  retainPending(isUnsent: (key: string) => boolean): void {
    for (const key of [...this.#pending]) if (!isUnsent(key)) this.removePending(key);
  }

  /** Shows an answer that is being written. */
  putDraft(message: Message): void {
    if (!this.#rows.has(message.id)) {
      this.#drafts.push(message.id);
      this.#reorder();
    }
    this.#write(message);
  }

  dropDraft(key: string): void {
    if (!this.#drop(this.#drafts, key)) return;
    this.#remove(key);
    this.#reorder();
  }

  /** A request is shown only while it has failed. */
  #isListed(key: string): boolean {
    const message = this.#rows.get(key);
    if (!message || !REQUESTS.has(message.body.type)) return message !== undefined;
    return message.delivery !== 'pending' && message.delivery !== 'confirmed';
  }

  #confirm(key: string, received: WireMessage): Message {
    const wire = this.#corrections.applyTo(received);
    const answer = this.#answers.get(wire.id);
    // One object for all that somebody says in a row: most of a log is said by two.
    if (!shallowEqual(this.#lastAuthor, wire.from)) this.#lastAuthor = wire.from;
    const message: Message = {
      id: key,
      serverId: wire.id,
      seq: wire.seq,
      from: this.#lastAuthor as Author,
      body: wire.body,
      at: wire.at,
      delivery: 'confirmed',
      ...(wire.edited === undefined ? {} : { edited: wire.edited }),
      ...(answer ? { answer } : {}),
    };
    if (key !== wire.id) this.#keyByServerId.set(wire.id, key);
    this.#write(message);
    return message;
  }

  /** An answer is kept on the message that asked, whichever of the two is loaded first. */
  #learnAnswer({ body }: { readonly body: Body; readonly pending?: boolean }): void {
    if (body.type !== 'press' && body.type !== 'rate') return;
    const answer: Answer =
      body.type === 'press'
        ? { buttonId: body.buttonId, label: body.label }
        : { label: String(body.score), score: body.score };
    this.#answers.set(body.messageId, answer);
    const asked = this.byServerId(body.messageId);
    if (asked && !isRepeatable(asked.body)) this.#write({ ...asked, answer });
  }

  /** A correction is kept for a message that is loaded later, as an answer is. */
  #correct(wire: WireMessage): void {
    const correction = this.#corrections.learn(wire);
    const message = correction && this.byServerId(correction.messageId);
    if (!message) return;
    const { edited: _, ...rest } = message;
    const { body, edited } = correction;
    this.#write({ ...rest, body, ...(edited === undefined ? {} : { edited }) });
  }

  #forgetAnswer(body: Body): void {
    if (body.type !== 'press' && body.type !== 'rate') return;
    this.#answers.delete(body.messageId);
    const asked = this.byServerId(body.messageId);
    if (!asked?.answer) return;
    const { answer: _, ...rest } = asked;
    this.#write(rest);
  }

  #write(message: Message): void {
    this.#rows.set(message.id, message);
    this.#content.set(this.#content.get() + 1);
    this.#watched.get(message.id)?.set(message);
  }

  #remove(key: string): void {
    const message = this.#rows.get(key);
    if (!this.#rows.delete(key)) return;
    if (message?.serverId) this.#keyByServerId.delete(message.serverId);
    this.#watched.get(key)?.set(undefined);
  }

  #drop(keys: string[], key: string): boolean {
    const index = keys.indexOf(key);
    if (index >= 0) keys.splice(index, 1);
    return index >= 0;
  }

  #reorder(): void {
    this.order.set(this.order.get() + 1);
  }
}

/** Whether the buttons of a body may be pressed again. */
export function isRepeatable(body: Body): boolean {
  return (body.type === 'text' || body.type === 'cards') && body.repeatable === true;
}
