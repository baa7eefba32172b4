import { randomUUID } from 'node:crypto';
import type { Body, ThinkingStep } from '@connective-chat/core/protocol';
import { sql, type UpdateObject } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, Database, MessageRow, Source } from '../db/schema.ts';
import type { NewTurn } from './enqueue-turn.ts';

export interface NewMessage {
  readonly id?: string | undefined;
  readonly from: { readonly kind: MessageRow['sender_kind']; readonly id?: string; readonly name?: string };
  readonly body: Body;
  readonly cid?: string;
  readonly digest?: string;
  /** The seq of the message that started the turn; `self` for that message. */
  readonly turn?: number | null | 'self';
  readonly node?: string | null;
  /** Whether it is the answer of an agent. */
  readonly agent?: boolean | undefined;
  /** The sources of an agent's answer. */
  readonly sources?: readonly Source[] | undefined;
  /** Whether the visitor receives the sources too. */
  readonly sourcesShown?: boolean | undefined;
  /** The steps of the agent for the answer. */
  readonly stages?: readonly ThinkingStep[] | undefined;
  /** Whether the visitor has stopped this answer. */
  readonly stopped?: boolean | undefined;
}

const listOrNull = (list: readonly unknown[] | undefined) => (list && list.length > 0 ? list : null);

/** Data that is stored in the same statement as the messages. */
export interface AppendExtras {
  /** Other changes of the conversation. */
  readonly change?: Omit<UpdateObject<Database, 'conversations'>, 'head' | 'last_at'>;
  /** The turn that the first of the messages starts. */
  readonly turn?: Omit<NewTurn, 'conversationId' | 'key' | 'seq'> | undefined;
  /** The message whose buttons the first of the messages answers. */
  readonly answers?: Pick<MessageRow, 'id'> | undefined;
  /** If the conversation has other values when its row is locked, nothing is appended. */
  readonly expected?: Partial<Pick<ConversationRow, 'head' | 'rev' | 'status'>>;
}

/**
 * The statement that inserts messages. They are one JSON parameter, so that it has the same text for any number of
 * them. Of a visitor's message `rev` is 0, because only an answer ends thinking.
 *
 * @param changed the name of the query with the conversation's new `head`, its `rev` and its `dialog`
 */
export const insertMessages = (conversationId: string, messages: readonly NewMessage[], now: number, changed: string) =>
  sql<MessageRow>`(
    insert into messages (id, conversation_id, seq, cid, digest, sender_kind, sender_id, sender_name, body, turn, rev,
      dialog, node, sources, stages, stopped, agent, sources_shown, at)
    select entry.id, ${conversationId}::text, head - ${messages.length}::int + entry.index, entry.cid, entry.digest,
      entry.kind, entry.sender, entry.name, entry.body,
      case when entry.self then head - ${messages.length}::int + entry.index else entry.turn end,
      case when entry.kind = 'visitor' then 0 else rev end,
      dialog, entry.node, entry.sources, entry.stages, entry.stopped, entry.agent, entry.sources_shown,
      ${new Date(now)}::timestamptz
    from ${sql.ref(changed)}, jsonb_to_recordset(${toJson(messages.map(toEntry))}::jsonb) as entry(
      id text, index int, cid text, digest text, kind text, sender text, name text, body jsonb, turn int, self boolean,
      node text, sources jsonb, stages jsonb, stopped boolean, agent boolean, sources_shown boolean)
    returning *)`;

const toEntry = (
  {
    id,
    from,
    body,
    cid,
    digest,
    turn,
    node,
    sources,
    stages,
    stopped = false,
    agent = false,
    sourcesShown = false,
  }: NewMessage,
  index: number,
) => ({
  id: id ?? randomUUID(),
  index: index + 1,
  cid,
  digest,
  kind: from.kind,
  sender: from.id,
  name: from.name,
  body,
  self: turn === 'self',
  turn: turn === 'self' ? null : turn,
  node,
  sources: listOrNull(sources),
  stages: listOrNull(stages),
  stopped,
  agent,
  sources_shown: sourcesShown,
});

/**
 * Appends messages to a conversation's log, in one statement. Its update of `head` locks the conversation's row until
 * the commit, so that seqs are contiguous and in the order of the commits.
 *
 * @returns the rows, in their order; none if the conversation is not as `expected`
 */
export async function append(
  trx: Db,
  conversationId: string,
  messages: readonly NewMessage[],
  now: number,
  { change = {}, turn, answers, expected = {} }: AppendExtras = {},
): Promise<MessageRow[]> {
  if (messages.length === 0) return [];
  const first = sql<number>`head - ${messages.length - 1}::int`;
  const at = sql<Date>`${new Date(now)}::timestamptz`;
  let query = trx
    .with('changed', (cte) =>
      cte
        .updateTable('conversations')
        .set((eb) => ({ ...change, head: eb('head', '+', messages.length), last_at: new Date(now) }))
        .where('id', '=', conversationId)
        .where((eb) => eb.and(expected))
        .returning(['head', 'rev', 'dialog']),
    )
    .with('stored', () => insertMessages(conversationId, messages, now, 'changed'));
  if (turn) {
    query = query.with(
      'enqueued',
      () => sql`(
        insert into turns (conversation_id, key, seq, input, params, locale, created_at)
        select ${conversationId}::text, 'message:' || (${first}), ${first}, ${toJson(turn.input)}::jsonb,
          ${toJson(turn.params)}::jsonb, ${turn.locale}::text, ${at}
        from changed)`,
    );
  }
  if (answers) {
    query = query.with(
      'answered',
      () => sql`(
        update messages set answered_by = ${first} from changed where id = ${answers.id} and answered_by is null)`,
    );
  }
  return query.selectFrom('stored').selectAll().orderBy('seq').execute();
}
