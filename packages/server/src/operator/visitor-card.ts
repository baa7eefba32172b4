import type { VisitorCard } from '@connective-chat/contracts/operator';
import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow } from '../db/schema.ts';
import { nameOf } from './dialog-summaries.ts';

type Row = Pick<
  ConversationRow,
  'visitor_id' | 'locale' | 'params' | 'meta' | 'banned' | 'dialog' | 'bot_id' | 'created_at'
>;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads what is known about a visitor. @returns null if there is no such conversation */
export async function readVisitorCard(
  db: Db,
  conversationId: string,
  isOnline: (conversationId: string) => Promise<boolean>,
): Promise<VisitorCard | null> {
  const { rows } = await sql<Row & { user_id: string | null; verified: boolean; first_seen: Date | string }>`
    select c.visitor_id, c.locale, c.params, c.meta, c.banned, c.dialog, c.bot_id,
      v.user_id, v.secret_hash = '' as verified, v.created_at as first_seen
    from conversations c
    join visitors v on v.bot_id = c.bot_id and v.id = c.visitor_id
    where c.id = ${conversationId}
  `.execute(db);
  const [row] = rows;
  if (!row) return null;
  const userId = row.user_id === null ? null : { value: row.user_id, verified: row.verified };
  const url = text(row.params.page_url);
  return {
    visitorId: row.visitor_id,
    userId,
    name: nameOf(row.params, userId),
    locale: row.locale,
    params: { ...row.params },
    page: url === null ? null : { url, title: text(row.params.page_title), referrer: text(row.params.referrer) },
    meta: row.meta,
    firstSeen: new Date(row.first_seen).toISOString(),
    online: await isOnline(conversationId),
    dialogs: row.dialog,
    banned: row.banned,
  };
}
