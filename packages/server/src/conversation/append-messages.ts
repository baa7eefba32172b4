import { randomUUID } from 'node:crypto';
import type { Body, ThinkingStep } from '@connective-chat/core/protocol';
import { sql } from 'kysely';
import { compileOnce } from '../db/compile-once.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow, Source, TurnState } from '../db/schema.ts';
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

/** Values of columns, with JSON as text. */
type ConversationChange = Partial<InstantAnswer['change']> & { readonly params?: string; readonly started?: boolean };

/** Data that is stored in the same statement as the messages. */
export interface AppendExtras {
  /** Other changes of the conversation. */
  readonly change?: ConversationChange;
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

/** Messages that were stored, and their conversation afterwards. */
export interface Appended {
  /** In their order. */
  readonly rows: MessageRow[];
  /** With the transaction that has written its row: `xmin`. */
  readonly to: AppendedTo & { readonly version: string };
}

/** The values with which a statement inserts messages. */
export interface MessageValues {
  readonly conversationId: string;
  readonly count: number;
  /** All of them as one JSON parameter, so that the statement has the same text for any number of them. */
  readonly json: string;
  readonly at: Date;
}

/**
 * The part of a statement that inserts messages. Of a visitor's message `rev` is 0, because only an answer ends thinking.
 *
 * @param changed the name of the query with the columns of `AppendedTo`
 */
export const insertMessages = (changed: string, { conversationId, count, json, at }: MessageValues) =>
  sql<Record<string, never>>`(
    insert into messages (id, conversation_id, seq, cid, digest, sender_kind, sender_id, sender_name, body, turn, rev,
      dialog, node, sources, stages, stopped, agent, sources_shown, at)
    select entry.id, ${conversationId}::text, head - ${count}::int + entry.index, entry.cid, entry.digest,
      entry.kind, entry.sender, entry.name, entry.body,
      case when entry.first then head - ${count}::int + 1 else entry.turn end,
      case when entry.kind = 'visitor' then 0 else rev end,
      dialog, entry.node, entry.sources, entry.stages, entry.stopped, entry.agent, entry.sources_shown,
      ${at}::timestamptz
    from ${sql.ref(changed)}, jsonb_to_recordset(${json}::jsonb) as entry(
      id text, index int, cid text, digest text, kind text, sender text, name text, body jsonb, turn int,
      first boolean, node text, sources jsonb, stages jsonb, stopped boolean, agent boolean, sources_shown boolean))`;

export const toValues = (conversationId: string, messages: readonly NewMessage[], now: number): MessageValues => ({
  conversationId,
  count: messages.length,
  json: toJson(messages.map(toEntry)),
  at: new Date(now),
});

/** The rows as they were inserted, so that the database need not return them. */
export function rowsOf({ conversationId, count, json, at }: MessageValues, to: AppendedTo): MessageRow[] {
  const before = to.head - count;
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
    rev: entry.kind === 'visitor' ? 0 : to.rev,
    dialog: to.dialog,
    node: entry.node ?? null,
    answered_by: null,
    sources: entry.sources as MessageRow['sources'],
    stages: entry.stages as MessageRow['stages'],
    at,
    edited: null,
    stopped: entry.stopped,
    agent: entry.agent,
    sources_shown: entry.sources_shown,
    feedback: null,
    feedback_reason: null,
    feedback_rev: 0,
    feedback_at: null,
  }));
}

type Expected = NonNullable<AppendExtras['expected']>;

interface AppendValues extends MessageValues, ConversationChange {
  /** How far the seq of the first message is below `head`. */
  readonly before: number;
  readonly turnInput: string | undefined;
  readonly turnParams: string | undefined;
  readonly turnLocale: string | undefined;
  readonly turnState: TurnState;
  readonly turnSteps: number;
  readonly turnVersion: number | null;
  readonly answers: string | undefined;
  readonly version: string | undefined;
  readonly expectedStatus: Expected['status'];
  readonly expectedRev: Expected['rev'];
  readonly expectedHead: Expected['head'];
}

/** What the text of the statement depends on. */
interface AppendShape {
  readonly change: readonly (keyof ConversationChange)[];
  readonly expected: readonly (keyof Expected)[];
  readonly hasTurn: boolean;
  readonly hasAnswers: boolean;
  readonly hasVersion: boolean;
}

