/** The bytes of an id. */
const SIZE = 16;
const POOL = 4096;

/**
 * Creates a source of random bytes for ids. It asks the platform for the bytes of 256 ids at a time, because a call for
 * those of a single one takes 7 µs in Node.
 */
export function createRandomBytes(): () => Uint8Array {
  const pool = new Uint8Array(POOL);
  let next = POOL;
  return () => {
    if (next === POOL) {
      crypto.getRandomValues(pool);
      next = 0;
    }
    next += SIZE;
    return pool.subarray(next - SIZE, next);
  };
}
