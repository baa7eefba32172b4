/** A copy of a list with these items instead of the one at `index`. */
export const replaceAt = <T>(list: readonly T[], index: number, ...items: readonly T[]): T[] => [
  ...list.slice(0, index),
  ...items,
  ...list.slice(index + 1),
];
