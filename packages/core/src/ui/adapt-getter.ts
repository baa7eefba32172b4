/** Props in the shape of React: the input and the output of a normalizer are objects like it. */
export type ElementProps = Readonly<Record<string, unknown>>;

/** The event of a handler's name, as the DOM names it: React's `onChange` hears every keystroke. */
export const eventOfHandler = (name: string): string => (name === 'onChange' ? 'input' : name.slice(2).toLowerCase());

/** Whether a prop is a handler, such as `onClick`. */
export const isHandlerName = (name: string): boolean => /^on[A-Z]/.test(name);

/**
 * A prop getter for another view: the same arguments, and props in the shape that the normalizer gives. It is for the
 * authors of bindings.
 *
 * @param normalize turns props in the shape of React into those of the view
 * @example
 * const getComposerProps = adaptGetter(ui.getComposerProps, toVueProps);
 */
export const adaptGetter =
  <Args extends readonly unknown[], Shape>(
    getter: (...args: Args) => ElementProps,
    normalize: (props: ElementProps) => Shape,
  ) =>
  (...args: Args): Shape =>
    normalize(getter(...args));
