import type { Clock } from '../platform/platform.types.ts';
import type { WireDraft } from '../protocol/entities.ts';

interface Draft {
  rev: number;
  text: string;
  timer: unknown;
}

/** Where streamed answers are shown. */
export interface DraftView {
  /** The whole text so far; the first call adds the draft. */
  putDraft(id: string, text: string): void;
  dropDraft(id: string): void;
}

/**
 * Drafts of streamed answers. A piece is applied only if it follows the last one; after a lost piece the draft does not
 * change until the server sends the whole text again.
 *
 * @example drafts.apply({ id: 'a', rev: 1, text: 'Hel' });
 */
export class Drafts {
  readonly #view: DraftView;
  readonly #clock: Clock;
  readonly #silence: number;
  readonly #drafts = new Map<string, Draft>();

  constructor(view: DraftView, clock: Clock, silenceMs: number) {
    this.#view = view;
    this.#clock = clock;
    this.#silence = silenceMs;
  }

  apply({ id, rev, append, text }: WireDraft): void {
    const known = this.#drafts.get(id);
    if (known && rev <= known.rev) return;
    const whole = text ?? (append !== undefined && known && rev === known.rev + 1 ? known.text + append : undefined);
    if (whole === undefined) return;
    if (known) this.#clock.clearTimeout(known.timer);
    // If the end of a draft is lost, the draft must not stay forever.
    const timer = this.#clock.setTimeout(() => this.finish(id), this.#silence);
    this.#drafts.set(id, { rev, text: whole, timer });
    this.#view.putDraft(id, whole);
  }

  /** Ends a draft, because its message has arrived or will not arrive. */
  finish(id: string): void {
    const draft = this.#drafts.get(id);
    if (!draft) return;
    this.#clock.clearTimeout(draft.timer);
    this.#drafts.delete(id);
    this.#view.dropDraft(id);
  }

  clear(): void {
    for (const id of [...this.#drafts.keys()]) this.finish(id);
  }
}
