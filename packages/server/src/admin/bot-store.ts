import type { BotDetail, BotSummary, Settings } from '@connective-chat/contracts/admin';
import { botSettingsSchema } from '@connective-chat/contracts/bot';
import type { Selectable } from 'kysely';
import { iconPath } from '../bots/bot-registry.ts';
import type { Db } from '../db/open-database.ts';
import type { Database } from '../db/schema.ts';
import { digestOf } from '../lib/digest.ts';
import { ApiRefusal, notFound } from './api-refusal.ts';

export type BotRow = Omit<Selectable<Database['bots']>, 'icon'>;

export const BOT_COLUMNS = [
  'id',
  'settings',
  'scenario',
  'version',
  'rev',
  'defined',
  'draft',
  'draft_rev',
  'draft_at',
  'draft_by',
  'icon_mime',
  'icon_hash',
  'preview_of',
  'updated_at',
] as const;

/** Previews of drafts are not listed as bots. */
const bots = (db: Db) => db.selectFrom('bots').select(BOT_COLUMNS).where('preview_of', 'is', null);

export const listBots = (db: Db): Promise<BotRow[]> => bots(db).orderBy('id').execute();

/** @throws ApiRefusal NOT_FOUND */
export async function readBot(db: Db, id: string): Promise<BotRow> {
  const row = await bots(db).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('bot');
  return row;
}

/** Locks the row until the commit. @throws ApiRefusal NOT_FOUND */
export async function lockBot(trx: Db, id: string): Promise<BotRow> {
  const row = await bots(trx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('bot');
  return row;
}

/** @throws ApiRefusal NOT_FOUND */
export const checkBot = async (db: Db, id: string): Promise<void> => void (await readBot(db, id));

/** @throws ApiRefusal CONFLICT */
export function checkRev(actual: number, given: number): void {
  if (actual !== given) throw new ApiRefusal('CONFLICT', 'Somebody else has saved meanwhile: reload and try again.');
}

/** The settings of a row with all defaults, without the fields that the API does not return. */
export function visibleSettings(row: BotRow): Settings {
  const { identitySecret: _, ...settings } = botSettingsSchema.parse(row.settings);
  return settings;
}

export function toBotSummary(row: BotRow): BotSummary {
  const { title, version } = visibleSettings(row);
  return {
    id: row.id,
    title,
    icon: iconPath(row.id, row.icon_hash),
    version,
    published: row.version,
    draftChanged: digestOf(row.draft) !== digestOf(row.scenario),
    updatedAt: row.updated_at.toISOString(),
  };
}

export const toBotDetail = (row: BotRow): BotDetail => ({
  ...toBotSummary(row),
  settings: visibleSettings(row),
  rev: row.rev,
  hasIdentitySecret: botSettingsSchema.parse(row.settings).identitySecret !== undefined,
});
