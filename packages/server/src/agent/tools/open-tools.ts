import type { ScenarioTool } from '@connective-chat/contracts/scenario';
import type { AgentTool, OpenTools, ToolEnvironment } from './agent-tool.types.ts';
import { openArticlesTool } from './articles-tool.ts';
import { openHttpTool } from './http-tool.ts';
import { openMcpTools, toolNameOf } from './mcp-tools.ts';
import { openScenarioTool } from './scenario-tool.ts';

/** The implementation of each kind of tool. */
const KINDS: { readonly [K in ScenarioTool['kind']]: OpenTools<K> } = {
  http: openHttpTool,
  articles: openArticlesTool,
  scenario: openScenarioTool,
  mcp: openMcpTools,
};

function openOne<K extends ScenarioTool['kind']>(
  tool: Extract<ScenarioTool, { kind: K }>,
  environment: ToolEnvironment,
): Promise<readonly AgentTool[]> {
  return KINDS[tool.kind as K](tool, environment);
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
