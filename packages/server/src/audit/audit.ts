import type { AuditEntry } from '@connective-chat/contracts/admin';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';

/** An administrative action. */
export interface AuditedAction {
  /** Null for the server itself, and before a login. */
  readonly actor: { readonly id: string; readonly login: string } | null;
  /** Subject and past tense: `bot.settings_saved`. */
  readonly action: string;
  readonly target?: { readonly kind: string; readonly id: string };
  /** What changed: never a text of a visitor, a password or a token. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The log of administrative actions. Entries are added, never changed. */
export class Audit {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** @param trx the transaction of the action, so that neither is committed without the other */
  async note(action: AuditedAction, trx: Db = this.#db): Promise<void> {
    await trx
      .insertInto('audit')
      .values({
        at: new Date(this.#clock.now()),
        actor_id: action.actor?.id ?? null,
        actor_login: action.actor?.login ?? null,
        action: action.action,
        target_kind: action.target?.kind ?? null,
        target_id: action.target?.id ?? null,
        detail: toJson(action.detail ?? {}),
      })
      .execute();
  }

  /** Newest first. */
  async read(by: {
    before?: number | undefined;
    limit: number;
    action?: string | undefined;
    actor?: string | undefined;
    target?: string | undefined;
  }): Promise<{ items: AuditEntry[]; next: number | null }> {
    let query = this.#db
      .selectFrom('audit')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(by.limit + 1);
    if (by.before !== undefined) query = query.where('id', '<', by.before);
    // Compared as a prefix, not as a pattern, in which `_` and `%` would be wildcards.
    if (by.action !== undefined) {
      const action = by.action;
      query = query.where((eb) => eb(eb.fn('starts_with', ['action', eb.val(action)]), '=', true));
    }
    if (by.actor !== undefined) query = query.where('actor_id', '=', by.actor);
    if (by.target !== undefined) query = query.where('target_id', '=', by.target);
    const rows = await query.execute();
    const items = rows.slice(0, by.limit).map(
      (row): AuditEntry => ({
        // A bigint comes as text from one driver and as a number from the other.
        id: Number(row.id),
        at: row.at.toISOString(),
        actor: row.actor_id === null ? null : { id: row.actor_id, login: row.actor_login ?? '' },
        action: row.action,
        target: row.target_id === null ? null : { kind: row.target_kind ?? '', id: row.target_id },
        detail: row.detail,
      }),
    );
    return { items, next: rows.length > by.limit ? (items.at(-1)?.id ?? null) : null };
  }
}
