import { lexMarkdown } from './lex-markdown.ts';
import { readTokens } from './read-tokens.ts';
import type { RichNode } from './rich-node.types.ts';

/**
 * The lexer needs quadratic time for emphasis marks that are never closed (20 s for 16 kB of them). No ordinary message
 * has this many marks; a message that does is shown as source text.
 */
export const MAX_MARKS = 1_000;
const MARK = /[*_~[]/g;

/** The number of characters that may begin emphasis or a link. */
export const countMarks = (source: string): number => source.match(MARK)?.length ?? 0;

/**
 * Parses the Markdown of a message: CommonMark with tables, task lists, strikethrough and bare URLs; a single line
 * break stays a line break. HTML stays text, an image becomes a link to it, and a link with an unsafe URL becomes its
 * label. Never throws: a text that the lexer cannot read becomes one paragraph with the source text.
 *
 * @example
 * parseMarkdown('**Hi**'); // [{ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', text: 'Hi' }] }] }]
 */
export function parseMarkdown(source: string): RichNode[] {
  if (countMarks(source) > MAX_MARKS) return asWritten(source);
  try {
    return readTokens(lexMarkdown(source).tokens);
  } catch {
    // Deep nesting overflows the lexer's stack.
    return asWritten(source);
  }
}

/** A text as one paragraph, without formatting. */
export const asWritten = (text: string): RichNode[] => [{ type: 'paragraph', children: [{ type: 'text', text }] }];
