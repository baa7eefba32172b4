import * as z from 'zod/mini';
import { accountChangeSchema, accountSchema, auditEntrySchema, newAccountSchema } from '../admin-entities.ts';
import { count, done, endpoint, ok } from './endpoint.ts';

const oneTime = z.object({ ...ok, account: accountSchema, oneTimePassword: z.string() });

/** The accounts of admins and operators, and the audit log of what they do. */
export const accountEndpoints = {
  listAccounts: endpoint({
    method: 'GET',
    path: '/api/admin/accounts',
    access: 'admin',
    response: z.object({ ...ok, items: z.array(accountSchema) }),
    errors: [],
    says: 'Every account, by name.',
  }),
  createAccount: endpoint({
    method: 'POST',
    path: '/api/admin/accounts',
    access: 'admin',
    request: newAccountSchema,
    response: oneTime,
    errors: ['CONFLICT'],
    says: 'Creates an account. Its one-time password is only in this answer.',
  }),
  changeAccount: endpoint({
    method: 'PATCH',
    path: '/api/admin/accounts/{account}',
    access: 'admin',
    request: accountChangeSchema,
    response: z.object({ ...ok, account: accountSchema }),
    errors: ['NOT_FOUND', 'LAST_ADMIN'],
    says: 'Changes name, picture or role, or disables the account: its tokens end, its dialogs go back to the queue.',
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/api/admin/accounts/{account}/reset-password',
    access: 'admin',
    request: z.strictObject({}),
    response: oneTime,
    errors: ['NOT_FOUND'],
    says: 'Sets a new one-time password; the tokens of the account end.',
  }),
  deleteAccount: endpoint({
    method: 'DELETE',
    path: '/api/admin/accounts/{account}',
    access: 'admin',
    response: done,
    errors: ['NOT_FOUND', 'LAST_ADMIN'],
    says: 'Deletes the account. Its messages stay, with its name.',
  }),

  audit: endpoint({
    method: 'GET',
    path: '/api/admin/audit',
    access: 'admin',
    request: z.strictObject({
      before: count(Number.MAX_SAFE_INTEGER),
      limit: count(200),
      /** A prefix of the action: `bot.`, `account.login_failed`. */
      action: z.optional(z.string().check(z.maxLength(64))),
      actor: z.optional(z.string().check(z.maxLength(64))),
      target: z.optional(z.string().check(z.maxLength(64))),
    }),
    response: z.object({ ...ok, items: z.array(auditEntrySchema), next: z.nullable(z.number()) }),
    errors: [],
    says: 'The audit log, newest first; `next` is the `before` of the next page.',
  }),
} as const;
