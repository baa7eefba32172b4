import type { DialogSummary } from '@connective-chat/contracts/operator';
import { sql } from 'kysely';
import { toClosed } from '../conversation/handover.ts';
import type { Db } from '../db/open-database.ts';
import { readSummaries } from './dialog-summaries.ts';

/** Closes the queued and assigned dialogs of bots before they are deleted. Their scenarios do not continue. */
export async function closeDialogsOf(trx: Db, botIds: readonly string[]): Promise<DialogSummary[]> {
  const rows = await trx
    .updateTable('conversations')
    .set({ ...toClosed, dialog_rev: sql`dialog_rev + 1` })
    .where('bot_id', 'in', botIds)
    .where('status', 'in', ['queued', 'operator'])
    .returning('id')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const summaries = await readSummaries(trx, { where: sql`c.id in (${sql.join(ids)})`, limit: ids.length });
  return summaries.map(({ lastAt: _, ...summary }) => summary);
}
