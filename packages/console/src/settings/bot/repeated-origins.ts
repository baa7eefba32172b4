/** The places of entries that stand in the list already. */
export const repeatedOrigins = (origins: readonly string[]): number[] =>
  origins.flatMap((origin, index) => (origin !== '' && origins.indexOf(origin) < index ? [index] : []));
