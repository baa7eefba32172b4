/** The alignment of a column; `null` if the text does not set one. */
export type ColumnAlignment = 'left' | 'center' | 'right' | null;

/** One item of a list. */
export interface RichListItem {
  /** Whether a task is done; `null` if the item is not a task. */
  readonly checked: boolean | null;
  readonly children: readonly RichNode[];
}

/** One cell of a table. */
export interface RichCell {
  readonly align: ColumnAlignment;
  readonly children: readonly RichNode[];
}

/**
 * A node of a formatted text, as data. A UI converts nodes to a fixed set of elements, so the text of a message never
 * becomes markup.
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
      /** A validated, absolute URL. */
      readonly href: string;
      readonly children: readonly RichNode[];
    }
  | { readonly type: 'codeBlock'; readonly text: string; readonly language: string | null }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      /** The number of the first item in an ordered list. */
      readonly start: number;
      readonly items: readonly RichListItem[];
    }
  | { readonly type: 'table'; readonly header: readonly RichCell[]; readonly rows: readonly (readonly RichCell[])[] };

/** A node of a text without markup. */
export type PlainNode =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'link';
      /** A validated, absolute URL. */
      readonly href: string;
      readonly children: readonly [{ readonly type: 'text'; readonly text: string }];
    };
