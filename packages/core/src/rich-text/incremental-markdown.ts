import type { Links } from 'marked';
import { findFinishedBlocks } from './find-finished-blocks.ts';
import { EMPTY_CONTEXT, type LexerContext, lexMarkdown } from './lex-markdown.ts';
import { asWritten, countMarks, MAX_MARKS } from './parse-markdown.ts';
import { readTokens } from './read-tokens.ts';
import type { RichNode } from './rich-node.types.ts';
import { shareEqual } from './share-equal.ts';

/** A part of the text that consists of whole blocks, which no text after it can change. */
interface FinishedPart {
  readonly source: string;
  /** Whether a tag `<a>` is open at its beginning, and at its end. */
  readonly startsInLink: boolean;
  readonly endsInLink: boolean;
  readonly nodes: readonly RichNode[];
}

const describeLinks = (links: Links): string => JSON.stringify(Object.entries(links));
const NO_LINKS = describeLinks({});

const LINE_BREAK = /\r\n?/g;

/**
 * Parses a Markdown text again and again as it grows. The result is always that of `parseMarkdown()`, but only the
 * blocks at the end are lexed again, and nodes that have not changed are the same objects as before. A link definition
 * can be below the text that refers to it: a new one makes the earlier blocks with a bracket be read again.
 *
 * @example
 * const markdown = new IncrementalMarkdown();
 * markdown.parse('# Plan\n\nFirst'); // a heading and a paragraph
 * markdown.parse('# Plan\n\nFirst, we'); // the same heading, and a new paragraph
 */
export class IncrementalMarkdown {
  #source: string | null = null;
  #nodes: readonly RichNode[] = [];
  #parts: readonly FinishedPart[] = [];
  /** The text of the finished parts, and its number of marks. */
  #finished = '';
  #marks = 0;
  /** The link definitions of the finished parts. */
  #links: Links = {};
  /** The definitions with which the finished parts were read: also those below them. */
  #usedLinks = NO_LINKS;

  /** Parses the text so far. A text that does not continue the one before is parsed as a new one. */
  parse(source: string): readonly RichNode[] {
    if (source === this.#source) return this.#nodes;
    this.#source = source;
    this.#nodes = shareEqual(this.#nodes, this.#read(source));
    return this.#nodes;
  }

  #read(source: string): readonly RichNode[] {
    const text = source.includes('\r') ? source.replace(LINE_BREAK, '\n') : source;
    if (!text.startsWith(this.#finished)) this.#reset();
    try {
      return this.#readText(text) ?? asWritten(source);
    } catch {
      // Deep nesting overflows the lexer's stack.
      return asWritten(source);
    }
  }

  /** `null` if the text has too many marks to be parsed. */
  #readText(text: string): readonly RichNode[] | null {
    let rest = text.slice(this.#finished.length);
    if (this.#marks + countMarks(rest) > MAX_MARKS) return null;
    let lexed = lexMarkdown(rest, this.#context());
    const length = findFinishedBlocks(rest, lexed.tokens);
    if (length > 0) {
      this.#finish(rest.slice(0, length));
      rest = rest.slice(length);
      lexed = lexMarkdown(rest, this.#context());
    }
    const used = describeLinks(lexed.links);
    // A part that has just been finished was read without the definitions below it.
    if (used !== this.#usedLinks || (length > 0 && used !== describeLinks(this.#links))) {
      const { inLink } = this.#context();
      this.#readPartsAgain(lexed.links);
      this.#usedLinks = used;
      if (this.#context().inLink !== inLink) lexed = lexMarkdown(rest, this.#context());
    }
    return [...this.#finishedNodes(), ...readTokens(lexed.tokens)];
  }

  #finishedNodes(): readonly RichNode[] {
    return this.#parts.flatMap(({ nodes }) => nodes);
  }

  #finish(source: string): void {
    const known = this.#nodes.slice(this.#finishedNodes().length);
    const { part, links } = readPart(source, this.#context(), known);
    this.#parts = [...this.#parts, part];
    this.#finished += source;
    this.#marks += countMarks(source);
    this.#links = links;
  }

  #readPartsAgain(links: Links): void {
    let inLink = false;
    this.#parts = this.#parts.map((part) => {
      const isAffected = part.source.includes('[') || part.startsInLink !== inLink;
      const current = isAffected ? readPart(part.source, { links, inLink }, part.nodes).part : part;
      inLink = current.endsInLink;
      return current;
    });
  }

  /** The context at the end of the finished parts. */
  #context(): LexerContext {
    return { links: this.#links, inLink: this.#parts.at(-1)?.endsInLink ?? false };
  }

  #reset(): void {
    this.#parts = [];
    this.#finished = '';
    this.#marks = 0;
    this.#links = EMPTY_CONTEXT.links;
    this.#usedLinks = NO_LINKS;
  }
}

/** @param known the nodes that the view has for this part; those that have not changed are kept */
function readPart(source: string, context: LexerContext, known: readonly RichNode[]) {
  const { tokens, links, inLink } = lexMarkdown(source, context);
  const nodes = shareEqual(known, readTokens(tokens));
  const part: FinishedPart = { source, startsInLink: context.inLink, endsInLink: inLink, nodes };
  return { part, links };
}
