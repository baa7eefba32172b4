import { randomUUID } from 'node:crypto';
import type { Role } from '@connective-chat/contracts/admin';
import { type Selectable, sql, type Updateable } from 'kysely';
import type { Db } from '../db/open-database.ts';
import type { Database } from '../db/schema.ts';
import type { Clock } from '../lib/clock.ts';
import { AccountError } from './account-error.ts';
import { oneTimePassword } from './one-time-password.ts';
import { hashPassword, verifyNothing, verifyPassword } from './password-hash.ts';

export type AccountRow = Omit<Selectable<Database['accounts']>, 'password_hash'>;

const COLUMNS = [
  'id',
  'login',
  'name',
  'avatar',
  'role',
  'must_change_password',
  'disabled',
  'away',
  'created_at',
  'last_login_at',
] as const;

const byLogin = (login: string) => sql<boolean>`lower(login) = ${login.toLowerCase()}`;

/** The accounts that may log in. Logins are case-insensitive. */
export class Accounts {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  list(): Promise<AccountRow[]> {
    return this.#db.selectFrom('accounts').select(COLUMNS).orderBy('name').orderBy('id').execute();
  }

  find(id: string): Promise<AccountRow | undefined> {
    return this.#db.selectFrom('accounts').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  }

  /** Whether there is an account that is not disabled. */
  async hasAnybody(): Promise<boolean> {
    const one = await this.#db.selectFrom('accounts').select('id').where('disabled', '=', false).executeTakeFirst();
    return one !== undefined;
  }

  async hasAdmin(): Promise<boolean> {
    const one = await this.#db
      .selectFrom('accounts')
      .select('id')
      .where('role', '=', 'admin')
      .where('disabled', '=', false)
      .executeTakeFirst();
    return one !== undefined;
  }

  /** Takes the same time whether the login exists or not. @returns null if login and password do not match */
  async check(login: string, password: string): Promise<AccountRow | null> {
    const row = await this.#db.selectFrom('accounts').selectAll().where(byLogin(login)).executeTakeFirst();
    const fits = row ? await verifyPassword(password, row.password_hash) : await verifyNothing(password);
    if (!row || !fits || row.disabled) return null;
    await this.#db
      .updateTable('accounts')
      .set({ last_login_at: new Date(this.#clock.now()) })
      .where('id', '=', row.id)
      .execute();
    const { password_hash: _, ...account } = row;
    return account;
  }

  /** @throws AccountError CONFLICT if the login is taken */
  async create(
    account: { id?: string; login: string; name: string; avatar?: string | null; role: Role },
    password: string,
    mustChange: boolean,
  ): Promise<AccountRow> {
    const created = await this.#db
      .insertInto('accounts')
      .values({
        id: account.id ?? randomUUID(),
        login: account.login,
        name: account.name,
        avatar: account.avatar ?? null,
        role: account.role,
        password_hash: await hashPassword(password),
        must_change_password: mustChange,
        created_at: new Date(this.#clock.now()),
        last_login_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(COLUMNS)
      .executeTakeFirst();
    if (!created) throw new AccountError('CONFLICT', 'login: it is taken.');
    return created;
  }

  /** @throws AccountError NOT_FOUND, LAST_ADMIN */
  async change(
    id: string,
    change: Pick<Updateable<Database['accounts']>, 'name' | 'avatar' | 'role' | 'disabled' | 'away'>,
  ): Promise<AccountRow> {
    return this.#db.transaction().execute(async (trx) => {
      const before = await this.#lock(trx, id);
      const staysAdmin = (change.role ?? before.role) === 'admin' && !(change.disabled ?? before.disabled);
      if (before.role === 'admin' && !before.disabled && !staysAdmin) await this.#checkOtherAdmin(trx, id);
      if (Object.keys(change).length === 0) return before;
      return trx.updateTable('accounts').set(change).where('id', '=', id).returning(COLUMNS).executeTakeFirstOrThrow();
    });
  }

  /** @throws AccountError NOT_FOUND, LAST_ADMIN */
  async delete(id: string): Promise<AccountRow> {
    return this.#db.transaction().execute(async (trx) => {
      const account = await this.#lock(trx, id);
      if (account.role === 'admin' && !account.disabled) await this.#checkOtherAdmin(trx, id);
      await trx.deleteFrom('accounts').where('id', '=', id).execute();
      return account;
    });
  }

  /** @throws AccountError NOT_FOUND, INVALID if it is the current password */
  async setPassword(id: string, password: string, mustChange: boolean): Promise<AccountRow> {
    const before = await this.#db
      .selectFrom('accounts')
      .select('password_hash')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!before) throw new AccountError('NOT_FOUND', 'There is no such account.');
    if (await verifyPassword(password, before.password_hash)) {
      throw new AccountError('INVALID', 'next: this is the password that is to be changed.');
    }
    return this.#db
      .updateTable('accounts')
      .set({ password_hash: await hashPassword(password), must_change_password: mustChange })
      .where('id', '=', id)
      .returning(COLUMNS)
      .executeTakeFirstOrThrow();
  }

  /** @throws AccountError NOT_FOUND */
  async resetPassword(id: string): Promise<{ account: AccountRow; password: string }> {
    const password = oneTimePassword();
    return { account: await this.setPassword(id, password, true), password };
  }

  async #lock(trx: Db, id: string): Promise<AccountRow> {
    // Locks every row: two admins who demote each other at the same time would leave none.
    const rows = await trx.selectFrom('accounts').select(COLUMNS).orderBy('id').forUpdate().execute();
    const account = rows.find((row) => row.id === id);
    if (!account) throw new AccountError('NOT_FOUND', 'There is no such account.');
    return account;
  }

  async #checkOtherAdmin(trx: Db, id: string): Promise<void> {
    const other = await trx
      .selectFrom('accounts')
      .select('id')
      .where('role', '=', 'admin')
      .where('disabled', '=', false)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (!other) throw new AccountError('LAST_ADMIN', 'This is the last admin.');
  }
}
