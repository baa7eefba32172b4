import type { Operator } from '@connective-chat/core/protocol';
import type { AccountRow } from './accounts.ts';

/** An account as visitors see it. */
export const toOperator = ({ id, name, avatar }: Pick<AccountRow, 'id' | 'name' | 'avatar'>): Operator => ({
  id,
  name,
  ...(avatar ? { avatar } : {}),
});
