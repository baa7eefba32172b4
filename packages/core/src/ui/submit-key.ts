/** The part of a key event that is used: a native event or React's. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey?: boolean | undefined;
  readonly altKey?: boolean | undefined;
  readonly ctrlKey?: boolean | undefined;
  readonly metaKey?: boolean | undefined;
  readonly isComposing?: boolean | undefined;
  readonly keyCode?: number | undefined;
  readonly nativeEvent?: { readonly isComposing?: boolean } | undefined;
  preventDefault(): void;
}

/** The key code of a key that an input method has consumed. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether a key sends the message: Enter alone. The Enter that accepts a word of an input method does not. Safari ends
 * the composition before that key event, so `isComposing` alone would not detect it.
 *
 * @example input.onkeydown = (event) => isSubmitKey(event) && composer.send();
 */
export function isSubmitKey(event: KeyPress): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
  const composing = event.isComposing || event.nativeEvent?.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
  return !composing;
}
