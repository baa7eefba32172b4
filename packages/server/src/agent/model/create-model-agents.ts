import type { LanguageModel } from 'ai';
import type { Db } from '../../db/open-database.ts';
import type { AgentProvider, ModelServices } from '../agent.types.ts';
import { createModelAgent, type SelectModel } from './model-agent.ts';
import { modelServices } from './model-services.ts';

/** The language models configured in the server's options. */
export interface ModelOptions extends ModelServices {
  readonly models?: Readonly<Record<string, LanguageModel>> | undefined;
}

const only =
  (agent: string, model: LanguageModel): SelectModel =>
  (name) => {
    if (name !== undefined) throw new Error(`the agent ${agent} has one model; its node cannot choose ${name}`);
    return model;
  };

/** The agents that use a language model, by their names in scenarios. */
export function createModelAgents(db: Db, { models = {}, ...services }: ModelOptions): Map<string, AgentProvider> {
  const agents = new Map<string, AgentProvider>();
  for (const [name, selectModel] of modelServices(services)) agents.set(name, createModelAgent(db, selectModel));
  for (const [name, model] of Object.entries(models)) agents.set(name, createModelAgent(db, only(name, model)));
  return agents;
}
