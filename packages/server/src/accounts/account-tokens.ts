import { randomBytes } from 'node:crypto';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import { sha256 } from '../lib/digest.ts';
import type { AccountRow } from './accounts.ts';

/** How long a token is valid. */
const LIFE_MS = 12 * 3_600_000;

/** A logged-in account and the id of its token. */
export interface LoggedIn {
  readonly account: AccountRow;
  /** Identifies the token but cannot be used as one. */
  readonly tokenHash: string;
  readonly expiresAt: number;
}

/** The tokens of logged-in accounts. */
export class AccountTokens {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async issue(accountId: string): Promise<{ token: string; expiresAt: number }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    const expiresAt = now + LIFE_MS;
    await this.#db.deleteFrom('account_tokens').where('expires_at', '<=', new Date(now)).execute();
    await this.#db
      .insertInto('account_tokens')
      .values({
        hash: sha256(token),
        account_id: accountId,
        created_at: new Date(now),
        expires_at: new Date(expiresAt),
      })
      .execute();
    return { token, expiresAt };
  }

  /** Looked up by its hash, so that the time of the look-up reveals nothing about the token. */
  find(token: string): Promise<LoggedIn | null> {
    return this.findByHash(sha256(token));
  }

  async findByHash(hash: string): Promise<LoggedIn | null> {
    const row = await this.#db
      .selectFrom('account_tokens')
      .innerJoin('accounts', 'accounts.id', 'account_tokens.account_id')
      .select(['hash', 'expires_at'])
      .select([
        'accounts.id as id',
        'login',
        'name',
        'avatar',
        'role',
        'must_change_password',
        'disabled',
        'away',
        'accounts.created_at as created_at',
        'last_login_at',
      ])
      .where('hash', '=', hash)
      .where('expires_at', '>', new Date(this.#clock.now()))
      .where('disabled', '=', false)
      .executeTakeFirst();
    if (!row) return null;
    const { hash: tokenHash, expires_at, ...account } = row;
    return { account, tokenHash, expiresAt: expires_at.getTime() };
  }

  async revoke(hash: string): Promise<void> {
    await this.#db.deleteFrom('account_tokens').where('hash', '=', hash).execute();
  }

  async revokeAll(accountId: string): Promise<void> {
    await this.#db.deleteFrom('account_tokens').where('account_id', '=', accountId).execute();
  }
}
