import { type DeskSettings, deskSettingsSchema } from '@connective-chat/contracts/admin';
import type { Db } from '../db/open-database.ts';

const KEY = 'desk-settings';

/** The settings of the queue, kept in the store so that every node has the same. */
export class DeskSettingsStore {
  readonly #db: Db;
  readonly #defaults: DeskSettings;

  /** @param defaults used until settings are saved */
  constructor(db: Db, defaults: Partial<DeskSettings> = {}) {
    this.#db = db;
    this.#defaults = { ...deskSettingsSchema.parse({}), ...defaults };
  }

  async read(db: Db = this.#db): Promise<DeskSettings> {
    const row = await db.selectFrom('store').select('value').where('key', '=', KEY).executeTakeFirst();
    return row ? deskSettingsSchema.parse(JSON.parse(row.value)) : this.#defaults;
  }

  async write(settings: DeskSettings): Promise<void> {
    const value = JSON.stringify(settings);
    await this.#db
      .insertInto('store')
      .values({ key: KEY, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  }
}
