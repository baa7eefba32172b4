import type { ChatEvents } from '../client/chat-client.types.ts';
import type { Permission, StopOutcome, StopResult } from '../client/chat-results.types.ts';
import type { VisitorConnection } from '../connection/visitor-connection.types.ts';
import { toChatError } from '../errors.ts';
import type { EventEmitter } from '../lib/event-emitter.ts';
import type { Batch } from '../lib/reactive.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { Conversation } from './conversation.ts';

export interface StopsOptions {
  readonly batch: Batch;
  readonly actor: ChatActor;
  readonly connection: VisitorConnection;
  readonly conversation: Conversation;
  readonly events: EventEmitter<ChatEvents>;
  readonly timeoutMs: number;
  /** Whether a stop is possible now. */
  readonly can: () => Permission;
}

/** Stops the answer that an agent is working on, with one request that is neither repeated nor queued. */
export class Stops {
  readonly #options: StopsOptions;
  #settle: (outcome: StopOutcome) => void = () => {};

  constructor(options: StopsOptions) {
    this.#options = options;
  }

  stop(): StopResult {
    const permission = this.#options.can();
    return permission.ok ? { ok: true, settled: this.request() } : permission;
  }

  /** Asks for a stop without checking whether one is possible: the machine ignores it where it is not. */
  request(): Promise<StopOutcome> {
    const settled = new Promise<StopOutcome>((resolve) => {
      this.#settle = resolve;
    });
    this.#options.actor.send({ type: 'stop.requested' });
    return settled;
  }

  /** Asks the server to stop a turn, and applies the answer. Never rejects. */
  async run(turn: number): Promise<void> {
    const { batch, connection, conversation, events, timeoutMs } = this.#options;
    const settle = this.#settle;
    const outcome = await connection.request('stop', { turn }, timeoutMs).then(
      (ack): StopOutcome => {
        batch.run(() => conversation.applyStop(ack));
        return ack.stopped ? { stopped: true } : { stopped: false, reason: 'ended' };
      },
      (cause: unknown): StopOutcome => ({ stopped: false, reason: 'failed', error: toChatError(cause) }),
    );
    settle(outcome);
    events.emit('stopSettled', outcome);
  }
}
