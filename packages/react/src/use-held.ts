import { useState } from 'react';

/**
 * Holds what was made for some keys for as long as they stay the same. Unlike `useMemo`, which React
 * may forget, and unlike a ref, which a render must not read.
 */
export function useHeld<T>(make: () => T, keys: readonly unknown[]): T {
  const [held, setHeld] = useState(() => ({ keys, value: make() }));
  if (keys.every((key, index) => Object.is(key, held.keys[index]))) return held.value;
  const next = { keys, value: make() };
  setHeld(next);
  return next.value;
}
