/** The indexes of duplicate entries. */
export const repeatedEntries = (entries: readonly string[]): number[] =>
  entries.flatMap((entry, index) => (entry !== '' && entries.indexOf(entry) < index ? [index] : []));
