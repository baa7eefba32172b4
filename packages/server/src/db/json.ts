/** Lone surrogates and NUL: valid in JSON, refused by Postgres. */
const UNSTORABLE = /\\u(0000|d[89a-f][0-9a-f]{2})/;

const storable = (_key: string, value: unknown) =>
  typeof value === 'string' ? Buffer.from(value).toString().replaceAll('\0', '') : value;

/**
 * Serializes a value for a JSON column as text, because `pg` would send an array as a Postgres array. Characters that
 * Postgres cannot store are replaced or removed, so that a text cut within an emoji is not refused.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text !== undefined && UNSTORABLE.test(text) ? JSON.stringify(value, storable) : text;
}
