/** The indexes of duplicate entries. */
export const repeatedOrigins = (origins: readonly string[]): number[] =>
  origins.flatMap((origin, index) => (origin !== '' && origins.indexOf(origin) < index ? [index] : []));
