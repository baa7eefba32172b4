import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/client';

/** The result of a tool, as an agent reads it. */
export interface McpResult {
  readonly text: string;
  /** Whether the tool reported a failure; the text then says why. */
  readonly isError: boolean;
}

function textOf(block: ContentBlock): string {
  if (block.type === 'text') return block.text;
  if (block.type === 'resource_link') return block.uri;
  if (block.type === 'resource') return 'text' in block.resource ? block.resource.text : block.resource.uri;
  return `[${block.type}]`;
}

/** The texts of a result; pictures and sounds are only named. */
export function readMcpResult({ content, structuredContent, isError = false }: CallToolResult): McpResult {
  const text = content.map(textOf).join('\n');
  return { text: text === '' && structuredContent !== undefined ? JSON.stringify(structuredContent) : text, isError };
}
