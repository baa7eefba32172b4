import { randomBytes } from 'node:crypto';
import type { Settings } from '@connective-chat/contracts/admin';
import { type BotSettings, botSettingsSchema, isOriginAllowed } from '@connective-chat/contracts/bot';
import { embedCode } from '@connective-chat/contracts/embed';
import { listRefusedOrigins } from '../../bots/refused-origins.ts';
import { toJson } from '../../db/json.ts';
import type { Db } from '../../db/open-database.ts';
import { detectType, isPicture } from '../../files/detect-type.ts';
import { digestOf, sha256 } from '../../lib/digest.ts';
import type { AdminDeps, ApiHandlers } from '../admin-api.types.ts';
import { ApiRefusal } from '../api-refusal.ts';
import {
  BOT_COLUMNS,
  type BotRow,
  checkRev,
  listBots,
  lockBot,
  readBot,
  toBotDetail,
  toBotSummary,
  visibleSettings,
} from '../bot-store.ts';
import { firstScenario } from '../first-scenario.ts';
import { settingsProblems } from '../settings-problems.ts';

const ICON_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

const target = (id: string) => ({ kind: 'bot', id });

/** The names of the changed fields. Values are not logged, because they may be code or secrets. */
function changedKeys(before: Settings, after: Settings): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Settings>;
  return [...keys].filter((key) => digestOf(before[key]) !== digestOf(after[key])).sort();
}

/** Writes the settings of a bot whose row is locked. */
async function writeSettings({ clock }: AdminDeps, trx: Db, row: BotRow, settings: BotSettings): Promise<BotRow> {
  return trx
    .updateTable('bots')
    .set((eb) => ({ settings: toJson(settings), rev: eb('rev', '+', 1), updated_at: new Date(clock.now()) }))
    .where('id', '=', row.id)
    .returning(BOT_COLUMNS)
    .executeTakeFirstOrThrow();
}

async function changeSecret(
  deps: AdminDeps,
  id: string,
  secret: string | undefined,
  actor: { id: string; login: string },
) {
  await deps.db.transaction().execute(async (trx) => {
    const row = await lockBot(trx, id);
    const { identitySecret: _, ...settings } = botSettingsSchema.parse(row.settings);
    await writeSettings(deps, trx, row, secret === undefined ? settings : { ...settings, identitySecret: secret });
    const action = secret === undefined ? 'bot.identity_secret_deleted' : 'bot.identity_secret_renewed';
    await deps.audit.note({ actor, action, target: target(id) }, trx);
  });
  deps.bots.changed(id);
}

async function changeIcon(
  { db, bots, clock, audit }: AdminDeps,
  id: string,
  icon: { bytes: Buffer; mime: string } | null,
  actor: { id: string; login: string },
): Promise<BotRow> {
  const changed = await db.transaction().execute(async (trx) => {
    await lockBot(trx, id);
    const action = icon ? 'bot.icon_saved' : 'bot.icon_deleted';
    await audit.note({ actor, action, target: target(id) }, trx);
    return trx
      .updateTable('bots')
      .set({
        icon: icon?.bytes ?? null,
        icon_mime: icon?.mime ?? null,
        icon_hash: icon ? sha256(icon.bytes.toString('base64')) : null,
        updated_at: new Date(clock.now()),
      })
      .where('id', '=', id)
      .returning(BOT_COLUMNS)
      .executeTakeFirstOrThrow();
  });
  bots.changed(id);
  return changed;
}

/** The smallest unused number. */
async function nextId(db: Db): Promise<string> {
  const ids = new Set((await db.selectFrom('bots').select('id').execute()).map(({ id }) => id));
  for (let number = 1; ; number += 1) if (!ids.has(String(number))) return String(number);
}

export const botHandlers: ApiHandlers<
  | 'listBots'
  | 'createBot'
  | 'getBot'
  | 'deleteBot'
  | 'saveSettings'
  | 'listRefusedOrigins'
  | 'saveIcon'
  | 'deleteIcon'
  | 'newIdentitySecret'
  | 'deleteIdentitySecret'
  | 'embed'
