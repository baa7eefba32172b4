import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import { AccountTokens } from './account-tokens.ts';
import { Accounts } from './accounts.ts';
import { DeviceTokens } from './device-tokens.ts';
import { type FirstAdmin, keepConfiguredAccounts, makeFirstAdmin } from './first-accounts.ts';
import { LoginLimit } from './login-limit.ts';
import type { OperatorAccount } from './operator-account.ts';

/** The accounts, their tokens and devices, and the limit of attempts to log in. */
export interface AccountsRoom {
  readonly accounts: Accounts;
  readonly tokens: AccountTokens;
  readonly devices: DeviceTokens;
  readonly loginLimit: LoginLimit;
  /** The admin created at this startup; null if there was one already. */
  readonly firstAdmin: FirstAdmin | null;
}

/**
 * Opens the accounts of the store and applies those of the configuration.
 *
 * @param admin creates the first admin if there is none
 * @throws ConfigError for a login that belongs to another account, or a weak password
 */
export async function openAccounts(
  { db, clock, deviceKey }: { readonly db: Db; readonly clock: Clock; readonly deviceKey: string },
  configured: readonly OperatorAccount[],
  admin: { readonly password?: string | undefined } | undefined,
): Promise<AccountsRoom> {
  const accounts = new Accounts(db, clock);
  await keepConfiguredAccounts(accounts, configured);
  const firstAdmin = admin ? await makeFirstAdmin(accounts, admin.password) : null;
  const tokens = new AccountTokens(db, clock);
  return { accounts, tokens, devices: new DeviceTokens(deviceKey, clock), loginLimit: new LoginLimit(), firstAdmin };
}
