/**
 * Reports an error of the host's callback as an uncaught error in a task of its own, where the host will see it. Thrown
 * directly, it would interrupt the frame that is being processed.
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
