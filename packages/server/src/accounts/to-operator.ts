import type { Operator } from '@connective-chat/core/protocol';
import type { AccountRow } from './accounts.ts';

/** The public part of an account, which visitors see. */
export const toOperator = ({ id, name, avatar }: Pick<AccountRow, 'id' | 'name' | 'avatar'>): Operator => ({
  id,
  name,
  ...(avatar ? { avatar } : {}),
});
