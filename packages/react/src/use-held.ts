import { useState } from 'react';

/**
 * Keeps a value as long as its keys stay the same. React may drop the value of a `useMemo`, and a ref must not be read
 * during a render.
 */
export function useHeld<T>(make: () => T, keys: readonly unknown[]): T {
  const [held, setHeld] = useState(() => ({ keys, value: make() }));
  if (keys.every((key, index) => Object.is(key, held.keys[index]))) return held.value;
  const next = { keys, value: make() };
  setHeld(next);
  return next.value;
}
