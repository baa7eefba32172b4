import type { Message } from '@connective-chat/core';
import type { Tick } from './message-row.ts';

/**
 * The tick of a message of the visitor.
 *
 * @param read the position up to which the operator has read
 * @param answered the position of the newest answer
 */
export function tickOf(delivery: Message['delivery'], seq: number, read: number, answered: number): Tick {
  if (delivery !== 'confirmed') return 'pending';
  if (seq > 0 && seq <= read) return 'read';
  return answered > seq ? 'delivered' : 'sent';
}
