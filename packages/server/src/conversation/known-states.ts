import type { InstantAnswer } from './instant-answer.ts';
import type { SendState } from './send-state.ts';

/** What `readSendState` would read for a new message. */
export type KnownState = Omit<SendState, 'first'>;

const MAX_STATES = 2000;

/**
 * The states in which this node has left conversations, the ones that were used last. A message of the visitor that
 * comes next is stored without reading the state again: its statement requires that the row of the conversation still
 * has the `version` of the state, so an outdated state costs one statement and decides nothing.
 */
export class KnownStates {
  readonly #limit: number;
  /** The least recently used first. */
  readonly #states = new Map<string, KnownState>();

  constructor(limit: number = MAX_STATES) {
    this.#limit = limit;
  }

  /** Removes a state and returns it, so that it is used once. */
  take(conversationId: string): KnownState | undefined {
    const state = this.#states.get(conversationId);
    this.#states.delete(conversationId);
    return state;
  }

  keep(conversationId: string, state: KnownState): void {
    this.#states.delete(conversationId);
    this.#states.set(conversationId, state);
    const [oldest] = this.#states.keys();
    if (this.#states.size > this.#limit && oldest !== undefined) this.#states.delete(oldest);
  }

  /** The row was written, and what the state contains has not changed. */
  follow(conversationId: string, { before, after }: { readonly before: string; readonly after: string }): void {
    const state = this.#states.get(conversationId);
    if (state?.version === before) this.#states.set(conversationId, { ...state, version: after });
  }

  /** After a failure of the database: another one that takes its place may give the same versions to other rows. */
  clear(): void {
    this.#states.clear();
  }
}

/** The state after an answer that was stored together with its message. */
export function stateAfter(
  { conversation, ...state }: KnownState,
  { change }: Pick<InstantAnswer, 'change'>,
  { head, rev, version }: Pick<KnownState, 'head' | 'rev' | 'version'>,
): KnownState {
  const { scenario_version, vars, position } = change;
  return {
    ...state,
    head,
    rev,
    version,
    conversation: {
      ...conversation,
      scenario_version,
      ...(vars === undefined ? {} : { vars: JSON.parse(vars) }),
      ...(position === undefined ? {} : { position: position === null ? null : JSON.parse(position) }),
    },
  };
}
