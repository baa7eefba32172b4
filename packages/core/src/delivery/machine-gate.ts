import type { ChatError } from '../errors.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { SendGate } from './dispatcher.types.ts';

/** A gate that the state machine of the chat opens and closes. */
export class MachineGate implements SendGate {
  readonly #actor: ChatActor;

  constructor(actor: ChatActor) {
    this.#actor = actor;
  }

  get isOpen(): boolean {
    return this.#actor.snapshot.value.outbox === 'sending';
  }

  filled(): boolean {
    const { outbox, turn } = this.#actor.snapshot.value;
    // During a burst the machine has nothing to decide, and one step of it costs as much as the send.
    if (outbox === 'sending' && turn === 'ready') return true;
    this.#actor.send({ type: 'outbox.filled' });
    return false;
  }

  emptied(): void {
    this.#actor.send({ type: 'outbox.emptied' });
  }

  deferred({ code, retryAfterMs }: ChatError): void {
    this.#actor.send({ type: 'outbox.deferred', code, retryAfterMs: retryAfterMs ?? null });
  }

  resumeRequired(): void {
    this.#actor.send({ type: 'resume.required' });
  }

  doubted(): void {
    this.#actor.send({ type: 'link.doubted' });
  }
}
