/** Writes a value to a JSON column: as text, because `pg` would send an array as a Postgres array. */
export const toJson = (value: unknown): string => JSON.stringify(value);
