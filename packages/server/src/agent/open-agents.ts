import type { Db } from '../db/open-database.ts';
import type { AgentProvider, AgUiOptions } from './agent.types.ts';
import { createKnowledgeProvider } from './knowledge/knowledge-provider.ts';
import type { ModelOptions } from './model/create-model-agents.ts';

export interface AgentOptions extends ModelOptions {
  readonly agUi?: Readonly<Record<string, AgUiOptions>> | undefined;
  readonly providers?: Readonly<Record<string, AgentProvider>> | undefined;
  /** How long the agent `knowledge` pauses after each sentence, in ms. Default 0. */
  readonly pauseMs?: number | undefined;
}

/** The agents available to scenarios. The AI SDK and the client of AG-UI are loaded only if they are used: each takes several tenths of a second. */
export async function openAgents(db: Db, options: AgentOptions): Promise<Map<string, AgentProvider>> {
  const { openai, anthropic, google, ollama, models } = options;
  const usesModels = [openai, anthropic, google, ollama, models].some((service) => service !== undefined);
  const { createModelAgents } = usesModels ? await import('./model/create-model-agents.ts') : {};
  const agUi = Object.entries(options.agUi ?? {});
  const { createAgUiAgent } = agUi.length > 0 ? await import('./ag-ui/ag-ui-agent.ts') : {};
  return new Map([
    ['knowledge', createKnowledgeProvider(db, options.pauseMs)],
    ...(createModelAgents?.(db, options) ?? []),
    ...agUi.flatMap(([name, agent]): [string, AgentProvider][] =>
      createAgUiAgent ? [[name, createAgUiAgent(name, agent)]] : [],
    ),
    ...Object.entries(options.providers ?? {}),
  ]);
}
