import type { DeskSettings } from '@connective-chat/contracts/admin';
import { sql } from 'kysely';
import type { AccountRow } from '../accounts/accounts.ts';
import { toOperator } from '../accounts/to-operator.ts';
import { assignedTo, type Handover, transferDialogIn } from '../conversation/handover.ts';
import { joinedText } from '../conversation/notice-texts.ts';
import type { Db } from '../db/open-database.ts';

/** Only one node at a time assigns, because two that count simultaneously could exceed an operator's limit. */
const LOCK = 7_021_964;

/**
 * Assigns the dialog that has waited longest to the operator with the fewest dialogs, in one transaction. Test chats
 * are neither assigned nor counted.
 *
 * @param candidates the operators who are available
 * @returns null if the queue is empty, or every operator has reached the maximum in the settings
 */
export async function assignNext(
  db: Db,
  candidates: readonly AccountRow[],
  { maxDialogs }: DeskSettings,
  now: number,
): Promise<Handover | null> {
  if (candidates.length === 0) return null;
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
    const waiting = await trx
      .selectFrom('conversations')
      .select('id')
      .where('status', '=', 'queued')
      .where('test', '=', false)
      .orderBy('queued_at')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!waiting) return null;
    const rows = await trx
      .selectFrom('conversations')
      .select(['operator_id', ({ fn }) => fn.countAll().as('number')])
      .where('operator_id', 'is not', null)
      .where('test', '=', false)
      .groupBy('operator_id')
      .execute();
    const load = new Map(rows.map(({ operator_id, number }) => [operator_id, Number(number)]));
    const loadOf = ({ id }: AccountRow) => load.get(id) ?? 0;
    const [least] = candidates
      .filter((account) => maxDialogs === null || loadOf(account) < maxDialogs)
      .sort((a, b) => loadOf(a) - loadOf(b) || (a.id < b.id ? -1 : 1));
    if (!least) return null;
    const operator = toOperator(least);
    const notice = { event: 'operator_connected', text: joinedText(operator.name) };
    return transferDialogIn(trx, waiting.id, { set: assignedTo(operator), notice }, now);
  });
}
