import { IncrementalMarkdown } from './incremental-markdown.ts';
import { parsePlainText } from './parse-plain-text.ts';
import type { RichNode } from './rich-node.types.ts';

/** Parses the text of one message; see `createRichTextParser()`. */
export type RichTextParser = (text: string, format?: 'markdown' | 'plain') => readonly RichNode[];

/**
 * Creates a parser for the text of one message that may grow, such as a streamed answer. It returns what
 * `parseRichText()` returns, but reads only the end of a longer text again, and nodes that have not changed stay the
 * same objects, so that a view renders only those that have.
 *
 * @example
 * const parse = createRichTextParser();
 * const before = parse('# Plan\n\nFirst');
 * const after = parse('# Plan\n\nFirst, we'); // after[0] === before[0]
 */
export function createRichTextParser(): RichTextParser {
  const markdown = new IncrementalMarkdown();
  return (text, format = 'markdown') => (format === 'markdown' ? markdown.parse(text) : parsePlainText(text));
}
