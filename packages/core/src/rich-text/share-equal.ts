/**
 * Replaces the parts of a value that are equal to those of an earlier one by the earlier objects, so that a view can
 * compare them by identity.
 *
 * @param next data: plain objects, arrays and primitive values
 * @returns `previous` itself if all is equal
 * @example shareEqual(previous, next)[0] === previous[0] // if their contents are equal
 */
export function shareEqual<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next) || !isObject(previous) || !isObject(next)) return next;
  if (Array.isArray(next)) return Array.isArray(previous) ? shareItems(previous, next) : next;
  const entries = Object.entries(next).map(([key, value]) => [key, shareEqual(previous[key], value)] as const);
  const isSame =
    entries.length === Object.keys(previous).length && entries.every(([key, value]) => Object.is(value, previous[key]));
  return (isSame ? previous : Object.fromEntries(entries)) as T;
}

function shareItems<T extends readonly unknown[]>(previous: readonly unknown[], next: T): T {
  const items = next.map((item, index) => shareEqual(previous[index], item));
  const isSame = items.length === previous.length && items.every((item, index) => Object.is(item, previous[index]));
  return (isSame ? previous : items) as unknown as T;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
