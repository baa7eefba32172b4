import { sql } from 'kysely';
import type { Nodes } from '../cluster/nodes.ts';
import { ConfigError } from '../config/config-error.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import { loadScenario, type Scenario, ScenarioError } from '../scenario/load-scenario.ts';
import { articlesSchema, type BotDefinition, type BotSettings, botSettingsSchema } from './bot.types.ts';

/** A bot that is ready to talk. */
export interface Bot {
  readonly id: string;
  readonly settings: BotSettings;
  readonly scenario: Scenario;
}

/** The bots of the store, proved when they are read and kept. */
export class BotRegistry {
  readonly #db: Db;
  readonly #bots = new Map<string, Promise<Bot | null>>();
  readonly #nodes: Nodes;

  constructor(db: Db, nodes: Nodes) {
    this.#db = db;
    this.#nodes = nodes;
    nodes.on('botChanged', ({ botId }) => this.#bots.delete(botId));
  }

  /** Forgets what is remembered of a bot, on every node: it was changed in the store. */
  changed(botId: string): void {
    this.#bots.delete(botId);
    this.#nodes.tell('botChanged', { botId });
  }

  /** @returns null if there is no such bot */
  async get(id: string): Promise<Bot | null> {
    const known = this.#bots.get(id);
    if (known) return known;
    const reading = this.#read(id);
    const bot = await reading;
    // Names that do not exist are not kept: anybody may ask for any number of them.
    if (bot) this.#bots.set(id, reading);
    return bot;
  }

  async #read(id: string): Promise<Bot | null> {
    const row = await this.#db.selectFrom('bots').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return null;
    return { id, settings: botSettingsSchema.parse(row.settings), scenario: loadScenario(row.scenario) };
  }

  /**
   * Creates a bot or brings it up to date; its articles are replaced as a whole.
   *
   * @throws ConfigError that names the bot and everything that is wrong with it
   */
  async define(definition: BotDefinition, clock: Clock): Promise<void> {
    const { id } = definition;
    const settings = botSettingsSchema.safeParse(definition.settings);
    const articles = articlesSchema.safeParse(definition.articles ?? []);
    const issues = [settings, articles].flatMap((parsed) => (parsed.success ? [] : parsed.error.issues));
    if (!settings.success || !articles.success) {
      const lines = issues.map((issue) => `  - ${issue.path.join('.')}: ${issue.message}`);
      throw new ConfigError(`Bot ${id} cannot be defined:\n${lines.join('\n')}`);
    }
    try {
      loadScenario(definition.scenario);
    } catch (error) {
      if (error instanceof ScenarioError) throw new ConfigError(`Bot ${id}: ${error.message}`);
      throw error;
    }
    await this.#db.transaction().execute(async (trx) => {
      const row = {
        settings: toJson(settings.data),
        scenario: toJson(definition.scenario),
        updated_at: new Date(clock.now()),
      };
      await trx
        .insertInto('bots')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
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

/** Whether the store can be read at all, for a probe. */
export const ping = async (db: Db): Promise<void> => {
  await sql`select 1`.execute(db);
};
