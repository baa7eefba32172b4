import type { Optional } from './optional.types.ts';

/** The given fields, with a default for each that is absent or `undefined`. */
export function withDefaults<T extends object>(defaults: T, given: Optional<T> = {}): T {
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(defined) };
}
