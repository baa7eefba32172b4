import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';

/** How long the entry of a node holds: a node that has crashed cannot delete its own. */
const ENTRY_MS = 10_000;
export const PRESENCE_RENEWAL_MS = ENTRY_MS / 3;

const until = sql<Date>`now() + ${ENTRY_MS} * interval '1 millisecond'`;

/** Which operators are connected to the nodes of a store. */
export class PresenceTable {
  readonly #db: Db;
  readonly #nodeId: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(db: Db, nodeId: string) {
    this.#db = db;
    this.#nodeId = nodeId;
  }

  /** Writes that exactly these operators are connected to this node; one write after another. */
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

  /** The operators who are connected to some node. */
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
