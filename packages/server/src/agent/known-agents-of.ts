import type { KnownAgents } from '../scenario/known-agents.ts';
import type { AgentProvider } from './agent.types.ts';

/** What scenarios may name, of the agents and MCP servers of this server. */
export const knownAgentsOf = (
  providers: ReadonlyMap<string, AgentProvider>,
  mcpServers: readonly string[],
): KnownAgents => ({
  agents: new Map([...providers].map(([name, { usesTools = true }]) => [name, { usesTools }])),
  mcpServers,
});
