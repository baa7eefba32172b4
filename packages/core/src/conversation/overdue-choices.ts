import type { Permission, SendResult } from '../client/chat-results.types.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { VisitorBody } from '../protocol/body.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import type { MessageStore } from './message-store.ts';
import type { Stops } from './stops.ts';

export interface OverdueChoicesOptions {
  readonly actor: ChatActor;
  readonly store: MessageStore;
  readonly stops: Stops;
  readonly sends: { send(body: VisitorBody): SendResult; requestOperator(): SendResult };
  /** What the server supports. */
  readonly caps: { get(): readonly string[] };
}

/** Does what the visitor has chosen after the deadline of thinking. */
export class OverdueChoices {
  readonly #options: OverdueChoicesOptions;

  constructor(options: OverdueChoicesOptions) {
    this.#options = options;
  }

  choose(choice: OverdueChoice): Permission {
    const { actor, sends } = this.#options;
    if (!actor.snapshot.matches({ turn: 'overdue' })) return { ok: false, reason: 'not-found' };
    if (choice === 'retry') return this.#retry();
    if (choice === 'person') {
      const sent = sends.requestOperator();
      return sent.ok ? { ok: true } : sent;
    }
    actor.send({ type: 'wait.requested' });
    return this.#left();
  }

  #retry(): Permission {
    const { actor, stops, sends, caps } = this.#options;
    if (!caps.get().includes('stop')) return { ok: false, reason: 'unsupported' };
    const question = this.#question(actor.snapshot.context.overdue?.turn ?? 0);
    if (!question) return { ok: false, reason: 'not-found' };
    const settled = stops.request();
    const permission = this.#left();
    if (permission.ok) {
      // After a failed stop the turn may still be running, and asking again would give two answers.
      void settled.then(({ stopped }) => stopped && sends.send(question));
    }
    return permission;
  }

  /** Without a connection the machine stays overdue. */
  #left(): Permission {
    const isOverdue = this.#options.actor.snapshot.matches({ turn: 'overdue' });
    return isOverdue ? { ok: false, reason: 'not-found' } : { ok: true };
  }

  /** The question of a turn as it is sent again; `null` if it is not loaded, or cannot be repeated. */
  #question(turn: number): VisitorBody | null {
    let question: VisitorBody | null = null;
    this.#options.store.visitFromNewest(({ seq, from, body }) => {
      if (seq === turn && from.kind === 'visitor') {
        if (body.type === 'text') question = { type: 'text', text: body.text, format: body.format };
        // The button may be one that answers only once.
        if (body.type === 'press') question = { type: 'text', text: body.label, format: 'plain' };
      }
      return (seq ?? 0) > turn;
    });
    return question;
  }
}
