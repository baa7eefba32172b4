import type { ToolOf } from '@connective-chat/contracts/scenario';
import type { Tool, ToolAnnotations } from '@modelcontextprotocol/client';
import type { McpConnection } from '../mcp/mcp-connection.ts';
import type { AgentTool, OpenTools } from './agent-tool.types.ts';

const MAX_NAME_LENGTH = 64;
const MAX_TITLE_LENGTH = 100;

/** Models accept fewer characters in names than MCP servers use. */
export const toolNameOf = (name: string): string => name.replace(/[^\w-]/g, '_').slice(0, MAX_NAME_LENGTH);

/** A tool may destroy something unless its server says that it does not: this is the default of the protocol. */
const needsApproval = ({ readOnlyHint, destructiveHint }: ToolAnnotations = {}): boolean =>
  readOnlyHint !== true && destructiveHint !== false;

function toAgentTool(tool: Tool, node: ToolOf<'mcp'>, connection: McpConnection): AgentTool {
  const { name, annotations, description, inputSchema } = tool;
  const title = tool.title ?? annotations?.title;
  const { title: shownTitle = title?.slice(0, MAX_TITLE_LENGTH), texts } = node.shown?.[name] ?? {};
  return {
    name: toolNameOf(name),
    namespace: toolNameOf(node.server),
    description: description ?? title ?? name,
    inputSchema,
    title: shownTitle,
    texts,
    approval: node.approvals?.[name] ?? needsApproval(annotations),
    async run(input, { signal, idempotencyKey }) {
      const { text, isError } = await connection.call({ name, input, idempotencyKey }, signal);
      return { text, failed: isError };
    },
  };
}

/** The tools of an MCP server that its settings and the node allow. A server that is not reached gives none. */
export const openMcpTools: OpenTools<'mcp'> = async (node, { mcp, botId, logger, signal }) => {
  const server = mcp.find(node.server, botId);
  if (!server) {
    logger.error({ server: node.server, bot: botId }, 'a scenario names an MCP server that its bot may not use');
    return [];
  }
  const { connection, allows } = server;
  try {
    const tools = await connection.tools(signal);
    const allowed = tools.filter(({ name }) => allows(name) && (node.tools?.includes(name) ?? true));
    return allowed.map((tool) => toAgentTool(tool, node, connection));
  } catch (error) {
    signal.throwIfAborted();
    logger.warn({ server: node.server, reason: (error as Error).message }, 'an MCP server did not list its tools');
    return [];
  }
};
