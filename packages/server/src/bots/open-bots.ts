import type { Nodes } from '../cluster/nodes.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { KnownAgents } from '../scenario/known-agents.ts';
import type { BotDefinition } from './bot-definition.ts';
import { BotRegistry } from './bot-registry.ts';

export interface OpenBotsDeps {
  readonly db: Db;
  readonly nodes: Nodes;
  readonly clock: Clock;
  /** What scenarios may name. */
  readonly known: KnownAgents;
}

/**
 * Opens the bots of the store and applies those defined in code.
 *
 * @throws ConfigError that names a bot which cannot be defined
 */
export async function openBots(
  { db, nodes, clock, known }: OpenBotsDeps,
  definitions: readonly BotDefinition[],
): Promise<BotRegistry> {
  const bots = new BotRegistry(db, nodes, known);
  for (const definition of definitions) await bots.define(definition, clock);
  return bots;
}
