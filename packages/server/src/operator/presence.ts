import { sql } from 'kysely';
import type { Db } from '../db/open-database.ts';

/** How long a node's word that an operator is connected to it holds: after a crash nobody takes it back. */
const TRUST_MS = 10_000;
export const PRESENCE_BEAT_MS = TRUST_MS / 3;

const until = sql<Date>`now() + ${TRUST_MS} * interval '1 millisecond'`;

/** Which operators are there, on whichever node of the store. */
export class Presence {
  readonly #db: Db;
  readonly #nodeId: string;
  #told: Promise<void> = Promise.resolve();

  constructor(db: Db, nodeId: string) {
    this.#db = db;
    this.#nodeId = nodeId;
  }

  /** Says that these operators are connected to this node, and nobody else is; one word after another. */
  tell(operatorIds: readonly string[]): Promise<void> {
    const told = this.#told.then(() => this.#write(operatorIds));
    this.#told = told.catch(() => {});
    return told;
  }

  async #write(operatorIds: readonly string[]): Promise<void> {
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

  /** Everybody who is connected to some node. */
  async online(): Promise<Set<string>> {
    const rows = await this.#db
      .selectFrom('operator_presence')
      .select('operator_id')
      .distinct()
      .where(sql<boolean>`until > now()`)
      .execute();
    return new Set(rows.map(({ operator_id }) => operator_id));
  }
}
