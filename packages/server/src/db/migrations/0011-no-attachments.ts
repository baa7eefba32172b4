import type { Migration } from 'kysely';
import { type Kysely, sql } from 'kysely';

export const noAttachments: Migration = {
  async up(db: Kysely<unknown>) {
    // A push too large for one NOTIFY goes in several.
    await sql.raw('drop table socket_io_attachments').execute(db);
  },
};
