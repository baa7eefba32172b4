import type { MessageRow, Source } from '../db/schema.ts';
import type { OutgoingMessage, ToWire } from './wire.ts';

/** A message as operators read it: with the sources that an agent's answer is based on. */
export type OperatorOutgoing = Omit<OutgoingMessage, 'sources'> & { readonly sources?: Source[] };
export type OperatorWire = (row: MessageRow) => OperatorOutgoing;

export const operatorWire =
  (toWire: ToWire): OperatorWire =>
  (row) => {
    const { sources: _, ...message } = toWire(row);
    return { ...message, ...(row.sources ? { sources: [...row.sources] } : {}) };
  };
