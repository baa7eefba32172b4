import { randomBytes } from 'node:crypto';
import type { ScenarioVersion } from '@connective-chat/contracts/admin';
import { botSettingsSchema } from '@connective-chat/contracts/bot';
import type { Problem } from '@connective-chat/contracts/problem';
import { isInterruptible } from '../../agent/interruptible-agent.ts';
import { knownAgentsOf } from '../../agent/known-agents-of.ts';
import { toJson } from '../../db/json.ts';
import type { Db } from '../../db/open-database.ts';
import { loadScenario, ScenarioError } from '../../scenario/load-scenario.ts';
import type { AdminDeps, ApiHandlers } from '../admin-api.types.ts';
import { ApiRefusal, notFound } from '../api-refusal.ts';
import { type BotRow, checkBot, checkRev, lockBot, readBot } from '../bot-store.ts';

type Actor = { readonly id: string; readonly login: string };

function problemsOf({ providers, mcp }: Pick<AdminDeps, 'providers' | 'mcp'>, scenario: unknown): Problem[] {
  try {
    const mcpServers = mcp.list().map(({ name }) => name);
    loadScenario(scenario, { known: knownAgentsOf(providers, mcpServers) });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return [...error.problems];
  }
}

/** @throws ApiRefusal INVALID with every problem */
function checkScenario(deps: Pick<AdminDeps, 'providers' | 'mcp'>, scenario: unknown): void {
  const problems = problemsOf(deps, scenario);
  if (problems.length > 0) {
    throw new ApiRefusal('INVALID', `The scenario has ${problems.length} problem(s).`, { problems });
  }
}

const toDraft = (row: Pick<BotRow, 'draft' | 'draft_rev' | 'draft_at' | 'draft_by'>) => ({
  scenario: row.draft,
  rev: row.draft_rev,
  updatedAt: row.draft_at.toISOString(),
  by: row.draft_by,
});

const VERSION_COLUMNS = ['version', 'published_at', 'published_by', 'note', 'restores'] as const;

interface VersionRow {
  readonly version: number;
  readonly published_at: Date;
  readonly published_by: string | null;
  readonly note: string | null;
  readonly restores: number | null;
}

const toVersion = (row: VersionRow, current: number): ScenarioVersion => ({
  version: row.version,
  publishedAt: row.published_at.toISOString(),
  by: row.published_by,
  note: row.note,
  restores: row.restores,
  current: row.version === current,
});

const versionsOf = (db: Db, botId: string) =>
  db.selectFrom('scenario_versions').select(VERSION_COLUMNS).where('bot_id', '=', botId);

/** Reads a number of a path. @throws ApiRefusal NOT_FOUND */
function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw notFound('version');
  return Number(text);
}

/** Publishes a scenario as the next version of a bot whose row is locked. */
async function publish(
  { clock, audit }: AdminDeps,
  trx: Db,
  row: BotRow,
  next: { scenario: unknown; note: string | undefined; restores: number | null },
  actor: Actor,
): Promise<ScenarioVersion> {
  const version = row.version + 1;
  const now = new Date(clock.now());
  const scenario = toJson(next.scenario);
  const { note = null, restores } = next;
  await trx.updateTable('bots').set({ version, scenario, updated_at: now }).where('id', '=', row.id).execute();
  const written = { version, published_at: now, published_by: actor.login, note, restores };
  await trx
    .insertInto('scenario_versions')
    .values({ ...written, bot_id: row.id, scenario })
    .execute();
  const action = restores === null ? 'bot.scenario_published' : 'bot.scenario_rolled_back';
  const detail = { version, ...(restores === null ? {} : { restores }) };
  await audit.note({ actor, action, target: { kind: 'bot', id: row.id }, detail }, trx);
  return toVersion(written, version);
}

/** Creates the preview bot of a scenario: it has the articles of its bot and accepts only our own pages. */
async function writePreview({ clock, baseUrl }: AdminDeps, trx: Db, row: BotRow, scenario: unknown, origin: string) {
  const known = await trx
    .selectFrom('bots')
    .select(['id', 'version'])
    .where('preview_of', '=', row.id)
    .executeTakeFirst();
  const id = known?.id ?? `preview-${randomBytes(18).toString('base64url')}`;
  const version = (known?.version ?? 0) + 1;
  const now = new Date(clock.now());
  const { identitySecret: _, customCode: __, ...settings } = botSettingsSchema.parse(row.settings);
  const origins = [...new Set([origin, new URL(baseUrl()).origin])];
  const values = {
    settings: toJson({ ...settings, customCodeEnabled: false, origins, allowMissingOrigin: false }),
    scenario: toJson(scenario),
    version,
    draft: toJson(scenario),
    draft_at: now,
    updated_at: now,
  };
  if (known) await trx.updateTable('bots').set(values).where('id', '=', id).execute();
  else
    await trx
      .insertInto('bots')
      .values({ ...values, id, preview_of: row.id })
      .execute();
  await trx
    .insertInto('scenario_versions')
    .values({ bot_id: id, version, scenario: toJson(scenario), published_at: now })
    .execute();
  await trx.deleteFrom('articles').where('bot_id', '=', id).execute();
  const columns = ['id', 'language', 'title', 'body', 'url'] as const;
  await trx
    .insertInto('articles')
    .columns(['bot_id', ...columns])
    .expression((eb) =>
      eb
        .selectFrom('articles')
        .select((inner) => inner.val(id).as('bot_id'))
        .select(columns)
        .where('bot_id', '=', row.id),
    )
    .execute();
  return id;
}

