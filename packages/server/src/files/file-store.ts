import { randomBytes, randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { Database } from '../db/schema.ts';
import { sha256 } from '../lib/digest.ts';
import { Refused } from '../lib/refusal.ts';

/** The maximum number of files that a visitor may have uploaded but not sent. */
const MAX_UNSENT = 20;

/** A file without its bytes. */
export type FileRow = Omit<Selectable<Database['files']>, 'content'>;

const COLUMNS = ['id', 'conversation_id', 'bot_id', 'name', 'mime', 'size', 'token_hash', 'token_until'] as const;
const WITHOUT_CONTENT = [...COLUMNS, 'sent', 'operator_id', 'created_at'] as const;

/** A file name that is safe in headers and file systems: without folders and invisible characters. */
function cleanName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return clean || 'file';
}

/** Reserves a file, to be uploaded with a token. @throws Refused BUSY if too many were not sent */
export async function reserveFile(
  db: Db,
  file: {
    conversationId: string;
    botId: string;
    name: string;
    mime: string;
    size: number;
    /** The operator who uploads it; absent for the visitor. */
    operatorId?: string;
  },
  at: { now: number; tokenMs: number },
): Promise<{ fileId: string; token: string }> {
  const { unsent } = await db
    .selectFrom('files')
    .select(({ fn }) => fn.countAll().as('unsent'))
    .where('conversation_id', '=', file.conversationId)
    .where('sent', '=', false)
    // Each side has its own limit, so that neither can use up that of the other.
    .where('operator_id', file.operatorId === undefined ? 'is' : '=', file.operatorId ?? null)
    .executeTakeFirstOrThrow();
  if (Number(unsent) >= MAX_UNSENT) throw new Refused('BUSY', 'Too many files were uploaded and not sent.', 60_000);
  const fileId = randomUUID();
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('files')
    .values({
      id: fileId,
      conversation_id: file.conversationId,
      bot_id: file.botId,
      name: cleanName(file.name),
      mime: file.mime,
      size: file.size,
      token_hash: sha256(token),
      token_until: new Date(at.now + at.tokenMs),
      content: null,
      operator_id: file.operatorId ?? null,
      created_at: new Date(at.now),
    })
    .execute();
  return { fileId, token };
}

/** Consumes a token: only the first request with it may upload the file. */
export const takeToken = (db: Db, botId: string, token: string, now: number): Promise<FileRow | undefined> =>
  db
    .updateTable('files')
    .set({ token_hash: null })
    .where('token_hash', '=', sha256(token))
    .where('bot_id', '=', botId)
    .where('token_until', '>', new Date(now))
    .returning(WITHOUT_CONTENT)
    .executeTakeFirst();

/** @returns false if the reservation was deleted meanwhile */
export async function fillFile(db: Db, fileId: string, mime: string, content: Buffer): Promise<boolean> {
  const filled = await db
    .updateTable('files')
    .set({ content, mime })
    .where('id', '=', fileId)
    .where('content', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return filled !== undefined;
}

export async function dropFile(db: Db, fileId: string): Promise<void> {
  await db.deleteFrom('files').where('id', '=', fileId).where('sent', '=', false).execute();
}

/**
 * Attaches a file to a conversation, within the transaction of its message.
 *
 * @param operatorId the operator who must have uploaded it; null for the visitor
 * @throws Refused INVALID if it was not uploaded by them in this conversation
 */
export async function sendFile(
  trx: Db,
  conversationId: string,
  fileId: string,
  operatorId: string | null = null,
): Promise<FileRow> {
  const row = await trx
    .updateTable('files')
    .set({ sent: true })
    .where('id', '=', fileId)
    .where('conversation_id', '=', conversationId)
    .where('operator_id', operatorId === null ? 'is' : '=', operatorId)
    .where('content', 'is not', null)
    .returning(WITHOUT_CONTENT)
    .executeTakeFirst();
  if (!row) throw new Refused('INVALID', 'body.fileId: there is no such file.');
  return row;
}

export const readFile = (db: Db, fileId: string) =>
  db
    .selectFrom('files')
    .select(['name', 'mime', 'content'])
    .where('id', '=', fileId)
    .where('content', 'is not', null)
    .executeTakeFirst();

/** Deletes files that were reserved or uploaded and not sent. @returns how many */
export async function sweepFiles(db: Db, before: { unfilled: number; unsent: number }): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('files')
    .where('sent', '=', false)
    .where((eb) =>
      eb.or([
        eb('created_at', '<', new Date(before.unsent)),
        eb.and([eb('content', 'is', null), eb('created_at', '<', new Date(before.unfilled))]),
      ]),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
