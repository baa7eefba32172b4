import type { Clock } from '@connective-chat/core';

/** The visitor sees it for six seconds: said again well before. */
const REPEAT_MS = 3000;
const IDLE_MS = 5000;

/** "The operator is typing", from every keystroke to a word every few seconds, and one at the end. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #tell: (conversation: string, on: boolean) => void;
  #conversation: string | null = null;
  #toldAt = 0;
  #timer: unknown;

  constructor(clock: Clock, tell: (conversation: string, on: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A key was struck in the composer of this dialog. */
  touch(conversation: string): void {
    if (this.#conversation !== conversation) this.stop();
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.stop(), IDLE_MS);
    const now = this.#clock.now();
    if (this.#conversation === conversation && now - this.#toldAt < REPEAT_MS) return;
    this.#conversation = conversation;
    this.#toldAt = now;
    this.#tell(conversation, true);
  }

  /** The composer was emptied, sent or left. */
  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    if (this.#conversation !== null) this.#tell(this.#conversation, false);
    this.#conversation = null;
  }
}
