import type { ThinkingParams } from '@connective-chat/contracts/scenario';
import { DEFAULT_THINKING_TTL_MS } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import type { TurnRow } from '../db/schema.ts';
import type { Clock } from '../lib/clock.ts';
import type { Lookup } from '../scenario/expression.ts';
import type { Publisher } from './publisher.ts';
import { showThinking } from './thinking.ts';
import { thinkingText } from './thinking-text.ts';

type Values = Readonly<Record<string, string | number>>;

export interface ThinkingIndicatorDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly publisher: Publisher;
}

/**
 * Shows "agent thinking" in a conversation and renews it at half its ttl: a client that receives no renewal unblocks
 * its input.
 */
export class ThinkingIndicator {
  readonly #store: (stage: string | null, values?: Values) => Promise<void>;
  readonly #renewalMs: number;
  #queue: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(deps: ThinkingIndicatorDeps, turn: TurnRow, params: ThinkingParams, lookup: Lookup) {
    const ttlMs = params.ttlMs ?? DEFAULT_THINKING_TTL_MS;
    this.#renewalMs = ttlMs / 2;
    this.#store = async (stage, values) => {
      const text = thinkingText(params, stage, turn.locale, lookup, values);
      const state = { turnId: turn.id, turn: turn.seq, text, stage, ttlMs };
      const shown = await showThinking(deps.db, turn.conversation_id, state, deps.clock.now());
      if (shown) deps.publisher.thinking(turn.conversation_id, shown);
    };
  }

  /** Shows a stage; null is the general text. Calls run in order, so that a renewal cannot overtake the next stage. */
  show(stage: string | null, values?: Values): Promise<void> {
    const shown = this.#queue.then(() => (this.#stopped ? undefined : this.#store(stage, values)));
    this.#queue = shown.catch(() => {});
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.show(stage, values).catch(() => {}), this.#renewalMs).unref();
    if (this.#stopped) clearInterval(this.#timer);
    return shown;
  }

  /** Resolves when nothing more can be pushed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#queue;
  }
}
