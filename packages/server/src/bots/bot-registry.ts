import { articlesSchema, type BotSettings, botSettingsSchema } from '@connective-chat/contracts/bot';
import { lineOf, problemsOfIssues } from '@connective-chat/contracts/problem';
import type { Nodes } from '../cluster/nodes.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import { ConfigError } from '../lib/config-error.ts';
import { digestOf } from '../lib/digest.ts';
import type { KnownAgents } from '../scenario/known-agents.ts';
import { loadScenario, type Scenario, ScenarioError } from '../scenario/load-scenario.ts';
import type { BotDefinition } from './bot-definition.ts';

/** A bot with its settings and its published scenario. */
export interface Bot {
  readonly id: string;
  readonly settings: BotSettings;
  /** The published version. */
  readonly version: number;
  readonly scenario: Scenario;
  /** Whether it runs the draft of another bot, for the test chat. */
  readonly isPreview: boolean;
  /** A URL on this server. */
  readonly icon: string | null;
}

/** The URL of a bot's icon; it changes with the icon, so that browsers can cache it. */
export const iconPath = (id: string, hash: string | null): string | null =>
  hash === null ? null : `/api/bots/${encodeURIComponent(id)}/icon?v=${hash.slice(0, 12)}`;

/** The bots of the store, validated when they are read, and cached. */
export class BotRegistry {
  readonly #db: Db;
  readonly #bots = new Map<string, Promise<Bot | null>>();
  readonly #nodes: Nodes;
  readonly #known: KnownAgents | undefined;
  readonly #listeners = new Set<(botId: string) => void>();
  /** Never evicted: a version does not change. */
  readonly #versions = new Map<string, Promise<Scenario | null>>();

  /** @param known what scenarios may name; without it the names are not checked */
  constructor(db: Db, nodes: Nodes, known?: KnownAgents) {
    this.#db = db;
    this.#known = known;
    this.#nodes = nodes;
    nodes.on('botChanged', ({ botId }) => this.#forget(botId));
    nodes.onMissed(() => {
      for (const botId of [...this.#bots.keys()]) this.#forget(botId);
    });
  }

  /** Calls back for each bot that is changed or deleted, on this node or another. */
  onChanged(listener: (botId: string) => void): void {
    this.#listeners.add(listener);
  }

  #forget(botId: string): void {
    this.#bots.delete(botId);
    for (const listener of this.#listeners) listener(botId);
  }

  /** Removes a bot from the cache, on every node: it was changed in the store. */
  changed(botId: string): void {
    this.#forget(botId);
    this.#nodes.tell('botChanged', { botId });
  }

  /** @returns null if there is no such bot */
  async get(id: string): Promise<Bot | null> {
    const known = this.#bots.get(id);
    if (known) return known;
    const reading = this.#read(id);
    const bot = await reading;
    // An id without a bot is not cached: a client may ask for any number of them.
    if (bot) this.#bots.set(id, reading);
    return bot;
  }

  async #read(id: string): Promise<Bot | null> {
    const row = await this.#db
      .selectFrom('bots')
      .select(['settings', 'scenario', 'version', 'icon_hash', 'preview_of'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return null;
    return {
      id,
      settings: botSettingsSchema.parse(row.settings),
      version: row.version,
      scenario: loadScenario(row.scenario, { isPublished: true }),
      isPreview: row.preview_of !== null,
      icon: iconPath(id, row.icon_hash),
    };
  }

  /** The scenario of a version in which a conversation is waiting; the published one if it cannot be read any more. */
  async scenarioOf(bot: Bot, version: number): Promise<Scenario> {
    if (version === bot.version) return bot.scenario;
    const key = `${version} ${bot.id}`;
    const reading = this.#versions.get(key) ?? this.#readVersion(bot.id, version);
    this.#versions.set(key, reading);
    return (await reading) ?? bot.scenario;
  }

  async #readVersion(botId: string, version: number): Promise<Scenario | null> {
    const row = await this.#db
      .selectFrom('scenario_versions')
      .select('scenario')
      .where('bot_id', '=', botId)
      .where('version', '=', version)
      .executeTakeFirst();
    try {
      return row ? loadScenario(row.scenario, { isPublished: true }) : null;
    } catch (error) {
      // Published by an older server, whose schema accepted what this one does not.
      if (error instanceof ScenarioError) return null;
      throw error;
    }
  }

  /**
   * Creates or updates a bot; its articles are replaced as a whole. A definition that was applied
   * already is not applied again, so that later changes in the settings are kept.
   *
   * @throws ConfigError that names the bot and all its problems
   */
  async define(definition: BotDefinition, clock: Clock): Promise<void> {
    const { id } = definition;
    const settings = botSettingsSchema.safeParse(definition.settings);
    const articles = articlesSchema.safeParse(definition.articles ?? []);
    if (!settings.success || !articles.success) {
      const problems = [
        ...problemsOfIssues(settings.error?.issues ?? [], definition.settings),
        ...problemsOfIssues(articles.error?.issues ?? [], definition.articles),
      ];
      const lines = problems.map((problem) => `  - ${lineOf(problem)}`);
      throw new ConfigError(`Bot ${id} cannot be defined:\n${lines.join('\n')}`);
    }
    try {
      loadScenario(definition.scenario, { known: this.#known });
    } catch (error) {
      if (error instanceof ScenarioError) throw new ConfigError(`Bot ${id}: ${error.message}`);
      throw error;
    }
    const defined = digestOf({ ...definition, articles: articles.data });
    const now = new Date(clock.now());
    await this.#db.transaction().execute(async (trx) => {
      const scenario = toJson(definition.scenario);
      const row = {
        settings: toJson(settings.data),
        scenario,
        draft: scenario,
        draft_at: now,
        draft_by: null,
        defined,
        updated_at: now,
      };
      const written = await trx
        .insertInto('bots')
        .values({ id, ...row })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet((eb) => ({
              ...row,
              version: eb('bots.version', '+', 1),
              rev: eb('bots.rev', '+', 1),
              draft_rev: eb('bots.draft_rev', '+', 1),
            }))
            .where('bots.defined', 'is distinct from', defined),
        )
        .returning('version')
        .executeTakeFirst();
      if (!written) return;
      await trx
        .insertInto('scenario_versions')
        .values({ bot_id: id, version: written.version, scenario, published_at: now })
        .execute();
      await trx.deleteFrom('articles').where('bot_id', '=', id).execute();
      if (articles.data.length === 0) return;
      await trx
        .insertInto('articles')
        .values(articles.data.map((article) => ({ ...article, url: article.url ?? null, bot_id: id })))
        .execute();
    });
    this.changed(id);
  }
}
