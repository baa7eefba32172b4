import { useState } from 'react';

/**
 * Holds what belongs to a key for as long as the key stays the same. Unlike `useMemo`, which React
 * may forget, and unlike a ref, which a render must not read.
 */
export function useHeld<K, T>(key: K, make: (key: K) => T): T {
  const [held, setHeld] = useState(() => ({ key, value: make(key) }));
  if (Object.is(held.key, key)) return held.value;
  const next = { key, value: make(key) };
  setHeld(next);
  return next.value;
}
