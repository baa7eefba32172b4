import { type Correctable, Corrections } from './correction.ts';
import { Log } from './log.ts';

/**
 * The messages of one conversation in the order of the server's log, without gaps. For a client that shows them
 * unchanged; the visitor's client uses `MessageStore`, which also has pending messages.
 *
 * @example
 * const run = new MessageRun<WireMessage>();
 * run.load(page.epoch, page.items, page.more);
 * if (run.accept(message) === 'ahead') run.join((await sync(run.head)).items);
 */
export class MessageRun<M extends Correctable> {
  readonly #log = new Log<M>();
  readonly #corrections = new Corrections();
  #messages: readonly M[] = [];
  #more = false;

  /** Oldest first; the same array until something changes. */
  get messages(): readonly M[] {
    return this.#messages;
  }

  /** The `seq` of the newest loaded message; 0 if there is none. */
  get head(): number {
    return this.#log.head;
  }

  /** The `seq` of the oldest loaded message; 0 if there is none. */
  get first(): number {
    return this.#log.first;
  }

  /** Whether the server has older messages. */
  get more(): boolean {
    return this.#more;
  }

  /**
   * Loads the newest page. It extends the loaded messages if it connects to them in the same epoch; otherwise it
   * replaces them.
   */
  load(epoch: string, page: readonly M[], more: boolean): void {
    const first = page[0]?.seq ?? 0;
    // A push that arrived before the page may be newer than the page.
    const touches = this.#log.epoch === epoch && this.head > 0 && first <= this.head + 1;
    if (touches) {
      this.join(page);
      return;
    }
    this.#corrections.clear();
    this.#messages = this.#corrected(this.#log.reset(epoch, page), page);
    this.#more = more;
  }

  /** Adds one message. `ahead` means that earlier messages are missing: it is kept until they arrive. */
  accept(message: M): 'known' | 'next' | 'ahead' {
    const merge = this.#log.accept(message);
    if (merge.kind === 'next') this.#messages = this.#corrected([...this.#messages, ...merge.run], merge.run);
    // It may have been erased since, or its file has a new URL.
    else if (merge.kind === 'known') {
      this.#messages = this.#messages.map((held) =>
        held.seq === message.seq ? this.#corrections.applyTo(message) : held,
      );
    }
    return merge.kind;
  }

  /** Adds several messages, such as a page of missing ones. */
  join(page: readonly M[]): void {
    for (const message of page) this.accept(message);
  }

  /** Adds the page before the oldest message. */
  prepend(page: readonly M[], more: boolean): void {
    const older = this.#log.prepend(page);
    this.#messages = this.#corrected([...older, ...this.#messages], older);
    this.#more = more && older.length > 0;
  }

  /** Applies corrections: those among the new messages, and earlier ones that correct a new message. */
  #corrected(messages: readonly M[], come: readonly M[]): readonly M[] {
    for (const entry of come) this.#corrections.learn(entry);
    return messages.map((message) => this.#corrections.applyTo(message));
  }
}
