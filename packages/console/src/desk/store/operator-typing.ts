import type { Clock } from '@connective-chat/core';
import { TypingSignal } from '@connective-chat/core/engine';

/** "The operator is typing", in one conversation at a time. */
export class OperatorTyping {
  readonly #signal: TypingSignal;
  #conversation: string | null = null;

  constructor(clock: Clock, send: (conversation: string, on: boolean) => void) {
    this.#signal = new TypingSignal(clock, (on) => {
      if (this.#conversation !== null) send(this.#conversation, on);
    });
  }

  /** A key was struck in the composer of this conversation. */
  touch(conversation: string): void {
    if (this.#conversation !== conversation) this.stop();
    this.#conversation = conversation;
    this.#signal.set(true);
  }

  /** The composer was emptied, sent or left. */
  stop(): void {
    this.#signal.stop();
    this.#conversation = null;
  }
}
