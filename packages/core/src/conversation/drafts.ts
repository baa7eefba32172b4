import type { Clock } from '../platform/platform.types.ts';
import type { WireDraft } from '../protocol/entities.ts';

/** The minimum time between two updates of the view, in ms: one frame of a display with 60 Hz. */
const FRAME_MS = 16;

interface Draft {
  rev: number;
  text: string;
  /** When the view was updated last, by the clock. */
  shownAt: number;
  /** Ends a draft that is not continued. */
  silence: unknown;
  /** The next update of the view; `null` if the view has the whole text. */
  frame: unknown;
}

/** Where streamed answers are shown. */
export interface DraftView {
  /** The whole text so far; the first call adds the draft. */
  putDraft(id: string, text: string): void;
  dropDraft(id: string): void;
}

/**
 * Drafts of streamed answers. A piece is applied only if it follows the last one; after a lost piece the draft does not
 * change until the server sends the whole text again. The first piece is shown at once; pieces that arrive within the
 * same frame are shown together.
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
    const draft: Draft = known ?? { rev, text: '', shownAt: Number.NEGATIVE_INFINITY, silence: null, frame: null };
    draft.rev = rev;
    draft.text = whole;
    this.#drafts.set(id, draft);
    if (known) this.#clock.clearTimeout(draft.silence);
    // If the end of a draft is lost, the draft must not stay forever.
    draft.silence = this.#clock.setTimeout(() => this.finish(id), this.#silence);
    if (draft.frame !== null) return;
    const elapsed = this.#clock.now() - draft.shownAt;
    // The clock of a computer can be set back.
    if (elapsed >= FRAME_MS || elapsed < 0) this.#show(id, draft);
    else draft.frame = this.#clock.setTimeout(() => this.#show(id, draft), FRAME_MS - elapsed);
  }

  /** Ends a draft, because its message has arrived or will not arrive. */
  finish(id: string): void {
    const draft = this.#drafts.get(id);
    if (!draft) return;
    this.#clock.clearTimeout(draft.silence);
    if (draft.frame !== null) this.#clock.clearTimeout(draft.frame);
    this.#drafts.delete(id);
    this.#view.dropDraft(id);
  }

  clear(): void {
    for (const id of [...this.#drafts.keys()]) this.finish(id);
  }

  #show(id: string, draft: Draft): void {
    draft.frame = null;
    draft.shownAt = this.#clock.now();
    this.#view.putDraft(id, draft.text);
  }
}