> = {
  async listBots({ db }) {
    return { items: (await listBots(db)).map(toBotSummary) };
  },

  async createBot({ db, clock, audit }, { who, input }) {
    const now = new Date(clock.now());
    const scenario = toJson(firstScenario(input.title));
    const row = await db.transaction().execute(async (trx) => {
      const id = input.id ?? (await nextId(trx));
      const created = await trx
        .insertInto('bots')
        .values({
          id,
          settings: toJson(botSettingsSchema.parse({ title: input.title })),
          scenario,
          draft: scenario,
          draft_at: now,
          draft_by: who.account.login,
          updated_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning(BOT_COLUMNS)
        .executeTakeFirst();
      if (!created) throw new ApiRefusal('CONFLICT', 'id: already in use.');
      const by = who.account.login;
      await trx
        .insertInto('scenario_versions')
        .values({ bot_id: id, version: 1, scenario, published_at: now, published_by: by })
        .execute();
      await audit.note({ actor: who.account, action: 'bot.created', target: target(id) }, trx);
      return created;
    });
    return { bot: toBotDetail(row) };
  },

  async getBot({ db }, { param }) {
    return { bot: toBotDetail(await readBot(db, param('bot'))) };
  },

  async deleteBot({ db, bots, audit, staff }, { who, param }) {
    const id = param('bot');
    const { ids, endRest } = await db.transaction().execute(async (trx) => {
      const { title } = visibleSettings(await lockBot(trx, id));
      const previews = await trx.selectFrom('bots').select('id').where('preview_of', '=', id).execute();
      const all = [id, ...previews.map((preview) => preview.id)];
      const end = await staff.endBots(trx, all);
      await trx.deleteFrom('bots').where('id', '=', id).execute();
      await audit.note({ actor: who.account, action: 'bot.deleted', target: target(id), detail: { title } }, trx);
      return { ids: all, endRest: end };
    });
    for (const each of ids) bots.changed(each);
    endRest();
    return {};
  },

  async saveSettings(deps, { who, input, param }) {
    const id = param('bot');
    const problems = settingsProblems(input.settings);
    if (problems.length > 0) throw new ApiRefusal('INVALID', 'The settings cannot be saved.', { problems });
    const saved = await deps.db.transaction().execute(async (trx) => {
      const row = await lockBot(trx, id);
      checkRev(row.rev, input.rev);
      const { identitySecret } = botSettingsSchema.parse(row.settings);
      const changed = changedKeys(visibleSettings(row), input.settings);
      const settings = { ...input.settings, ...(identitySecret === undefined ? {} : { identitySecret }) };
      const detail = { changed, customCodeEnabled: input.settings.customCodeEnabled };
      await deps.audit.note({ actor: who.account, action: 'bot.settings_saved', target: target(id), detail }, trx);
      // Code that runs in the pages of a site has its own audit entry; the hash proves which code it was.
      if (changed.some((key) => key === 'customCode' || key === 'customCodeEnabled')) {
        const { customCode = '', customCodeEnabled } = input.settings;
        const code = { enabled: customCodeEnabled, sha256: sha256(customCode), length: customCode.length };
        await deps.audit.note(
          { actor: who.account, action: 'bot.custom_code_changed', target: target(id), detail: code },
          trx,
        );
      }
      return writeSettings(deps, trx, row, settings);
    });
    deps.bots.changed(id);
    return { bot: toBotDetail(saved) };
  },

  async listRefusedOrigins({ db }, { param }) {
    const settings = visibleSettings(await readBot(db, param('bot')));
    const refused = await listRefusedOrigins(db, param('bot'));
    return {
      items: refused
        .filter(({ origin }) => !isOriginAllowed(settings, origin))
        .map(({ origin, last_at }) => ({ origin, lastAt: last_at.toISOString() })),
    };
  },

  async saveIcon(deps, { who, param, input: bytes }) {
    const mime = bytes === undefined ? null : await detectType(bytes, 'image/png', ICON_TYPES);
    if (bytes === undefined || mime === null || !isPicture(mime)) {
      throw new ApiRefusal('UNSUPPORTED_TYPE', 'The icon must be a PNG, JPEG, WebP or GIF.');
    }
    return { bot: toBotDetail(await changeIcon(deps, param('bot'), { bytes, mime }, who.account)) };
  },

  async deleteIcon(deps, { who, param }) {
    return { bot: toBotDetail(await changeIcon(deps, param('bot'), null, who.account)) };
  },

  async newIdentitySecret(deps, { who, param }) {
    const secret = randomBytes(32).toString('base64url');
    await changeSecret(deps, param('bot'), secret, who.account);
    return { secret };
  },

  async deleteIdentitySecret(deps, { who, param }) {
    await changeSecret(deps, param('bot'), undefined, who.account);
    return {};
  },

  async embed({ db, loaders, baseUrl }, { param }) {
    const row = await readBot(db, param('bot'));
    const server = baseUrl();
    const named = loaders.at(server);
    return {
      server,
      loaders: named,
      code: embedCode({ server, loaders: named, botId: row.id, settings: visibleSettings(row) }),
    };
  },
};
