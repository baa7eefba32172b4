import type { OperatorPush } from '@connective-chat/contracts/operator';
import type { DeskContext } from './desk-context.types.ts';
import type { Typist } from './desk-state.types.ts';

/** Who types where. Each word of it ends by itself: a lost "off" leaves nobody typing for ever. */
export class Typists {
  readonly #context: Pick<DeskContext, 'store' | 'clock'>;
  readonly #timers = new Map<string, unknown>();

  constructor(context: Pick<DeskContext, 'store' | 'clock'>) {
    this.#context = context;
  }

  hear({ conversation, by, operator, on, ttlMs }: OperatorPush<'typing'>): void {
    if (by === 'operator' && operator?.id === this.#context.store.getState().me?.id) return;
    if (!on) {
      this.end(conversation);
      return;
    }
    const { clock } = this.#context;
    clock.clearTimeout(this.#timers.get(conversation));
    this.#timers.set(
      conversation,
      clock.setTimeout(() => this.end(conversation), ttlMs),
    );
    this.#set(conversation, { by, name: operator?.name ?? null });
  }

  end(conversation: string): void {
    this.#context.clock.clearTimeout(this.#timers.get(conversation));
    this.#timers.delete(conversation);
    this.#set(conversation, null);
  }

  clear(): void {
    for (const conversation of [...this.#timers.keys()]) this.end(conversation);
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
