import type { Clock } from '@connective-chat/core';
import { TypingSignal } from '@connective-chat/core/engine';

/** Reports "the operator is typing", in one conversation at a time. */
export class OperatorTyping {
  readonly #signal: TypingSignal;
  #conversation: string | null = null;

  constructor(clock: Clock, send: (conversation: string, on: boolean) => void) {
    this.#signal = new TypingSignal(clock, (on) => {
      if (this.#conversation !== null) send(this.#conversation, on);
    });
  }

  /** Call this for each keystroke in the composer of a conversation. */
  touch(conversation: string): void {
    if (this.#conversation !== conversation) this.stop();
    this.#conversation = conversation;
    this.#signal.set(true);
  }

  /** Call this when the composer was emptied, sent or left. */
  stop(): void {
    this.#signal.stop();
    this.#conversation = null;
  }
}
