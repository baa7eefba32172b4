import { withoutUndefined } from '../options/without-undefined.ts';
import type { ColorScheme } from './color-scheme.types.ts';

/** Merges a scheme into another, key by key and field by field, because a change at run time may be partial. */
export function mergeColors(base: ColorScheme | undefined, over: unknown): ColorScheme {
  const merged: Record<string, unknown> = { ...base };
  if (typeof over !== 'object' || over === null) return merged;
  for (const [key, value] of Object.entries(over)) {
    if (key === '__proto__' || value === undefined) continue;
    const before = merged[key];
    merged[key] = isRecord(value) && isRecord(before) ? { ...before, ...withoutUndefined(value) } : value;
  }
  return merged;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
