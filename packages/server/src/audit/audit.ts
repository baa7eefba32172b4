import type { AuditEntry } from '@connective-chat/contracts/admin';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';

export interface Deed {
  /** Null where the server itself does it, or nobody is logged in. */
  readonly actor: { readonly id: string; readonly login: string } | null;
  /** Past tense, with its room: `bot.settings_saved`. */
  readonly action: string;
  readonly target?: { readonly kind: string; readonly id: string };
  /** What changed: never a text of a visitor, a password or a token. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Who did what. Entries are only ever added. */
export class Audit {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** @param trx the transaction of the deed itself, so that neither stands without the other */
  async note(deed: Deed, trx: Db = this.#db): Promise<void> {
    await trx
      .insertInto('audit')
      .values({
        at: new Date(this.#clock.now()),
        actor_id: deed.actor?.id ?? null,
        actor_login: deed.actor?.login ?? null,
        action: deed.action,
        target_kind: deed.target?.kind ?? null,
        target_id: deed.target?.id ?? null,
        detail: toJson(deed.detail ?? {}),
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
    // Compared as a beginning, not as a pattern: `_` and `%` are letters like others.
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
