/** What begins a turn of the scenario. */
export type TurnInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'text'; readonly text: string }
  /** A button of the message that `node` sent. */
  | { readonly kind: 'press'; readonly node: string; readonly buttonId: string; readonly label: string }
  /** A score for the rating that `node` asked for. */
  | { readonly kind: 'rate'; readonly node: string; readonly score: number; readonly comment?: string | undefined }
  | { readonly kind: 'alias'; readonly alias: string }
  /** The input that `node` waits for has not come in its time. */
  | { readonly kind: 'timeout'; readonly node: string }
  /** What `node` handed over to the operators has come to its end, or back. */
  | { readonly kind: 'operator'; readonly node: string; readonly how: 'closed' | 'returned' };
