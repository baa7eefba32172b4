import {
  type Body,
  type Dialog,
  MAX_SOURCES,
  type PushedFeedback,
  type ReadState,
  type Source,
  type WireFeedback,
  type WireMessage,
  type WireThinking,
} from '@connective-chat/core/protocol';
import type { ConversationRow, MessageRow } from '../db/schema.ts';
import type { FileLinks } from '../files/file-links.ts';
import type { ShownThinking } from './thinking.ts';

/** A message as it is sent. Unlike in a received one, the type of its body is always known. */
export type OutgoingMessage = Omit<WireMessage, 'body'> & { readonly body: Body };

/** Converts a row to a message, with file URLs that are valid for a limited time. */
export type ToWire = (row: MessageRow) => OutgoingMessage;

const isWebAddress = (url: string | undefined) => url !== undefined && /^https?:\/\//i.test(url);

/** The sources of an answer as visitors receive them. */
const toVisitorSources = (sources: MessageRow['sources']): Source[] =>
  (sources ?? []).slice(0, MAX_SOURCES).map(({ title, url }) => ({ title, ...(isWebAddress(url) ? { url } : {}) }));

export function toWireFeedback(row: Pick<MessageRow, 'feedback' | 'feedback_reason' | 'feedback_rev'>): WireFeedback {
  const { feedback: value, feedback_reason: reason, feedback_rev: rev } = row;
  return { value, ...(reason === null ? {} : { reason }), rev };
}

export const toPushedFeedback = (
  row: Parameters<typeof toWireFeedback>[0] & Pick<MessageRow, 'id'>,
): PushedFeedback => ({
  messageId: row.id,
  ...toWireFeedback(row),
});

export function toWireMessage(row: MessageRow, epoch: string, links: FileLinks): OutgoingMessage {
  return {
    epoch,
    seq: row.seq,
    id: row.id,
    ...(row.cid === null ? {} : { cid: row.cid }),
    ...(row.turn === null ? {} : { turn: row.turn }),
    rev: row.rev,
    from: {
      kind: row.sender_kind,
      ...(row.sender_id === null ? {} : { id: row.sender_id }),
      ...(row.sender_name === null ? {} : { name: row.sender_name }),
    },
    at: row.at.toISOString(),
    ...(row.edited === null ? {} : { edited: row.edited.toISOString() }),
    ...(row.stages === null ? {} : { steps: row.stages }),
    ...(row.stopped ? { stopped: true } : {}),
    ...(row.agent ? { agent: true } : {}),
    ...(row.sources_shown && row.sources ? { sources: toVisitorSources(row.sources) } : {}),
    ...(row.feedback_rev > 0 ? { feedback: toWireFeedback(row) } : {}),
    body: links.withUrl(row.body),
  };
}

export function toWireDialog(
  row: Pick<ConversationRow, 'dialog_rev' | 'status' | 'operator' | 'queue_position'>,
): Dialog {
  return {
    rev: row.dialog_rev,
    status: row.status,
    operator: row.operator,
    ...(row.queue_position === null ? {} : { queuePosition: row.queue_position }),
  };
}

export const toWireRead = (row: Pick<ConversationRow, 'read_visitor' | 'read_operator'>): ReadState => ({
  visitor: row.read_visitor,
  operator: row.read_operator,
});

/** The clocks of two nodes may differ, and a negative time would be refused by a client. */
export const elapsedSince = (start: Date, now: number): number => Math.max(0, now - start.getTime());

/**
 * The current thinking. Once its deadline has passed it is told only if the node has words or choices for that: without
 * them the process that renews it has ended.
 */
export function toWireThinking(row: ShownThinking | undefined, now: number): WireThinking | null {
  if (!row) return null;
  const ttlMs = Math.max(0, row.deadline.getTime() - now);
  if (ttlMs === 0 && !row.overdue) return null;
  return {
    rev: row.rev,
    turn: row.turn ?? 0,
    on: true,
    text: row.text,
    ...(row.stage === null ? {} : { stage: row.stage }),
    ...(row.stages.length > 0 ? { steps: row.stages } : {}),
    // The remaining time, so that a client that connects later does not show it longer than the server.
    ttlMs,
    elapsedMs: elapsedSince(row.created_at, now),
    ...(row.overdue ? { overdue: row.overdue } : {}),
  };
}