export const scenarioHandlers: ApiHandlers<
  | 'listProviders'
  | 'getScenario'
  | 'listMcpServers'
  | 'saveDraft'
  | 'validateScenario'
  | 'previewScenario'
  | 'listVersions'
  | 'getVersion'
  | 'publish'
  | 'rollback'
> = {
  async listProviders({ providers }) {
    const items = [...providers].map(([name, provider]) => ({
      name,
      stages: (provider.stages ?? []).map((stage) => ({ name: stage.name, values: [...(stage.values ?? [])] })),
      usesTools: provider.usesTools ?? true,
      interrupts: isInterruptible(provider),
    }));
    return { items };
  },

  async listMcpServers({ mcp }) {
    const items = mcp.list().map(({ name, tools, bots }) => ({
      name,
      tools: tools ? [...tools] : null,
      bots: bots ? [...bots] : null,
    }));
    return { items };
  },

  async getScenario(deps, { param }) {
    const { db } = deps;
    const row = await readBot(db, param('bot'));
    const published = await versionsOf(db, row.id).where('version', '=', row.version).executeTakeFirstOrThrow();
    return { draft: toDraft(row), problems: problemsOf(deps, row.draft), published: toVersion(published, row.version) };
  },

  async saveDraft(deps, { who, input, param }) {
    const { db, clock } = deps;
    const saved = await db.transaction().execute(async (trx) => {
      const row = await lockBot(trx, param('bot'));
      checkRev(row.draft_rev, input.rev);
      return trx
        .updateTable('bots')
        .set({
          draft: toJson(input.scenario ?? null),
          draft_rev: row.draft_rev + 1,
          draft_at: new Date(clock.now()),
          draft_by: who.account.login,
        })
        .where('id', '=', row.id)
        .returning(['draft', 'draft_rev', 'draft_at', 'draft_by'])
        .executeTakeFirstOrThrow();
    });
    return { draft: toDraft(saved), problems: problemsOf(deps, saved.draft) };
  },

  async validateScenario(deps, { input, param }) {
    await checkBot(deps.db, param('bot'));
    return { problems: problemsOf(deps, input.scenario) };
  },

  async previewScenario(deps, { input, param, origin }) {
    checkScenario(deps, input.scenario);
    const page = origin ?? new URL(deps.baseUrl()).origin;
    const botId = await deps.db.transaction().execute(async (trx) => {
      const row = await lockBot(trx, param('bot'));
      return writePreview(deps, trx, row, input.scenario, page);
    });
    deps.bots.changed(botId);
    return { botId };
  },

  async listVersions({ db }, { param }) {
    const row = await readBot(db, param('bot'));
    const rows = await versionsOf(db, row.id).orderBy('version', 'desc').execute();
    return { items: rows.map((item) => toVersion(item, row.version)) };
  },

  async getVersion({ db }, { param }) {
    const row = await readBot(db, param('bot'));
    const found = await versionsOf(db, row.id)
      .select('scenario')
      .where('version', '=', versionNumber(param('version')))
      .executeTakeFirst();
    if (!found) throw notFound('version');
    return { version: toVersion(found, row.version), scenario: found.scenario };
  },

  async publish(deps, { who, input, param }) {
    const published = await deps.db.transaction().execute(async (trx) => {
      const row = await lockBot(trx, param('bot'));
      checkRev(row.draft_rev, input.rev);
      checkScenario(deps, row.draft);
      return publish(deps, trx, row, { scenario: row.draft, note: input.note, restores: null }, who.account);
    });
    deps.bots.changed(param('bot'));
    return { published };
  },

  async rollback(deps, { who, input, param }) {
    const published = await deps.db.transaction().execute(async (trx) => {
      const row = await lockBot(trx, param('bot'));
      const old = await versionsOf(trx, row.id)
        .select('scenario')
        .where('version', '=', input.version)
        .executeTakeFirst();
      if (!old) throw notFound('version');
      checkScenario(deps, old.scenario);
      const { scenario, version: restores } = old;
      return publish(deps, trx, row, { scenario, note: input.note, restores }, who.account);
    });
    deps.bots.changed(param('bot'));
    return { published };
  },
};