const EXPECTED = { status: 'expectedStatus', rev: 'expectedRev', head: 'expectedHead' } as const;

const buildAppend = ({ change, expected, hasTurn, hasAnswers, hasVersion }: AppendShape) =>
  compileOnce((db, values: AppendValues) => {
    const { conversationId, at } = values;
    const first = sql<number>`head - ${values.before}::int`;
    let query = db
      .with('changed', (cte) => {
        const set = Object.fromEntries(change.map((column) => [column, values[column]]));
        const update = cte
          .updateTable('conversations')
          .set((eb) => ({ ...set, head: eb('head', '+', values.count), last_at: at }))
          .where('id', '=', conversationId)
          .where((eb) => eb.and(expected.map((column) => eb(column, '=', values[EXPECTED[column]] as never))))
          .returning(['head', 'rev', 'dialog', sql<string>`xmin::text`.as('version')]);
        return hasVersion ? update.where(sql<boolean>`xmin = ${values.version}::xid`) : update;
      })
      .with('stored', () => insertMessages('changed', values));
    if (hasTurn) {
      query = query.with(
        'enqueued',
        () => sql`(
          insert into turns (conversation_id, key, seq, input, params, locale, state, step, scenario_version, created_at)
          select ${conversationId}::text, 'message:' || (${first}), ${first}, ${values.turnInput}::jsonb,
            ${values.turnParams}::jsonb, ${values.turnLocale}::text, ${values.turnState}::text,
            ${values.turnSteps}::int, ${values.turnVersion}::int, ${at}::timestamptz
          from changed)`,
      );
    }
    if (hasAnswers) {
      query = query.with(
        'answered',
        () => sql`(
          update messages set answered_by = ${first} from changed
          where id = ${values.answers}::text and answered_by is null)`,
      );
    }
    return query.selectFrom('changed').selectAll();
  });

/** By their shapes, of which there are a few. */
const statements = new Map<string, ReturnType<typeof buildAppend>>();

function statementFor(shape: AppendShape): ReturnType<typeof buildAppend> {
  const { change, expected, hasTurn, hasAnswers, hasVersion } = shape;
  const key = `${change} ${expected} ${hasTurn} ${hasAnswers} ${hasVersion}`;
  const known = statements.get(key) ?? buildAppend(shape);
  statements.set(key, known);
  return known;
}

const columnsOf = <T extends object>(values: T) => Object.keys(values).sort() as (keyof T)[];

/**
 * Appends messages to a conversation's log, in one statement. Its update of `head` locks the conversation's row until
 * the commit, so that seqs are contiguous and in the order of the commits.
 *
 * @param messages at least one
 * @returns null if the conversation is not as `expected`
 */
export async function appendIf(
  trx: Db,
  conversationId: string,
  messages: readonly NewMessage[],
  now: number,
  { change = {}, turn, answer, answers, expected = {}, unchangedSince }: AppendExtras,
): Promise<Appended | null> {
  const inserted = toValues(conversationId, messages, now);
  const run = statementFor({
    change: columnsOf(change),
    expected: columnsOf(expected),
    hasTurn: turn !== undefined,
    hasAnswers: answers !== undefined,
    hasVersion: unchangedSince !== undefined,
  });
  const [to] = await run(trx, {
    ...inserted,
    ...change,
    before: messages.length - 1,
    turnInput: turn && toJson(turn.input),
    turnParams: turn && toJson(turn.params),
    turnLocale: turn?.locale,
    turnState: answer ? 'done' : 'pending',
    turnSteps: answer?.steps ?? 0,
    turnVersion: answer?.version ?? null,
    answers: answers?.id,
    version: unchangedSince,
    expectedStatus: expected.status,
    expectedRev: expected.rev,
    expectedHead: expected.head,
  });
  return to ? { rows: rowsOf(inserted, to), to } : null;
}

/** Appends messages like `appendIf`, whatever the conversation is. @returns the rows, in their order */
export async function append(
  trx: Db,
  conversationId: string,
  messages: readonly NewMessage[],
  now: number,
  extras: Omit<AppendExtras, 'expected' | 'unchangedSince'> = {},
): Promise<MessageRow[]> {
  if (messages.length === 0) return [];
  return (await appendIf(trx, conversationId, messages, now, extras))?.rows ?? [];
}
