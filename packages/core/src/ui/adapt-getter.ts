/** Props in the shape of React: the input and the output of a normalizer are objects like it. */
export type ElementProps = Readonly<Record<string, unknown>>;

/**
 * The event of a handler's name, as the DOM names it: React's `onChange` hears every keystroke.
 *
 * @example
 * eventOfHandler('onChange'); // 'input'
 */
export const eventOfHandler = (name: string): string => (name === 'onChange' ? 'input' : name.slice(2).toLowerCase());

/**
 * Whether a prop is a handler, such as `onClick`.
 *
 * @example
 * isHandlerName('onClick'); // true
 */
export const isHandlerName = (name: string): boolean => /^on[A-Z]/.test(name);

/** A prop getter of core, which returns props in React's shape. */
// biome-ignore lint/suspicious/noExplicitAny: a bound for any getter; the arguments of each are kept by `Parameters`.
export type PropGetter = (...args: any[]) => ElementProps;

/** A prop getter with the arguments of `Getter` and the props of another view. */
export type AdaptedGetter<Getter extends PropGetter, Shape> = (...args: Parameters<Getter>) => Shape;

/**
 * A prop getter for another view: the same arguments, and props in the shape that the normalizer gives. It is for the
 * authors of bindings.
 *
 * @param normalize turns props in the shape of React into those of the view
 * @example
 * const getComposerProps = adaptGetter(ui.getComposerProps, toVueProps);
 */
export const adaptGetter =
  <Getter extends PropGetter, Shape>(
    getter: Getter,
    normalize: (props: ElementProps) => Shape,
  ): AdaptedGetter<Getter, Shape> =>
  (...args) =>
    normalize(getter(...args));
