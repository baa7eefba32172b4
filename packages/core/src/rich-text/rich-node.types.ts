/** How the cells of a column are aligned; `null` where the text does not say. */
export type ColumnAlignment = 'left' | 'center' | 'right' | null;

/** One item of a list. */
export interface RichListItem {
  /** Whether a task is done; `null` for an item that is no task. */
  readonly checked: boolean | null;
  readonly children: readonly RichNode[];
}

/** One cell of a table. */
export interface RichCell {
  readonly align: ColumnAlignment;
  readonly children: readonly RichNode[];
}

/**
 * A piece of a formatted text as data. A UI turns nodes into elements of a closed list, so no text of a message
 * ever becomes markup.
 */
export type RichNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'break' | 'rule' }
  | {
      readonly type: 'paragraph' | 'heading' | 'quote' | 'strong' | 'emphasis' | 'deleted';
      readonly children: readonly RichNode[];
    }
  | {
      readonly type: 'link';
      /** A checked, absolute address. */
      readonly href: string;
      readonly children: readonly RichNode[];
    }
  | { readonly type: 'codeBlock'; readonly text: string; readonly language: string | null }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      /** The number of the first item of an ordered list. */
      readonly start: number;
      readonly items: readonly RichListItem[];
    }
  | { readonly type: 'table'; readonly header: readonly RichCell[]; readonly rows: readonly (readonly RichCell[])[] };
