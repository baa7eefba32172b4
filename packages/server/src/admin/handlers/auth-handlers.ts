import type { AccountRow } from '../../accounts/accounts.ts';
import type { LoginAttempt } from '../../accounts/login-limit.ts';
import { GUESSABLE, isGuessable } from '../../accounts/password-strength.ts';
import type { AdminDeps, ApiHandlers } from '../admin-api.types.ts';
import { ApiRefusal } from '../api-refusal.ts';
import { toMe } from '../to-wire.ts';

async function openSession({ tokens }: AdminDeps, account: AccountRow) {
  const { token, expiresAt } = await tokens.issue(account.id);
  return { token, expiresAt: new Date(expiresAt).toISOString(), me: toMe(account) };
}

/** Counts the attempt before the check, so that simultaneous attempts cannot pass before the first is counted. */
async function checkPassword(
  deps: AdminDeps,
  attempt: LoginAttempt,
  password: string,
  wrong = new ApiRefusal('AUTH_FAILED', 'Wrong login or password.'),
): Promise<AccountRow> {
  const { accounts, loginLimit, audit } = deps;
  const { login, address } = attempt;
  const wait = await loginLimit.count(attempt);
  if (wait !== null) {
    throw new ApiRefusal('RATE_LIMITED', 'Too many attempts: wait before the next one.', { retryAfterMs: wait });
  }
  const account = await accounts.check(login, password);
  if (!account) {
    // The typed login is not logged: it may be a password in the wrong field.
    await audit.note({ actor: null, action: 'account.login_failed', detail: { address } });
    throw wrong;
  }
  await loginLimit.forget(attempt);
  return account;
}

export const authHandlers: ApiHandlers<'login' | 'logout' | 'me' | 'changeProfile' | 'changePassword'> = {
  async login(deps, { input, address }) {
    const device = await deps.devices.find(input.device, input.login);
    const account = await checkPassword(deps, { login: input.login, address, device }, input.password);
    const { id, login } = account;
    await deps.audit.note({ actor: { id, login }, action: 'account.logged_in', detail: { address } });
    return { ...(await openSession(deps, account)), device: await deps.devices.issue(login) };
  },

  async logout({ tokens, staff, audit }, { who, input }) {
    const { account, tokenHash } = who;
    if (input.everywhere) await tokens.revokeAll(account.id);
    else await tokens.revoke(tokenHash);
    staff.sessionsEnded(input.everywhere ? { accountId: account.id } : { tokenHash });
    await audit.note({ actor: account, action: 'account.logged_out', detail: { everywhere: input.everywhere } });
    return {};
  },

  async me(_, { who }) {
    return { me: toMe(who.account), expiresAt: new Date(who.expiresAt).toISOString() };
  },

  async changeProfile({ accounts, staff }, { who, input }) {
    const account = await accounts.change(who.account.id, defined(input));
    await staff.accountChanged(account.id, false);
    return { me: toMe(account) };
  },

  async changePassword(deps, { who, input, address }) {
    const { accounts, tokens, audit, staff } = deps;
    const { id, login } = who.account;
    // An account that is logged in counts as a known device.
    const attempt = { login, address, device: who.tokenHash };
    // Not AUTH_FAILED, which tells a client that its token has ended.
    await checkPassword(deps, attempt, input.current, new ApiRefusal('INVALID', 'current: The password is wrong.'));
    if (isGuessable(input.next, [login, who.account.name])) {
      throw new ApiRefusal('WEAK_PASSWORD', `next: The password ${GUESSABLE}.`);
    }
    const account = await accounts.setPassword(id, input.next, false);
    await tokens.revokeAll(id);
    staff.sessionsEnded({ accountId: id });
    await audit.note({ actor: { id, login }, action: 'account.password_changed', target: { kind: 'account', id } });
    return openSession(deps, account);
  },
};

/** Removes undefined keys. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as never;
}
