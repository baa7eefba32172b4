import type { DialogSummary } from '@connective-chat/contracts/operator';
import type { ConversationRow } from '../../db/schema.ts';
import { Refused } from '../../lib/refusal.ts';
import { readSummary } from '../../operator/dialog-summaries.ts';
import type { OperatorContext } from './request.types.ts';

const unknown = () => new Refused('NOT_FOUND', 'conversation: there is no such conversation.');

/** @throws Refused NOT_FOUND */
export async function findDialog({ db }: OperatorContext, id: string): Promise<ConversationRow> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw unknown();
  return row;
}

/** @throws Refused NOT_FOUND */
export async function findSummary({ db }: OperatorContext, id: string): Promise<DialogSummary> {
  const summary = await readSummary(db, id);
  if (!summary) throw unknown();
  return summary;
}

/** Checks that an operator may transfer or close a dialog: its owner and admins may. @throws Refused NOT_YOURS */
export const checkMayChange =
  ({ operator, who }: OperatorContext) =>
  (conversation: ConversationRow): void => {
    if (conversation.operator_id !== operator.id && who.account.role !== 'admin') {
      throw new Refused('NOT_YOURS', 'Another operator has this dialog, or nobody: take it first.');
    }
  };
