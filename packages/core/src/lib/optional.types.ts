/** All fields optional; `undefined` counts as absent, also under `exactOptionalPropertyTypes`. */
export type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };
