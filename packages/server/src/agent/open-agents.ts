import type { Db } from '../db/open-database.ts';
import type { AgentProvider } from './agent.types.ts';
import { createKnowledgeProvider } from './knowledge/knowledge-provider.ts';
import type { ModelOptions } from './model/create-model-agents.ts';

export interface AgentOptions extends ModelOptions {
  readonly providers?: Readonly<Record<string, AgentProvider>> | undefined;
}

/** The agents available to scenarios. The AI SDK is loaded only if a model is configured: that takes 0.3 s. */
export async function openAgents(db: Db, options: AgentOptions): Promise<Map<string, AgentProvider>> {
  const { openai, anthropic, google, ollama, models } = options;
  const usesModels = [openai, anthropic, google, ollama, models].some((service) => service !== undefined);
  const { createModelAgents } = usesModels ? await import('./model/create-model-agents.ts') : {};
  return new Map([
    ['knowledge', createKnowledgeProvider(db)],
    ...(createModelAgents?.(db, options) ?? []),
    ...Object.entries(options.providers ?? {}),
  ]);
}
