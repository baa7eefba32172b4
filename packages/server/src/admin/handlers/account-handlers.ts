import { oneTimePassword } from '../../accounts/one-time-password.ts';
import type { ApiHandlers } from '../admin-api.types.ts';
import { toAccount } from '../to-wire.ts';
import { defined } from './auth-handlers.ts';

const target = (id: string) => ({ kind: 'account', id });

export const accountHandlers: ApiHandlers<
  'listAccounts' | 'createAccount' | 'changeAccount' | 'resetPassword' | 'deleteAccount'
> = {
  async listAccounts({ accounts }) {
    return { items: (await accounts.list()).map(toAccount) };
  },

  async createAccount({ accounts, audit, staff }, { who, input }) {
    const password = oneTimePassword();
    const account = await accounts.create(input, password, true);
    const { login, role } = account;
    await audit.note({
      actor: who.account,
      action: 'account.created',
      target: target(account.id),
      detail: { login, role },
    });
    await staff.accountChanged(account.id, false);
    return { account: toAccount(account), oneTimePassword: password };
  },

  async changeAccount({ accounts, tokens, audit, staff }, { who, input, param }) {
    const id = param('account');
    const account = await accounts.change(id, defined(input));
    if (account.disabled) {
      await tokens.revokeAll(id);
      staff.sessionsEnded({ accountId: id });
    }
    await audit.note({ actor: who.account, action: 'account.changed', target: target(id), detail: input });
    await staff.accountChanged(id, account.disabled);
    return { account: toAccount(account) };
  },

  async resetPassword({ accounts, tokens, audit, staff }, { who, param }) {
    const id = param('account');
    const { account, password } = await accounts.resetPassword(id);
    await tokens.revokeAll(id);
    staff.sessionsEnded({ accountId: id });
    await audit.note({ actor: who.account, action: 'account.password_reset', target: target(id) });
    return { account: toAccount(account), oneTimePassword: password };
  },

  async deleteAccount({ accounts, audit, staff }, { who, param }) {
    const id = param('account');
    const { login } = await accounts.delete(id);
    staff.sessionsEnded({ accountId: id });
    await audit.note({ actor: who.account, action: 'account.deleted', target: target(id), detail: { login } });
    await staff.accountChanged(id, true);
    return {};
  },
};
