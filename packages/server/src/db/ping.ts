import { sql } from 'kysely';
import type { Db } from './open-database.ts';

/** Whether the database answers at all, for a probe. @throws what the database fails with */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
