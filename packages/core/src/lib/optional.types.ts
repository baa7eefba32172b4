/** Any of the fields; one that is `undefined` counts as left out, also under `exactOptionalPropertyTypes`. */
export type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };
