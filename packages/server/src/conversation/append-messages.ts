import { randomUUID } from 'node:crypto';
import type { Body, ThinkingStep } from '@connective-chat/core/protocol';
import { type RawBuilder, sql, type UpdateObject } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, Database, MessageRow, Source } from '../db/schema.ts';
import type { NewTurn } from './enqueue-turn.ts';
import type { InstantAnswer } from './instant-answer.ts';

export interface NewMessage {
  readonly id?: string | undefined;
  readonly from: { readonly kind: MessageRow['sender_kind']; readonly id?: string; readonly name?: string };
  readonly body: Body;
  readonly cid?: string;
  readonly digest?: string;
  /** The seq of the message that started the turn; `first` for the first of the messages that are stored together. */
  readonly turn?: number | null | 'first';
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
  /** Set if the turn has run, and the other messages are its answer. */
  readonly answer?: Pick<InstantAnswer, 'steps' | 'version'> | undefined;
  /** The message whose buttons the first of the messages answers. */
  readonly answers?: Pick<MessageRow, 'id'> | undefined;
  /** If the conversation has other values when its row is locked, nothing is appended. */
  readonly expected?: Partial<Pick<ConversationRow, 'head' | 'rev' | 'status'>>;
  /** The same for the whole row: its `xmin`, the transaction that wrote it. */
  readonly unchangedSince?: string | undefined;
}

/** A message as the insert receives it. */
function toEntry(message: NewMessage, index: number) {
  const { id, from, body, cid, digest, turn, node, sources, stages } = message;
  const { stopped = false, agent = false, sourcesShown = false } = message;
  return {
    id: id ?? randomUUID(),
    index: index + 1,
    cid,
    digest,
    kind: from.kind,
    sender: from.id,
    name: from.name,
    body,
    first: turn === 'first',
    turn: turn === 'first' ? null : turn,
    node,
    sources: listOrNull(sources),
    stages: listOrNull(stages),
    stopped,
    agent,
    sources_shown: sourcesShown,
  };
}

/** What the statement that appends messages returns of the conversation: its new `head`, its `rev` and its `dialog`. */
export type AppendedTo = Pick<ConversationRow, 'head' | 'rev' | 'dialog'>;

/** Messages that are to be inserted by a statement. */
export interface PreparedMessages {
  /** @param changed the name of the query with the columns of `AppendedTo` */
  insert(changed: string): RawBuilder<Record<string, never>>;
  /** The rows as they were inserted, so that the database need not return them. */
  rows(to: AppendedTo): MessageRow[];
}

/**
 * Prepares messages for a statement. They are one JSON parameter, so that the statement has the same text for any number
 * of them. Of a visitor's message `rev` is 0, because only an answer ends thinking.
 */
export function prepareMessages(
  conversationId: string,
  messages: readonly NewMessage[],
  now: number,
): PreparedMessages {
  const json = toJson(messages.map(toEntry));
  const count = messages.length;
  return {
    insert: (changed) => sql<Record<string, never>>`(
      insert into messages (id, conversation_id, seq, cid, digest, sender_kind, sender_id, sender_name, body, turn, rev,
        dialog, node, sources, stages, stopped, agent, sources_shown, at)
      select entry.id, ${conversationId}::text, head - ${count}::int + entry.index, entry.cid, entry.digest,
        entry.kind, entry.sender, entry.name, entry.body,
        case when entry.first then head - ${count}::int + 1 else entry.turn end,
        case when entry.kind = 'visitor' then 0 else rev end,
        dialog, entry.node, entry.sources, entry.stages, entry.stopped, entry.agent, entry.sources_shown,
        ${new Date(now)}::timestamptz
      from ${sql.ref(changed)}, jsonb_to_recordset(${json}::jsonb) as entry(
        id text, index int, cid text, digest text, kind text, sender text, name text, body jsonb, turn int,
        first boolean, node text, sources jsonb, stages jsonb, stopped boolean, agent boolean, sources_shown boolean))`,
    rows({ head, rev, dialog }) {
      const before = head - count;
      // Parsed again, because characters that cannot be stored were replaced.
      return (JSON.parse(json) as ReturnType<typeof toEntry>[]).map((entry) => ({
        id: entry.id,
        conversation_id: conversationId,
        seq: before + entry.index,
        cid: entry.cid ?? null,
        digest: entry.digest ?? null,
        sender_kind: entry.kind,
        sender_id: entry.sender ?? null,
        sender_name: entry.name ?? null,
        body: entry.body,
        turn: entry.first ? before + 1 : (entry.turn ?? null),
        rev: entry.kind === 'visitor' ? 0 : rev,
        dialog,
        node: entry.node ?? null,
        answered_by: null,
        sources: entry.sources as MessageRow['sources'],
        stages: entry.stages as MessageRow['stages'],
        at: new Date(now),
        edited: null,
        stopped: entry.stopped,
        agent: entry.agent,
        sources_shown: entry.sources_shown,
        feedback: null,
        feedback_reason: null,
        feedback_rev: 0,
        feedback_at: null,
      }));
    },
  };
}

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
  { change = {}, turn, answer, answers, expected = {}, unchangedSince }: AppendExtras = {},
): Promise<MessageRow[]> {
  if (messages.length === 0) return [];
  const prepared = prepareMessages(conversationId, messages, now);
  const first = sql<number>`head - ${messages.length - 1}::int`;
  const at = sql<Date>`${new Date(now)}::timestamptz`;
  let query = trx
    .with('changed', (cte) => {
      const update = cte
        .updateTable('conversations')
        .set((eb) => ({ ...change, head: eb('head', '+', messages.length), last_at: new Date(now) }))
        .where('id', '=', conversationId)
        .where((eb) => eb.and(expected))
        .returning(['head', 'rev', 'dialog']);
      return unchangedSince === undefined ? update : update.where(sql<boolean>`xmin = ${unchangedSince}::xid`);
    })
    .with('stored', () => prepared.insert('changed'));
  if (turn) {
    query = query.with(
      'enqueued',
      () => sql`(
        insert into turns (conversation_id, key, seq, input, params, locale, state, step, scenario_version, created_at)
        select ${conversationId}::text, 'message:' || (${first}), ${first}, ${toJson(turn.input)}::jsonb,
          ${toJson(turn.params)}::jsonb, ${turn.locale}::text, ${answer ? 'done' : 'pending'}::text,
          ${answer?.steps ?? 0}::int, ${answer?.version ?? null}::int, ${at}
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
  const to = await query.selectFrom('changed').selectAll().executeTakeFirst();
  return to ? prepared.rows(to) : [];
}
