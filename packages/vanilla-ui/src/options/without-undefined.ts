/** Removes undefined values, so that an option that is written as `undefined` counts as absent when options are merged. */
export const withoutUndefined = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
