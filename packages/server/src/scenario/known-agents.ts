/** What agent nodes may name on this server. */
export interface KnownAgents {
  /** The names of the agents, each with whether it can use the tools of its node. */
  readonly agents: ReadonlyMap<string, { readonly usesTools: boolean }>;
  /** The names of the MCP servers. */
  readonly mcpServers: readonly string[];
}
