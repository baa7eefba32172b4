import type { ChatError } from '../errors.ts';
import { type Batch, Cell, Derived, shallowEqual } from '../lib/reactive.ts';
import type { Readable } from '../lib/readable.ts';
import type { Body } from '../protocol/body.ts';
import type { Author, WireMessage } from '../protocol/entities.ts';
import type { WireFeedback } from '../protocol/feedback.ts';
import { Corrections } from './correction.ts';
import type { Answer, Delivery, Feedback, Message } from './message.types.ts';
import { Ratings } from './ratings.ts';

/** The author of all messages of the visitor. */
export const VISITOR: Author = { kind: 'visitor' };

/** Requests of the visitor are not shown as messages, except after they have failed. */
const REQUESTS: ReadonlySet<Body['type']> = new Set(['alias', 'rate', 'request_operator', 'leave_queue', 'close']);

/** An object that is not shared yet, so that its fields may still be assigned. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Whether entries with this body are part of the log but not of the message list. */
const isHidden = ({ type }: Body): boolean => REQUESTS.has(type) || type === 'edit' || type === 'erase';

/** The stable key of a message: the visitor's own messages keep the id that the client gave them. */
export const keyOf = (message: WireMessage): string =>
  message.from.kind === 'visitor' && message.cid ? message.cid : message.id;

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);

/**
 * The messages to show, stored outside the machine: messages by key, and three lists of keys for confirmed, streamed
 * and pending messages. A change replaces one message. Lists are computed when they are read; the list of ids stays the
 * same array while only contents change.
 */
export class MessageStore {
  readonly #batch: Batch;
  readonly #rows = new Map<string, Message>();
  /** Contains only messages whose key is not their server id: those of the visitor. */
  readonly #keyByServerId = new Map<string, string>();
  readonly #answers = new Map<string, Answer>();
  readonly #corrections = new Corrections();
  readonly #ratings = new Ratings();
  #confirmed: string[] = [];
  #drafts: string[] = [];
  /** Messages that the server does not have yet, in the order of sending. Requests among them are not shown. */
  #pending: string[] = [];
  #lastAuthor: Author | null = null;
  readonly #content: Cell<number>;
  /** The list as it was last computed, and its ids. */
  #listed: { readonly ids: readonly string[]; readonly messages: readonly Message[] } | null = null;
  /** The only message that was written since then; `undefined` after none, `null` after several. */
  #written: string | null | undefined;
  readonly #watched = new Map<string, Cell<Message | undefined>>();

