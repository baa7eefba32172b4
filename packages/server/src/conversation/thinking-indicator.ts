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

export interface ThinkingSignDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly publisher: Publisher;
}

/** What is in force, said again at half its ttl, so that a client that hears nothing may let the visitor write. */
export class ThinkingSign {
  readonly #show: (stage: string | null, values?: Values) => Promise<void>;
  readonly #every: number;
  #queue: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #down = false;

  constructor(deps: ThinkingSignDeps, turn: TurnRow, params: ThinkingParams, lookup: Lookup) {
    const ttlMs = params.ttlMs ?? DEFAULT_THINKING_TTL_MS;
    this.#every = ttlMs / 2;
    this.#show = async (stage, values) => {
      const text = thinkingText(params, stage, turn.locale, lookup, values);
      const thought = { turnId: turn.id, turn: turn.seq, text, stage, ttlMs };
      const shown = await showThinking(deps.db, turn.conversation_id, thought, deps.clock.now());
      if (shown) deps.publisher.thinking(turn.conversation_id, shown);
    };
  }

  /** One after another: a repetition must not overtake the stage that came after it. */
  change(stage: string | null, values?: Values): Promise<void> {
    const shown = this.#queue.then(() => (this.#down ? undefined : this.#show(stage, values)));
    this.#queue = shown.catch(() => {});
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.change(stage, values).catch(() => {}), this.#every).unref();
    if (this.#down) clearInterval(this.#timer);
    return shown;
  }

  /** Resolves when nothing more can be pushed. */
  async takeDown(): Promise<void> {
    this.#down = true;
    clearInterval(this.#timer);
    await this.#queue;
  }
}
