import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';

/** The lifetime of a node's entry, because a crashed node cannot delete its own. */
const ENTRY_MS = 10_000;
export const PRESENCE_RENEWAL_MS = ENTRY_MS / 3;

const until = sql<Date>`now() + ${ENTRY_MS} * interval '1 millisecond'`;

/** The operators connected to each node of a store. */
export class PresenceTable {
  readonly #db: Db;
  readonly #nodeId: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(db: Db, nodeId: string) {
    this.#db = db;
    this.#nodeId = nodeId;
  }

  /** Stores exactly these operators as connected to this node; writes are serialized. */
  write(operatorIds: readonly string[]): Promise<void> {
    const written = this.#writing.then(() => this.#replace(operatorIds));
    this.#writing = written.catch(() => {});
    return written;
  }

  async #replace(operatorIds: readonly string[]): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx
        .deleteFrom('operator_presence')
        .where((eb) =>
          eb.or([
            sql<boolean>`until < now()`,
            eb.and([
              eb('node', '=', this.#nodeId),
              ...(operatorIds.length > 0 ? [eb('operator_id', 'not in', operatorIds)] : []),
            ]),
          ]),
        )
        .execute();
      if (operatorIds.length === 0) return;
      await trx
        .insertInto('operator_presence')
        .values(operatorIds.map((operator_id) => ({ operator_id, node: this.#nodeId, until })))
        .onConflict((conflict) => conflict.columns(['operator_id', 'node']).doUpdateSet({ until }))
        .execute();
    });
  }

  /** The operators connected to any node. */
  async read(): Promise<Set<string>> {
    const rows = await this.#db
      .selectFrom('operator_presence')
      .select('operator_id')
      .distinct()
      .where(sql<boolean>`until > now()`)
      .execute();
    return new Set(rows.map(({ operator_id }) => operator_id));
  }
}
