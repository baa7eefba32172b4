/**
 * Reports an error thrown by a callback of the host where the host will see it: as an uncaught error of
 * its own task. Thrown in place it would tear through the frame that happened to call back.
 */
function reportError(error: unknown): void {
  setTimeout(() => {
    throw error;
  }, 0);
}

/** Calls a callback of the host; an error is reported and not propagated. */
export function callSafely<A extends readonly unknown[]>(callback: (...args: A) => void, ...args: A): void {
  try {
    callback(...args);
  } catch (error) {
    reportError(error);
  }
}
