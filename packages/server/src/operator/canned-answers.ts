import { randomUUID } from 'node:crypto';
import type { CannedAnswer, OperatorEvent } from '@connective-chat/contracts/operator';
import type { Selectable } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { Database } from '../db/schema.ts';
import { Refused } from '../lib/refusal.ts';

/** The maximum number of canned answers. */
const MAX_ANSWERS = 1000;

const toWire = (row: Selectable<Database['canned_answers']>): CannedAnswer => ({
  id: row.id,
  shortcut: row.shortcut,
  title: row.title,
  text: row.text,
  botId: row.bot_id,
  language: row.language,
  ownerId: row.owner_id,
});

/** The canned answers that an operator may see: shared ones, and their own. */
const visible = (db: Db, operatorId: string) =>
  db
    .selectFrom('canned_answers')
    .selectAll()
    .where((eb) => eb.or([eb('owner_id', 'is', null), eb('owner_id', '=', operatorId)]));

export async function listCanned(db: Db, operatorId: string): Promise<CannedAnswer[]> {
  const rows = await visible(db, operatorId).orderBy('shortcut').orderBy('id').limit(MAX_ANSWERS).execute();
  return rows.map(toWire);
}

/** @throws Refused NOT_FOUND, INVALID */
export async function saveCanned(
  db: Db,
  operatorId: string,
  answer: OperatorEvent<'canned_save'>,
  now: number,
): Promise<CannedAnswer> {
  const { id, shared, botId, ...rest } = answer;
  return db.transaction().execute(async (trx) => {
    if (botId !== null) {
      const bot = await trx.selectFrom('bots').select('id').where('id', '=', botId).executeTakeFirst();
      if (!bot) throw new Refused('INVALID', 'botId: there is no such bot.');
    }
    const row = { ...rest, bot_id: botId, owner_id: shared ? null : operatorId, updated_at: new Date(now) };
    if (id !== undefined) {
      const known = await visible(trx, operatorId).where('id', '=', id).forUpdate().executeTakeFirst();
      if (!known) throw new Refused('NOT_FOUND', 'id: there is no such answer.');
      return toWire(
        await trx.updateTable('canned_answers').set(row).where('id', '=', id).returningAll().executeTakeFirstOrThrow(),
      );
    }
    const { number } = await trx
      .selectFrom('canned_answers')
      .select(({ fn }) => fn.countAll().as('number'))
      .executeTakeFirstOrThrow();
    if (Number(number) >= MAX_ANSWERS) throw new Refused('INVALID', `There are ${MAX_ANSWERS} answers already.`);
    return toWire(
      await trx
        .insertInto('canned_answers')
        .values({ ...row, id: randomUUID() })
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
  });
}

/** @throws Refused NOT_FOUND */
export async function deleteCanned(db: Db, operatorId: string, id: string): Promise<void> {
  const deleted = await db
    .deleteFrom('canned_answers')
    .where('id', '=', id)
    .where((eb) => eb.or([eb('owner_id', 'is', null), eb('owner_id', '=', operatorId)]))
    .returning('id')
    .executeTakeFirst();
  if (!deleted) throw new Refused('NOT_FOUND', 'id: there is no such answer.');
}
