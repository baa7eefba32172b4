import { type Limits, MAX_RESUME_SIZE } from '../protocol/limits.ts';
import type { MemoryConversation } from './memory-conversation.ts';

/*
 * The answers of protocol 2 to a client's requests, except sends.
 */

export interface HelloPayload {
  readonly cursor: { readonly epoch: string; readonly after: number; readonly id: string | null } | null;
  readonly pending: readonly string[];
  readonly params: Record<string, unknown>;
}

/** The rest of the log if the cursor is valid, else the newest page. */
export function answerHello(
  conversation: MemoryConversation,
  { cursor, pending }: HelloPayload,
  limits: Limits,
  now: number,
): unknown {
  const missed = cursor ? conversation.head - cursor.after : Number.POSITIVE_INFINITY;
  const resumes =
    cursor !== null &&
    cursor.epoch === conversation.epoch &&
    missed >= 0 &&
    missed <= MAX_RESUME_SIZE &&
    conversation.log[cursor.after - 1]?.id === cursor.id;
  const items = resumes && cursor ? conversation.log.slice(cursor.after) : conversation.log.slice(-50);
  const known: Record<string, number> = {};
  for (const cid of pending) {
    const entry = conversation.seqByCid.get(cid);
    if (entry) known[cid] = entry.seq;
  }
  return {
    ok: true,
    v: 2,
    conversation: conversation.id,
    epoch: conversation.epoch,
    head: conversation.head,
    reset: cursor !== null && !resumes,
    items,
    more: !resumes && conversation.head > items.length,
    known,
    drafts: [],
    limits,
    serverTime: new Date(now).toISOString(),
    thinking: conversation.thinking,
    dialog: conversation.dialog,
    read: conversation.read,
    bot: { title: 'Memory' },
    caps: ['stop', 'feedback'],
    feedback: resumes ? conversation.ratings() : [],
  };
}

type Answerer = (conversation: MemoryConversation, payload: never) => unknown;

const epochChanged = { ok: false, code: 'EPOCH_CHANGED', message: '', retry: true };

const answerers: Readonly<Record<string, Answerer>> = {
  sync(conversation, { epoch, after, limit }: { epoch: string; after: number; limit: number }) {
    if (epoch !== conversation.epoch) return epochChanged;
    const items = conversation.log.slice(after, after + limit);
    return { ok: true, epoch, items, more: after + items.length < conversation.head, head: conversation.head };
  },
  history(conversation, { epoch, before, limit }: { epoch: string; before: number; limit: number }) {
    if (epoch !== conversation.epoch) return epochChanged;
    const end = Math.max(0, before - 1);
    const start = Math.max(0, end - limit);
    return { ok: true, items: conversation.log.slice(start, end), more: start > 0 };
  },
  params(conversation, { params, mode }: { params: Record<string, unknown>; mode: string }) {
    conversation.params = mode === 'replace' ? params : { ...conversation.params, ...params };
    return { ok: true };
  },
  read(conversation, { seq }: { seq: number }) {
    conversation.read = { ...conversation.read, visitor: Math.max(conversation.read.visitor, seq) };
    return { ok: true };
  },
};

/** Answers a request about a conversation that was joined. */
export function answerRequest(conversation: MemoryConversation, event: string, payload: unknown): unknown {
  const answer = Object.hasOwn(answerers, event) ? answerers[event] : undefined;
  return (
    answer?.(conversation, payload as never) ?? {
      ok: false,
      code: 'INVALID',
      message: `No such event: ${event}`,
      retry: false,
    }
  );
}
