import type { OperatorPush } from '@connective-chat/contracts/operator';
import { RemoteTyping } from '@connective-chat/core/engine';
import type { DeskContext } from './desk-context.types.ts';
import type { Typist } from './desk-state.types.ts';

/** Other people who are typing, by conversation. */
export class Typists {
  readonly #context: Pick<DeskContext, 'store' | 'clock'>;
  readonly #typing = new Map<string, RemoteTyping>();
  readonly #typists = new Map<string, Typist>();

  constructor(context: Pick<DeskContext, 'store' | 'clock'>) {
    this.#context = context;
  }

  apply({ conversation, by, operator, on, ttlMs }: OperatorPush<'typing'>): void {
    if (by === 'operator' && operator?.id === this.#context.store.getState().me?.id) return;
    this.#typists.set(conversation, { by, name: operator?.name ?? null });
    const typing = this.#typing.get(conversation) ?? new RemoteTyping(this.#context.clock, this.#show(conversation));
    this.#typing.set(conversation, typing);
    typing.set(on, ttlMs);
  }

  end(conversation: string): void {
    this.#typing.get(conversation)?.set(false);
  }

  clear(): void {
    for (const typing of this.#typing.values()) typing.set(false);
  }

  #show(conversation: string): (on: boolean) => void {
    return (on) => this.#set(conversation, on ? (this.#typists.get(conversation) ?? null) : null);
  }

  #set(conversation: string, typist: Typist | null): void {
    const { typists } = this.#context.store.getState();
    const held = typists.get(conversation);
    if (typist ? held?.by === typist.by && held.name === typist.name : !held) return;
    const next = new Map(typists);
    if (typist) next.set(conversation, typist);
    else next.delete(conversation);
    this.#context.store.setState({ typists: next });
  }
}
