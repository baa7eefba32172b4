import { parseMarkdown } from './parse-markdown.ts';
import { parsePlainText } from './parse-plain-text.ts';
import type { RichNode } from './rich-node.types.ts';

/**
 * Reads the text of a message as its format says: Markdown, or plain text in which web addresses are links.
 *
 * @example
 * const nodes = parseRichText(body.text, body.format);
 */
export function parseRichText(text: string, format: 'markdown' | 'plain' = 'markdown'): RichNode[] {
  return format === 'markdown' ? parseMarkdown(text) : parsePlainText(text);
}
