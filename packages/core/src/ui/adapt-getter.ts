/** Props in React's format, which is the input of a normalizer; its output is an object too. */
export type ElementProps = Readonly<Record<string, unknown>>;

/**
 * The DOM event of a handler prop. React's `onChange` is the DOM's `input`, which fires with every keystroke.
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

/** A prop getter of core, which returns props in React's format. */
// biome-ignore lint/suspicious/noExplicitAny: a bound for any getter; the arguments of each are kept by `Parameters`.
export type PropGetter = (...args: any[]) => ElementProps;

/** A prop getter with the arguments of `Getter` that returns the props of another framework. */
export type AdaptedGetter<Getter extends PropGetter, Shape> = (...args: Parameters<Getter>) => Shape;

/**
 * Adapts a prop getter to another framework: the arguments stay the same, and `normalize` converts the props. For
 * authors of bindings.
 *
 * @param normalize converts props from React's format to that of the framework
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
