import type { Token } from 'marked';
import { countMarks } from './parse-markdown.ts';
import type { RichNode } from './rich-node.types.ts';

type Table = Extract<RichNode, { readonly type: 'table' }>;

/** This many complete rows are collected before they are left out. */
const ROWS_AT_ONCE = 32;
/** A tag of a link decides how the URLs after it are read, also those in later rows. */
const LINK_TAG = /<\/?a\b/i;

/**
 * The first rows of a table with which a growing text begins. A row is read by itself, so no text after a complete one
 * changes it, apart from a link definition. They are left out when the text is lexed again.
 */
export interface FinishedRows {
  /** The lines above the rows: the names of the columns and the delimiters. */
  readonly head: string;
  readonly source: string;
  /** The number of characters that may begin emphasis or a link. */
  readonly marks: number;
  readonly rows: Table['rows'];
}

/** Whether a text begins with a table that begins with these rows. */
export const beginsWithRows = (text: string, { head, source }: FinishedRows): boolean =>
  text.startsWith(head) && text.startsWith(source, head.length);

/** A text that begins with these rows without them. */
export const withoutRows = (text: string, { head, source }: FinishedRows): string =>
  head + text.slice(head.length + source.length);

/** The nodes of a text that was lexed without these rows; `null` if they do not begin with a table. */
export function withRows([table, ...others]: readonly RichNode[], { rows }: FinishedRows): readonly RichNode[] | null {
  return table?.type === 'table' ? [{ ...table, rows: [...rows, ...table.rows] }, ...others] : null;
}

/**
 * Finds the finished rows of a text that consists of one table so far.
 *
 * @param known the rows that were left out
 * @param tokens the tokens of the text without them
 * @param nodes the nodes of the whole text, from which the rows are taken
 * @returns `known` if there are too few others
 */
export function findFinishedRows(
  known: FinishedRows | null,
  tokens: readonly Token[],
  nodes: readonly RichNode[],
): FinishedRows | null {
  const [table] = nodes;
  if (tokens.length !== 1 || tokens[0]?.type !== 'table' || table?.type !== 'table') return known;
  const lines = tokens[0].raw.split('\n').map((line) => `${line}\n`);
  // The last line may continue.
  const complete = lines.slice(2, -1);
  const source = complete.join('');
  const count = (known?.rows.length ?? 0) + complete.length;
  if (complete.length < ROWS_AT_ONCE || LINK_TAG.test(source) || table.rows.length < count) return known;
  return {
    head: lines.slice(0, 2).join(''),
    source: (known?.source ?? '') + source,
    marks: (known?.marks ?? 0) + countMarks(source),
    rows: table.rows.slice(0, count),
  };
}
