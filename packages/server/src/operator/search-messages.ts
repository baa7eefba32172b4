import { sql } from 'kysely';
import type { OperatorWire } from '../conversation/operator-wire.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, MessageRow } from '../db/schema.ts';
import { nameOf, textOf } from './dialog-summaries.ts';

/** The number of characters shown around a hit. */
const BEFORE = 40;
const AFTER = 120;

export interface SearchQuery {
  readonly query: string;
  readonly conversation?: string | undefined;
  readonly botId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const wordsIn = (query: string) => query.match(/[\p{L}\p{N}][\p{L}\p{N}@._-]*/gu)?.slice(0, 10) ?? [];

/** Matches each word as a prefix; quoted, so that the input cannot contain query operators. */
const toTsQuery = (words: readonly string[]) => words.map((word) => `'${word.replace(/['\\]/g, '')}':*`).join(' & ');

const escapeRegExp = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The text around the first match, split into matches and the text between them. */
function excerptOf(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const line = text.replace(/\s+/gu, ' ').trim();
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escapeRegExp).join('|')})`, 'giu');
  const at = line.search(pattern);
  const from = Math.max(0, at - BEFORE);
  const part = line.slice(from, Math.max(at, 0) + AFTER);
  const pieces: { text: string; hit: boolean }[] = [];
  let end = 0;
  for (const found of part.matchAll(pattern)) {
    if (found.index > end) pieces.push({ text: part.slice(end, found.index), hit: false });
    pieces.push({ text: found[0], hit: true });
    end = found.index + found[0].length;
  }
  if (end < part.length) pieces.push({ text: part.slice(end), hit: false });
  return pieces;
}

type Row = MessageRow &
  Pick<ConversationRow, 'bot_id' | 'visitor_id' | 'params'> & { user_id: string | null; verified: boolean };

/**
 * Searches the messages, newest first; those of test chats only in the conversation that is named.
 *
 * @returns null for an invalid cursor
 */
export async function searchMessages(db: Db, query: SearchQuery, toWire: OperatorWire) {
  const words = wordsIn(query.query);
  if (words.length === 0) return { items: [], next: null };
  const [at, id] = query.cursor?.split(' ') ?? [];
  if (query.cursor !== undefined && (id === undefined || Number.isNaN(Date.parse(at ?? '')))) return null;
  const { rows } = await sql<Row>`
    select m.*, c.bot_id, c.visitor_id, c.params, v.user_id, v.secret_hash = '' as verified
    from messages m
    join conversations c on c.id = m.conversation_id
    join visitors v on v.bot_id = c.bot_id and v.id = c.visitor_id
    where m.sender_kind <> 'system'
      and to_tsvector('simple', coalesce(m.body->>'text', m.body->>'label', m.body->>'name', ''))
        @@ to_tsquery('simple', ${toTsQuery(words)})
      ${query.conversation === undefined ? sql`and not c.test` : sql`and m.conversation_id = ${query.conversation}`}
      ${query.botId === undefined ? sql`` : sql`and c.bot_id = ${query.botId}`}
      ${id === undefined ? sql`` : sql`and (m.at, m.id) < (${at}::timestamptz, ${id})`}
    order by m.at desc, m.id desc
    limit ${query.limit + 1}
  `.execute(db);
  const items = rows.slice(0, query.limit).map((row) => {
    const user = row.user_id === null ? null : { value: row.user_id, verified: row.verified };
    return {
      conversation: row.conversation_id,
      botId: row.bot_id,
      name: nameOf(row.params, user),
      visitorId: row.visitor_id,
      message: toWire({ ...row, at: new Date(row.at), edited: row.edited && new Date(row.edited) }),
      excerpt: excerptOf(textOf(row.body), words),
    };
  });
  const end = items.at(-1)?.message;
  return { items, next: rows.length > query.limit && end ? `${end.at} ${end.id}` : null };
}
