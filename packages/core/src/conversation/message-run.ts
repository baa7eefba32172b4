import { type Correctable, Corrections } from './correction.ts';
import { Log } from './log.ts';

/**
 * The messages of one conversation as they stand in the server's log: one run without a gap. For a client that shows
 * them as they are; the visitor's client keeps rows of its own instead (`MessageStore`).
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

  /** The seq of the newest message held; 0 where none is. */
  get head(): number {
    return this.#log.head;
  }

  /** The seq of the oldest message held; 0 where none is. */
  get first(): number {
    return this.#log.first;
  }

  /** Whether the server has older ones. */
  get more(): boolean {
    return this.#more;
  }

  /** Takes the newest page: joined to what is held where the two touch and are of one epoch, in its place otherwise. */
  load(epoch: string, page: readonly M[], more: boolean): void {
    const first = page[0]?.seq ?? 0;
    // A push that overtook the page may have brought more than the page knows of.
    const touches = this.#log.epoch === epoch && this.head > 0 && first <= this.head + 1;
    if (touches) {
      this.join(page);
      return;
    }
    this.#corrections.clear();
    this.#messages = this.#corrected(this.#log.reset(epoch, page), page);
    this.#more = more;
  }

  /** Takes one message of the log. `ahead`: those before it are missing, and it is kept until they come. */
  accept(message: M): 'known' | 'next' | 'ahead' {
    const merge = this.#log.accept(message);
    if (merge.kind === 'next') this.#messages = this.#corrected([...this.#messages, ...merge.run], merge.run);
    // It may have been erased since, or have a fresh address for its file.
    else if (merge.kind === 'known') {
      this.#messages = this.#messages.map((held) =>
        held.seq === message.seq ? this.#corrections.applyTo(message) : held,
      );
    }
    return merge.kind;
  }

  /** Takes several messages, as a page of what was missing. */
  join(page: readonly M[]): void {
    for (const message of page) this.accept(message);
  }

  /** Takes the page before the oldest message held. */
  prepend(page: readonly M[], more: boolean): void {
    const older = this.#log.prepend(page);
    this.#messages = this.#corrected([...older, ...this.#messages], older);
    this.#more = more && older.length > 0;
  }

  /** The messages with the corrections among what has come, and those that came before what they correct. */
  #corrected(messages: readonly M[], come: readonly M[]): readonly M[] {
    for (const entry of come) this.#corrections.learn(entry);
    return messages.map((message) => this.#corrections.applyTo(message));
  }
}
