import { Lexer, type Links, type Token } from 'marked';

/** What the lexer carries from one part of a text to the next. */
export interface LexerContext {
  /** The link definitions of the other parts. */
  readonly links: Links;
  /** Whether an HTML tag `<a>` is open; URLs in it are not linked. */
  readonly inLink: boolean;
}

/** The tokens of a part, and the context for the part after it. */
export interface LexedPart extends LexerContext {
  readonly tokens: readonly Token[];
}

export const EMPTY_CONTEXT: LexerContext = { links: {}, inLink: false };

/**
 * Lexes a text, or a part of it.
 *
 * @param context the context at the beginning of the part; the first definition of a label wins
 * @throws if the nesting is so deep that it overflows the stack of the lexer
 */
export function lexMarkdown(source: string, context: LexerContext = EMPTY_CONTEXT): LexedPart {
  const lexer = new Lexer({ gfm: true, breaks: true });
  Object.assign(lexer.tokens.links, context.links);
  lexer.state.inLink = context.inLink;
  const tokens = lexer.lex(source);
  return { tokens, links: tokens.links, inLink: lexer.state.inLink };
}