  /** Changes whenever a message is added or removed; for values that are computed without the list of ids. */
  readonly order: Cell<number>;
  /** Whether an answer is being streamed. */
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
    this.list = new Derived<readonly Message[]>(batch, [this.ids, this.#content], () => this.#readList());
  }

  get(key: string): Message | undefined {
    return this.#rows.get(key);
  }

  byServerId(id: string): Message | undefined {
    return this.#rows.get(this.#keyByServerId.get(id) ?? id);
  }

  /** One message as a readable; its listeners are notified only about this message. */
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

  /** Visits the confirmed messages from the newest on, until `visit` returns `false`. */
  visitFromNewest(visit: (message: Message) => boolean): void {
    for (let index = this.#confirmed.length - 1; index >= 0; index -= 1) {
      const message = this.#rows.get(this.#confirmed[index] as string);
      if (message && !visit(message)) return;
    }
  }

  /** Adds the next message of the log. A pending message or a draft with the same key is replaced. */
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

  /**
   * A known message arrived again: with the URL of its file, which the answer to a send does not contain, or with a
   * newer rating.
   */
  refresh(wire: WireMessage): void {
    if (wire.feedback) this.learnRating(wire.id, wire.feedback);
    const message = this.#rows.get(keyOf(wire));
    if (message?.seq !== wire.seq || !('url' in wire.body) || 'url' in message.body) return;
    this.#write({ ...message, body: wire.body });
  }

  /** Applies a rating that the server has stored. */
  learnRating(messageId: string, rating: WireFeedback): void {
    if (this.#ratings.learn(messageId, rating)) this.#showRating(messageId);
  }

  /** Shows a rating before the server has confirmed it. */
  assumeRating(messageId: string, rating: Feedback | null): void {
    this.#ratings.assume(messageId, rating);
    this.#showRating(messageId);
  }

  /** Shows the server's rating again, instead of an assumed one. */
  settleRating(messageId: string): void {
    this.#ratings.settle(messageId);
    this.#showRating(messageId);
  }

  /** Adds a page of older messages, oldest first, before the others. */
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

  /** Removes confirmed messages and drafts; pending ones stay. */
  clearConfirmed(): void {
    for (const key of [...this.#confirmed, ...this.#drafts]) this.#remove(key);
    this.#confirmed = [];
    this.#drafts = [];
    this.#keyByServerId.clear();
    this.#answers.clear();
    this.#corrections.clear();
    this.#ratings.clear();
    this.#reorder();
  }

  /** Removes everything. */
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

  /** Sets the delivery state of a pending message, and the reason. */
  setDelivery(key: string, delivery: Delivery, error?: ChatError): void {
    const message = this.#rows.get(key);
    if (!message || (message.delivery === delivery && message.error === error)) return;
    const { error: _, ...rest } = message;
    const next: Message = { ...rest, delivery, ...(error ? { error } : {}) };
    this.#write(next);
    if (REQUESTS.has(next.body.type)) this.#reorder();
  }

  /** Removes a pending message, and the answer that it gave. */
  removePending(key: string): void {
    const message = this.#rows.get(key);
    this.#drop(this.#pending, key);
    if (message) this.#forgetAnswer(message.body);
    this.#remove(key);
    this.#reorder();
  }

  /** Removes the pending messages that are no longer waiting to be sent. */
  retainPending(isUnsent: (key: string) => boolean): void {
    for (const key of [...this.#pending]) if (!isUnsent(key)) this.removePending(key);
  }

  /** Shows an answer that is being streamed. */
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

  /** While an answer is streamed only its message changes, so the others of a long history are not looked up again. */
  #readList(): readonly Message[] {
    const ids = this.ids.get();
    const read = (key: string) => this.#rows.get(key) as Message;
    const listed = this.#listed;
    const index = listed?.ids === ids && this.#written ? ids.lastIndexOf(this.#written) : -1;
    const messages = listed && index >= 0 ? listed.messages.slice() : ids.map(read);
    if (index >= 0) messages[index] = read(ids[index] as string);
    this.#listed = { ids, messages };
    this.#written = undefined;
    return messages;
  }

  /** Whether a pending message is shown: a request only after it has failed. */
  #isListed(key: string): boolean {
    const message = this.#rows.get(key);
    if (!message || !REQUESTS.has(message.body.type)) return message !== undefined;
    return message.delivery !== 'pending' && message.delivery !== 'confirmed';
  }

  #confirm(key: string, received: WireMessage): Message {
    const wire = this.#corrections.applyTo(received);
    const answer = this.#answers.get(wire.id);
    if (wire.feedback) this.#ratings.learn(wire.id, wire.feedback);
    const feedback = this.#ratings.of(wire.id);
    // Consecutive messages of one author share its object, because most of a log is written by two authors.
    if (!shallowEqual(this.#lastAuthor, wire.from)) this.#lastAuthor = wire.from;
    // Optional fields are assigned one by one, which takes a twentieth of the time of spreading objects.
    const message: Mutable<Message> = {
      id: key,
      serverId: wire.id,
      seq: wire.seq,
      from: this.#lastAuthor as Author,
      body: wire.body,
      at: wire.at,
      delivery: 'confirmed',
    };
    if (wire.turn !== undefined) message.turn = wire.turn;
    if (wire.edited !== undefined) message.edited = wire.edited;
    if (wire.steps?.length) message.steps = wire.steps;
    if (wire.stopped) message.stopped = true;
    if (wire.agent) message.agent = true;
    if (wire.sources?.length) message.sources = wire.sources;
    if (feedback) message.feedback = feedback;
    if (answer) message.answer = answer;
    if (key !== wire.id) this.#keyByServerId.set(wire.id, key);
    this.#write(message);
    return message;
  }

  /** Stores an answer with the message that it answers, in whichever order the two are loaded. */
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

  /** Applies a correction, or keeps it for a message that is loaded later. */
  #correct(wire: WireMessage): void {
    const correction = this.#corrections.learn(wire);
    const message = correction && this.byServerId(correction.messageId);
    if (!message) return;
    const { edited: _, ...rest } = message;
    const { body, edited } = correction;
    this.#write({ ...rest, body, ...(edited === undefined ? {} : { edited }) });
  }

  #showRating(messageId: string): void {
    const message = this.byServerId(messageId);
    if (!message) return;
    const { feedback: shown, ...rest } = message;
    const feedback = this.#ratings.of(messageId);
    if (shown?.value === feedback?.value && shown?.reason === feedback?.reason) return;
    this.#write(feedback ? { ...rest, feedback } : rest);
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
    this.#written = this.#written === undefined || this.#written === message.id ? message.id : null;
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
