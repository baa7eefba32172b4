import type { SendAck } from '@connective-chat/core/protocol';
import type { MessageRow } from '../db/schema.ts';

/** The acknowledgement of a send that has become this message. */
export const ackOf = (row: Pick<MessageRow, 'seq' | 'id' | 'at'>, dup = false): SendAck => ({
  ok: true,
  seq: row.seq,
  id: row.id,
  at: row.at.toISOString(),
  ...(dup ? { dup } : {}),
});
