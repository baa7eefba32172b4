/** The bytes of an id. */
const SIZE = 16;
const POOL = 256 * SIZE;

let pool = new Uint8Array(0);
let next = 0;

/**
 * Random bytes for an id. They are requested for 256 ids at a time, because `crypto.getRandomValues()` takes 7 µs in
 * Node, however few bytes it returns.
 */
export function randomBytes(): Uint8Array {
  if (next === pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(POOL));
    next = 0;
  }
  next += SIZE;
  return pool.subarray(next - SIZE, next);
}
