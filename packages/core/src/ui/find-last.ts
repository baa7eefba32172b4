/** `Array.prototype.findLast`, which browsers from before 2023 lack. */
export function findLast<T>(items: readonly T[], matches: (item: T) => boolean): T | undefined {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index] as T;
    if (matches(item)) return item;
  }
  return undefined;
}
