import type { OutgoingMessage, ToWire } from '../conversation/wire.ts';
import type { MessageRow, Source } from '../db/schema.ts';

/** A message as operators read it: with what an agent's answer rests on. */
export type OperatorOutgoing = OutgoingMessage & { readonly sources?: Source[] };
export type OperatorWire = (row: MessageRow) => OperatorOutgoing;

export const operatorWire =
  (toWire: ToWire): OperatorWire =>
  (row) => ({ ...toWire(row), ...(row.sources ? { sources: [...row.sources] } : {}) });
