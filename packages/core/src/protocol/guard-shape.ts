import { MAX_FRAME_DEPTH, MAX_FRAME_NODES } from './limits.ts';

/**
 * Rejects values that are too deep or too large before validation, because validators recurse and a
 * value nested a few thousand levels deep overflows their stack from inside `safeParse`.
 *
 * @returns why the value is refused, or `null`
 * @example guardShape({ a: { b: 1 } }) // null
 */
export function guardShape(value: unknown): 'too-deep' | 'too-large' | null {
  let level: unknown[] = [value];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const item of level) {
      nodes += 1;
      if (nodes > MAX_FRAME_NODES) return 'too-large';
      if (typeof item !== 'object' || item === null) continue;
      if (depth >= MAX_FRAME_DEPTH) return 'too-deep';
      for (const child of Array.isArray(item) ? item : Object.values(item)) next.push(child);
    }
    level = next;
  }
  return null;
}
