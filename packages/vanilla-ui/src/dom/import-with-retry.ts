/** Pauses before the second and the third attempt, in milliseconds. */
export const RETRY_DELAYS_MS = [500, 2000];

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Retries of the whole page: an address that failed once is never used again. */
let retries = 0;

/**
 * Imports a module, and tries again when its file could not be fetched.
 *
 * Browsers remember a failed import under its address until the page is reloaded, so every retry needs an address of
 * its own. (The HTML standard has dropped this in July 2026; with a browser that follows it, any address works.)
 *
 * In the browser build every `import()` of the widget is wrapped in this function, see vite.config.ts.
 *
 * @param importModule imports the module. `attempt` is 0 for the address as it is, else a number to vary it with.
 * @param wait lets time pass; injected by tests
 * @throws the error of the last attempt
 */
export async function importWithRetry<T>(importModule: (attempt: number) => Promise<T>, wait = sleep): Promise<T> {
  let attempt = 0;
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await importModule(attempt);
    } catch {
      await wait(delay);
      retries += 1;
      attempt = retries;
    }
  }
  return importModule(attempt);
}
