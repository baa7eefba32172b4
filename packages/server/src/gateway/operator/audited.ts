import type { Db } from '../../db/open-database.ts';
import type { OperatorContext } from './request.types.ts';

/** Writes an action on a dialog to the audit log, in the transaction of the action. */
export const audited =
  ({ audit, who }: OperatorContext, action: string, conversation: string, detail: Record<string, unknown> = {}) =>
  (trx: Db) =>
    audit.note({ actor: who.account, action, target: { kind: 'conversation', id: conversation }, detail }, trx);
