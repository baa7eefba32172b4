import type { Token } from 'marked';

/** A line that starts with one of these cannot continue a list above it: no bullet, no number, no indentation. */
const NO_LIST_ITEM = /^(?:[*+-](?![ \t\n]|$)|\d+(?![\d.)]|$)|[^\s\d*+-])/;
/** The beginning of a link definition; its title may span blank lines, so text far below can complete it. */
const DEFINITION = /^ {0,3}\[(?:\\[\s\S]|[^[\]\\])+\]:/;

/**
 * The length of the blocks at the beginning of a growing text that no text after them can change: those before the last
 * blank line that is followed by a line without indentation.
 *
 * @param tokens the tokens of the whole text
 * @returns in characters; 0 if no block is finished
 */
export function findFinishedBlocks(text: string, tokens: readonly Token[]): number {
  let length = 0;
  let offset = 0;
  /** The last token that becomes a node. */
  let last: Token | null = null;
  for (const token of tokens) {
    if (last !== null && isBoundary(text, offset, last)) length = offset;
    const isUnfinished = token.type !== 'def' && DEFINITION.test(token.raw);
    if (isUnfinished) break;
    if (token.type !== 'space' && token.type !== 'def') last = token;
    offset += token.raw.length;
  }
  return length;
}

function isBoundary(text: string, offset: number, last: Token): boolean {
  if (text.slice(offset - 2, offset) !== '\n\n') return false;
  switch (last.type) {
    case 'list':
      return NO_LIST_ITEM.test(text.slice(offset));
    case 'html':
    case 'text':
      // They become text, which is merged with a text after it.
      return false;
    default:
      return /\S/.test(text.charAt(offset));
  }
}
