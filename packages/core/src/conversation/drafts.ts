import type { Clock } from '../platform/platform.types.ts';
import type { WireDraft } from '../protocol/entities.ts';
import type { MessageStore } from './message-store.ts';

interface Draft {
  rev: number;
  text: string;
  timer: unknown;
}

/**
 * Answers that are still being written. A piece counts only if it follows the last one; after a
 * lost piece the draft stands still until the server repeats the whole text.
 */
export class Drafts {
  readonly #store: MessageStore;
  readonly #clock: Clock;
  readonly #silence: number;
  readonly #drafts = new Map<string, Draft>();

  constructor(store: MessageStore, clock: Clock, silenceMs: number) {
    this.#store = store;
    this.#clock = clock;
    this.#silence = silenceMs;
  }

  apply({ id, rev, append, text }: WireDraft): void {
    const known = this.#drafts.get(id);
    if (known && rev <= known.rev) return;
    const whole = text ?? (append !== undefined && known && rev === known.rev + 1 ? known.text + append : undefined);
    if (whole === undefined) return;
    if (known) this.#clock.clearTimeout(known.timer);
    // A draft that nobody finishes must not stand there for ever.
    const timer = this.#clock.setTimeout(() => this.finish(id), this.#silence);
    this.#drafts.set(id, { rev, text: whole, timer });
    this.#store.putDraft({
      id,
      from: { kind: 'bot' },
      body: { type: 'text', text: whole, format: 'markdown' },
      at: new Date(this.#clock.now()).toISOString(),
      delivery: 'confirmed',
      streaming: true,
    });
  }

  /** Ends a draft: its message is there, or will not come. */
  finish(id: string): void {
    const draft = this.#drafts.get(id);
    if (!draft) return;
    this.#clock.clearTimeout(draft.timer);
    this.#drafts.delete(id);
    this.#store.dropDraft(id);
  }

  clear(): void {
    for (const id of [...this.#drafts.keys()]) this.finish(id);
  }
}
