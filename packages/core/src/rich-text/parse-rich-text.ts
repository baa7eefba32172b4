import { parseMarkdown } from './parse-markdown.ts';
import { parsePlainText } from './parse-plain-text.ts';
import type { RichNode } from './rich-node.types.ts';

/**
 * Parses the text of a message according to its format: Markdown, or plain text in which URLs become links.
 *
 * @example
 * const nodes = parseRichText(body.text, body.format);
 */
export function parseRichText(text: string, format: 'markdown' | 'plain' = 'markdown'): RichNode[] {
  return format === 'markdown' ? parseMarkdown(text) : parsePlainText(text);
}
