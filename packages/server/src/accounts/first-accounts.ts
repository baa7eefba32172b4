import { ConfigError } from '../lib/config-error.ts';
import { AccountError } from './account-error.ts';
import type { Accounts } from './accounts.ts';
import { oneTimePassword } from './one-time-password.ts';
import type { OperatorAccount } from './operator-account.ts';
import { passwordProblem } from './password-strength.ts';

/** The admin that was created at startup. */
export interface FirstAdmin {
  readonly login: string;
  /** To be shown once; null if a password was configured. */
  readonly oneTimePassword: string | null;
}

/**
 * Creates an admin if there is none.
 *
 * @param given the configured password. Default: a generated one-time password
 * @throws ConfigError if that password is too weak
 */
export async function makeFirstAdmin(accounts: Accounts, given: string | undefined): Promise<FirstAdmin | null> {
  if (given !== undefined) {
    const problem = passwordProblem(given, ['admin']);
    if (problem) throw new ConfigError(`The admin's password ${problem}.`);
  }
  if (await accounts.hasAdmin()) return null;
  const password = given ?? oneTimePassword();
  try {
    await accounts.create({ id: 'admin', login: 'admin', name: 'Admin', role: 'admin' }, password, given === undefined);
  } catch {
    // Another node has created the account meanwhile, and shows the password.
    return null;
  }
  return { login: 'admin', oneTimePassword: given === undefined ? password : null };
}

/** Creates the accounts of the configuration, or resets their passwords to the configured ones. */
export async function keepConfiguredAccounts(
  accounts: Accounts,
  configured: readonly OperatorAccount[],
): Promise<void> {
  const create = async (account: Parameters<Accounts['create']>[0] & { id: string }, password: string) => {
    try {
      await accounts.create(account, password, false);
    } catch (error) {
      // Another node of the store, which starts at the same time, has the same configuration.
      if (!(error instanceof AccountError)) throw error;
      if (await accounts.find(account.id)) return;
      throw new ConfigError(`The login ${account.login} belongs to another account.`);
    }
  };
  const known = new Map((await accounts.list()).map((account) => [account.id, account]));
  await Promise.all(
    configured.map(async ({ id, login, name, avatar, role = 'operator', password }) => {
      const account = known.get(id);
      if (!account) {
        await create({ id, login, name, avatar: avatar ?? null, role }, password);
      } else if (!(await accounts.check(login, password))) {
        await accounts.setPassword(id, password, false);
      }
    }),
  );
}
