/**
 * Remembers the results of a function of a text, those that were used last.
 *
 * @param limit how many are kept
 *
 * @example
 * const compile = remember(1000, (source: string) => new RegExp(source));
 * compile('a+') === compile('a+'); // true
 */
export function remember<T>(limit: number, make: (key: string) => T): (key: string) => T {
  const results = new Map<string, { readonly value: T }>();
  return (key) => {
    const known = results.get(key);
    const result = known ?? { value: make(key) };
    // At the end of the map again: the first entry is the one that was not used for the longest time.
    results.delete(key);
    results.set(key, result);
    const [oldest] = results.keys();
    if (results.size > limit && oldest !== undefined) results.delete(oldest);
    return result.value;
  };
}
