import type { Clock } from '../platform/platform.types.ts';
import type { WireDraft } from '../protocol/entities.ts';

/** The minimum time between two updates of the view, in ms: one frame of a display with 60 Hz. */
const FRAME_MS = 16;
/** A timer that fires this much later, in ms, was delayed by work of the page. */
const JITTER_MS = 8;
/** The longest pause after an update, in ms. A hidden tab or a sleeping computer delays timers by far more. */
const MAX_PAUSE_MS = 200;

interface Draft {
  rev: number;
  text: string;
  /** The text that the view has. */
  shown: string | null;
  /** Ends a draft that is not continued. */
  silence: unknown;
  /** The next possible update of the view; `null` if it can be updated at once. */
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
 * same frame are shown together. On a device that needs longer than a frame for an update, updates take at most half of
 * its time, so that it can also react to the visitor.
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
    const draft: Draft = known ?? { rev, text: '', shown: null, silence: null, frame: null };
    draft.rev = rev;
    draft.text = whole;
    this.#drafts.set(id, draft);
    if (known) this.#clock.clearTimeout(draft.silence);
    // If the end of a draft is lost, the draft must not stay forever.
    draft.silence = this.#clock.setTimeout(() => this.finish(id), this.#silence);
    if (draft.frame === null) this.#show(id, draft);
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
    if (draft.shown === draft.text) return;
    draft.shown = draft.text;
    const startedAt = this.#clock.now();
    draft.frame = this.#clock.setTimeout(() => {
      // The cost of an update is mostly the layout that follows it; only the delay of a timer shows it.
      const cost = Math.min(this.#clock.now() - startedAt, MAX_PAUSE_MS);
      const isSlow = cost > FRAME_MS + JITTER_MS;
      if (isSlow) draft.frame = this.#clock.setTimeout(() => this.#show(id, draft), cost);
      else this.#show(id, draft);
    }, FRAME_MS);
    this.#view.putDraft(id, draft.text);
  }
}
