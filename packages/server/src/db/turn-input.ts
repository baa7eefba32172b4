/** The cause of a turn of the scenario. */
export type TurnInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'text'; readonly text: string }
  /** A button of the message that `node` sent. */
  | {
      readonly kind: 'press';
      readonly node: string;
      readonly buttonId: string;
      readonly label: string;
      /** Set for a button of an approval: whether the visitor approves. */
      readonly approves?: boolean;
    }
  /** A score for the rating that `node` asked for. */
  | { readonly kind: 'rate'; readonly node: string; readonly score: number; readonly comment?: string | undefined }
  | { readonly kind: 'alias'; readonly alias: string }
  /** The wait of `node` for an input has ended. */
  | { readonly kind: 'timeout'; readonly node: string }
  /** The operators have closed or returned the dialog that `node` handed over. */
  | { readonly kind: 'operator'; readonly node: string; readonly how: 'closed' | 'returned' };
