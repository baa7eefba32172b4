import { type BotSettings, botSettingsSchema } from '@connective-chat/contracts/bot';
import { sql } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';

/**
 * Adds an address or a range to those that a bot refuses.
 *
 * @returns the settings as they are now; `BotRegistry.changed` has to be told after the commit
 */
export async function blockAddress(trx: Db, botId: string, entry: string, now: number): Promise<BotSettings> {
  const row = await trx
    .selectFrom('bots')
    .select('settings')
    .where('id', '=', botId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const settings = botSettingsSchema.parse(row.settings);
  const { addresses = [], texts = {} } = settings.blocking ?? {};
  if (addresses.includes(entry)) return settings;
  const changed = botSettingsSchema.parse({ ...settings, blocking: { addresses: [...addresses, entry], texts } });
  await trx
    .updateTable('bots')
    .set({ settings: toJson(changed), rev: sql`rev + 1`, updated_at: new Date(now) })
    .where('id', '=', botId)
    .execute();
  return changed;
}
