import type { Account, Me } from '@connective-chat/contracts/admin';
import type { AccountRow } from '../accounts/accounts.ts';

export const toMe = (row: AccountRow): Me => ({
  id: row.id,
  login: row.login,
  name: row.name,
  avatar: row.avatar,
  role: row.role,
  mustChangePassword: row.must_change_password,
});

export const toAccount = (row: AccountRow): Account => ({
  ...toMe(row),
  disabled: row.disabled,
  createdAt: row.created_at.toISOString(),
  lastLoginAt: row.last_login_at?.toISOString() ?? null,
});
