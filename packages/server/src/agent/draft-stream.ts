import type { WireDraft } from '@connective-chat/core/protocol';

/** How often the whole draft is pushed, for clients that missed a part, and stored, for a process that takes over. */
const WHOLE_EVERY_MS = 2000;

/** The draft of an answer: parts with an increasing rev, and the whole text at intervals. */
export class DraftStream {
  readonly id: string;
  readonly #turn: number | null;
  readonly #push: (draft: WireDraft) => void;
  readonly #store: (text: string) => void;
  #rev = 0;
  #text = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(id: string, turn: number | null, push: (draft: WireDraft) => void, store: (text: string) => void) {
    this.id = id;
    this.#turn = turn;
    this.#push = push;
    this.#store = store;
  }

  get text(): string {
    return this.#text;
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  append(piece: string): void {
    if (piece === '') return;
    const first = this.isEmpty;
    this.#text += piece;
    this.#rev += 1;
    this.#push({ ...this.#base(), ...(first ? { text: this.#text } : { append: piece }) });
    if (first) this.#store(this.#text);
    this.#timer ??= setInterval(() => {
      this.#rev += 1;
      this.#push(this.whole());
      this.#store(this.#text);
    }, WHOLE_EVERY_MS).unref();
  }

  whole(): WireDraft {
    return { ...this.#base(), text: this.#text };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #base() {
    // A scenario's start answers no message: its turn is 0.
    return { id: this.id, turn: this.#turn ?? 0, rev: this.#rev };
  }
}
