import type { DialogSummary } from '@connective-chat/contracts/operator';
import type { Body, Params } from '@connective-chat/core/protocol';
import { type RawBuilder, sql } from 'kysely';
import { toWireDialog, toWireRead } from '../conversation/wire.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow } from '../db/schema.ts';

const PREVIEW_LENGTH = 140;
/** The upper limit of the unread count. */
const MAX_UNREAD = 100;

/** The parameters in which sites send a name, by preference. */
const NAME_KEYS = ['name', 'user_name', 'customer_name', 'email'];

/** The name of a visitor; null if it is not known. */
export function nameOf(params: Params, user: { value: string; verified: boolean } | null): string | null {
  for (const key of NAME_KEYS) {
    const value = Object.hasOwn(params, key) ? params[key] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 120);
  }
  return user?.verified ? user.value : null;
}

/** The text of a message for lists and search. */
export function textOf(body: Body): string {
  switch (body.type) {
    case 'text':
    case 'notice':
      return body.text;
    case 'press':
      return body.label;
    case 'file':
      return body.name;
    case 'image':
      return body.alt;
    case 'cards':
      return body.items.map(({ title }) => title).join(' · ');
    case 'rating':
      return body.prompt;
    case 'rate':
      return [body.score, body.comment].filter((part) => part !== undefined).join(' · ');
    default:
      return '';
  }
}

/** What a person or the bot has said, as against notices and control messages. */
const SAID: readonly Body['type'][] = ['text', 'image', 'file', 'cards', 'rating', 'press', 'rate', 'erased'];

const preview = (body: Body) => textOf(body).replace(/\s+/gu, ' ').trim().slice(0, PREVIEW_LENGTH);

type Row = ConversationRow & {
  readonly user_id: string | null;
  readonly verified: boolean;
  readonly last_seq: number | null;
  readonly last_kind: MessageRow['sender_kind'];
  readonly last_body: Body;
  readonly last_message_at: Date | string;
  readonly unread: number;
};

function toSummary(row: Row): DialogSummary {
  const user = row.user_id === null ? null : { value: row.user_id, verified: row.verified };
  return {
    conversation: row.id,
    botId: row.bot_id,
    dialog: toWireDialog(row),
    name: nameOf(row.params, user),
    visitorId: row.visitor_id,
    locale: row.locale,
    subject: row.subject,
    tags: [...row.tags],
    head: row.head,
    read: toWireRead(row),
    unread: row.unread,
    last:
      row.last_seq === null
        ? null
        : {
            seq: row.last_seq,
            from: row.last_kind,
            text: preview(row.last_body),
            type: row.last_body.type,
            at: new Date(row.last_message_at).toISOString(),
          },
    queuedAt: row.queued_at === null ? null : new Date(row.queued_at).toISOString(),
    test: row.test,
  };
}

export interface SummaryQuery {
  readonly where: RawBuilder<unknown>;
  readonly order?: RawBuilder<unknown>;
  readonly limit?: number;
}

/** Dialogs as rows of a list, in one query; `c` is the conversation. */
export async function readSummaries(db: Db, query: SummaryQuery): Promise<(DialogSummary & { lastAt: Date })[]> {
  const { where, order = sql`c.last_at desc, c.id desc`, limit = 200 } = query;
  const { rows } = await sql<Row>`
    select c.*, v.user_id, v.secret_hash = '' as verified,
      last.seq as last_seq, last.sender_kind as last_kind, last.body as last_body, last.at as last_message_at,
      unread.number as unread
    from conversations c
    join visitors v on v.bot_id = c.bot_id and v.id = c.visitor_id
    left join lateral (
      select seq, sender_kind, body, at from messages
      where conversation_id = c.id and sender_kind <> 'system' and body->>'type' in (${sql.join(SAID)})
      order by seq desc limit 1
    ) last on true
    cross join lateral (
      select count(*)::int as number from (
        select 1 from messages
        where conversation_id = c.id and seq > c.read_operator and sender_kind = 'visitor'
        limit ${MAX_UNREAD}
      ) seen
    ) unread
    where ${where}
    order by ${order}
    limit ${limit}
  `.execute(db);
  return rows.map((row) => ({ ...toSummary(row), lastAt: new Date(row.last_at) }));
}

const bare = ({ lastAt: _, ...summary }: DialogSummary & { lastAt: Date }): DialogSummary => summary;

/** @returns null if there is no such conversation */
export async function readSummary(db: Db, conversationId: string): Promise<DialogSummary | null> {
  const [row] = await readSummaries(db, { where: sql`c.id = ${conversationId}`, limit: 1 });
  return row ? bare(row) : null;
}

/** The conversations of `ids` that are queued or with an operator, and those of `always` in any status. */
export async function readChanged(db: Db, ids: readonly string[], always: readonly string[]): Promise<DialogSummary[]> {
  const all = [...ids, ...always];
  if (all.length === 0) return [];
  const where = sql`c.id in (${sql.join(all)}) and (c.status in ('queued', 'operator')
    ${always.length > 0 ? sql`or c.id in (${sql.join(always)})` : sql``})`;
  return (await readSummaries(db, { where, limit: all.length })).map(bare);
}

/** The longest waiting first. */
export const QUEUE_ORDER = sql`c.queued_at, c.id`;
const RECENT_ORDER = sql`c.last_at desc, c.id desc`;

/** The end of a page, as a text that the client sends to get the next one. */
const toCursor = (at: string, id: string) => Buffer.from(JSON.stringify([at, id])).toString('base64url');

function readCursor(cursor: string): { at: Date; id: string } | null {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    const date = new Date(String(at));
    return typeof id === 'string' && !Number.isNaN(date.getTime()) ? { at: date, id } : null;
  } catch {
    return null;
  }
}

export interface ListQuery {
  readonly of: 'queue' | 'mine' | 'operators' | 'bot' | 'closed' | 'all' | 'test';
  readonly botId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

function filterOf({ of }: ListQuery, operatorId: string): RawBuilder<unknown> {
  switch (of) {
    case 'test':
      return sql`c.test`;
    case 'queue':
      return sql`c.status = 'queued' and not c.test`;
    case 'mine':
      return sql`c.operator_id = ${operatorId} and not c.test`;
    case 'operators':
      return sql`c.status = 'operator' and not c.test`;
    case 'bot':
      return sql`c.status = 'bot' and not c.test`;
    case 'closed':
      return sql`c.status = 'closed' and not c.test`;
    case 'all':
      return sql`not c.test`;
  }
}

/** A page of a list. @returns null for an invalid cursor */
export async function listDialogs(
  db: Db,
  query: ListQuery,
  operatorId: string,
): Promise<{ items: DialogSummary[]; next: string | null } | null> {
  const queue = query.of === 'queue';
  const from = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (from === null) return null;
  const after = queue ? sql`(c.queued_at, c.id) >` : sql`(c.last_at, c.id) <`;
  const where = sql`${filterOf(query, operatorId)}
    ${query.botId === undefined ? sql`` : sql`and c.bot_id = ${query.botId}`}
    ${from ? sql`and ${after} (${from.at}::timestamptz, ${from.id})` : sql``}`;
  const rows = await readSummaries(db, {
    where,
    order: queue ? QUEUE_ORDER : RECENT_ORDER,
    limit: query.limit + 1,
  });
  const items = rows.slice(0, query.limit);
  const end = items.at(-1);
  const at = end && (queue ? end.queuedAt : end.lastAt.toISOString());
  return {
    items: items.map(bare),
    next: rows.length > query.limit && end && at ? toCursor(at, end.conversation) : null,
  };
}
