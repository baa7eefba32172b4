import { useState } from 'react';

/**
 * Keeps a value as long as its keys stay the same. Unlike `useMemo`, which React
 * may forget, and unlike a ref, which a render must not read.
 */
export function useHeld<T>(make: () => T, keys: readonly unknown[]): T {
  const [held, setHeld] = useState(() => ({ keys, value: make() }));
  if (keys.every((key, index) => Object.is(key, held.keys[index]))) return held.value;
  const next = { keys, value: make() };
  setHeld(next);
  return next.value;
}
