/** Half of a pair, or the end of all texts in C: in JSON they may stand, in a Postgres they may not. */
const UNSTORABLE = /\\u(0000|d[89a-f][0-9a-f]{2})/;

const storable = (_key: string, value: unknown) =>
  typeof value === 'string' ? Buffer.from(value).toString().replaceAll('\0', '') : value;

/**
 * Writes a value to a JSON column: as text, because `pg` would send an array as a Postgres array. What cannot be
 * stored at all is replaced: a text that was cut within an emoji must not be refused for ever.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text !== undefined && UNSTORABLE.test(text) ? JSON.stringify(value, storable) : text;
}
