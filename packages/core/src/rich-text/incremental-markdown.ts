import type { Links } from 'marked';
import { findFinishedBlocks } from './find-finished-blocks.ts';
import { beginsWithRows, type FinishedRows, findFinishedRows, withoutRows, withRows } from './growing-table.ts';
import { EMPTY_CONTEXT, type LexedPart, type LexerContext, lexMarkdown } from './lex-markdown.ts';
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

/** What was read of a text. */
interface ReadBlocks extends LexedPart {
  /** The text without the finished rows, of which the tokens are. */
  readonly text: string;
  readonly rows: FinishedRows | null;
  /** The nodes of the whole text. */
  readonly nodes: readonly RichNode[];
}

const describeLinks = (links: Links): string => JSON.stringify(Object.entries(links));
const NO_LINKS = describeLinks({});

const LINE_BREAK = /\r\n?/g;

/**
 * Parses a Markdown text again and again as it grows. The result is always that of `parseMarkdown()`, but only the
 * blocks at the end are lexed again (of a long table only its last rows), and nodes that have not changed are the same objects as before. A link definition
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
  /** The finished rows, if the text after the finished parts begins with a long table. */
  #rows: FinishedRows | null = null;
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
    const known = this.#rows && beginsWithRows(rest, this.#rows) ? this.#rows : null;
    this.#rows = null;
    let read = readBlocks(rest, this.#context(), known);
    if (this.#marks + (read.rows?.marks ?? 0) + countMarks(read.text) > MAX_MARKS) return null;
    const length = findFinishedBlocks(read.text, read.tokens);
    if (length > 0) {
      const source = rest.slice(0, length + (read.rows?.source.length ?? 0));
      this.#finish(source, read.rows);
      rest = rest.slice(source.length);
      read = readBlocks(rest, this.#context(), null);
    }
    const used = describeLinks(read.links);
    // A part that has just been finished was read without the definitions below it.
    if (used !== this.#usedLinks || (length > 0 && used !== describeLinks(this.#links))) {
      const { inLink } = this.#context();
      this.#readPartsAgain(read.links);
      this.#usedLinks = used;
      if (read.rows || this.#context().inLink !== inLink) read = readBlocks(rest, this.#context(), null);
    }
    const finished = this.#finishedNodes();
    const nodes = shareEqual(this.#nodes.slice(finished.length), read.nodes);
    this.#rows = findFinishedRows(read.rows, read.tokens, nodes);
    return [...finished, ...nodes];
  }

  #finishedNodes(): readonly RichNode[] {
    return this.#parts.flatMap(({ nodes }) => nodes);
  }

  #finish(source: string, rows: FinishedRows | null): void {
    const known = this.#nodes.slice(this.#finishedNodes().length);
    const { part, links } = readPart(source, this.#context(), known, rows);
    this.#parts = [...this.#parts, part];
    this.#finished += source;
    this.#marks += countMarks(source);
    this.#links = links;
  }

  #readPartsAgain(links: Links): void {
    let inLink = false;
    this.#parts = this.#parts.map((part) => {
      const isAffected = part.source.includes('[') || part.startsInLink !== inLink;
      const current = isAffected ? readPart(part.source, { links, inLink }, part.nodes, null).part : part;
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
    this.#rows = null;
  }
}

/**
 * Reads a text from the beginning of a block.
 *
 * @param rows the finished rows with which it begins
 */
function readBlocks(source: string, context: LexerContext, rows: FinishedRows | null): ReadBlocks {
  const text = rows ? withoutRows(source, rows) : source;
  const lexed = lexMarkdown(text, context);
  const open = readTokens(lexed.tokens);
  const nodes = rows ? withRows(open, rows) : open;
  return nodes ? { ...lexed, text, rows, nodes } : readBlocks(source, context, null);
}

/** @param known the nodes that the view has for this part; those that have not changed are kept */
function readPart(source: string, context: LexerContext, known: readonly RichNode[], rows: FinishedRows | null) {
  const { links, inLink, nodes: read } = readBlocks(source, context, rows);
  const nodes = shareEqual(known, read);
  const part: FinishedPart = { source, startsInLink: context.inLink, endsInLink: inLink, nodes };
  return { part, links };
}
