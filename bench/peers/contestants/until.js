/** Resolves as soon as `isTrue` returns a true value. */
export async function until(isTrue) {
  while (!isTrue()) await new Promise((done) => setTimeout(done));
}
