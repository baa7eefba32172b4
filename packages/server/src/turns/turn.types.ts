/** What begins a turn of the scenario. */
export type TurnInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'text'; readonly text: string }
  /** A button of the message that `node` sent. */
  | { readonly kind: 'press'; readonly node: string; readonly buttonId: string; readonly label: string }
  /** A score for the rating that `node` asked for. */
  | { readonly kind: 'rate'; readonly node: string; readonly score: number; readonly comment?: string | undefined }
  | { readonly kind: 'alias'; readonly alias: string };
