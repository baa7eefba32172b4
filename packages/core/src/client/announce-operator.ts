import type { EventEmitter } from '../lib/event-emitter.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { Operator } from '../protocol/entities.ts';
import type { ChatEvents } from './chat-client.types.ts';

/** Emits `operator` when an operator joins, leaves, or is replaced by another one. */
export function announceOperator(actor: ChatActor, events: EventEmitter<ChatEvents>): void {
  let present: Operator | null = null;
  actor.subscribe(({ context }) => {
    const { operator } = context.dialog;
    if (operator?.id === present?.id) return;
    present = operator;
    events.emit('operator', operator);
  });
}
