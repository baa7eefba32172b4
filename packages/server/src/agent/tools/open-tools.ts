import type { ScenarioTool } from '@connective-chat/contracts/scenario';
import type { AgentTool, OpenTools, ToolEnvironment } from './agent-tool.types.ts';
import { openArticlesTool } from './articles-tool.ts';
import { openMcpTools, toolNameOf } from './mcp-tools.ts';

/** The implementation of each kind of tool; a kind without one gives no tools. */
const KINDS: { readonly [K in ScenarioTool['kind']]?: OpenTools<K> } = {
  articles: openArticlesTool,
  mcp: openMcpTools,
};

function openOne<K extends ScenarioTool['kind']>(
  tool: Extract<ScenarioTool, { kind: K }>,
  environment: ToolEnvironment,
): Promise<readonly AgentTool[]> {
  const open = KINDS[tool.kind as K] as OpenTools<K> | undefined;
  return open ? open(tool, environment) : Promise.resolve([]);
}

/** Makes the tools of a node. Of two with the same name, the later one is prefixed, or else left out. */
export async function openTools(
  tools: readonly ScenarioTool[],
  environment: ToolEnvironment,
): Promise<ReadonlyMap<string, AgentTool>> {
  const opened = await Promise.all(tools.map((tool) => openOne(tool, environment)));
  const byName = new Map<string, AgentTool>();
  for (const tool of opened.flat()) {
    const { namespace } = tool;
    const isTaken = byName.has(tool.name);
    const name = isTaken && namespace !== undefined ? toolNameOf(`${namespace}_${tool.name}`) : tool.name;
    if (!byName.has(name)) byName.set(name, { ...tool, name });
  }
  return byName;
}
