/** What is read of a key event: a native one or React's. */
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

/** The code of a key that an input method has taken. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether a key sends: Enter alone. The Enter that accepts a word of an input method does not;
 * Safari ends the composition before that key arrives, so `isComposing` alone would miss it.
 *
 * @example input.onkeydown = (event) => isSubmitKey(event) && composer.send();
 */
export function isSubmitKey(event: KeyPress): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
  const composing = event.isComposing || event.nativeEvent?.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
  return !composing;
}
