/** The delays before the second and the third attempt, in milliseconds. */
export const RETRY_DELAYS_MS = [500, 2000];

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The number of retries on this page, because a URL that failed is not used again. */
let retries = 0;

/**
 * Imports a module, and retries if its file could not be fetched.
 *
 * Browsers remember a failed import by its URL until the page is reloaded, so each retry needs a different URL. (The
 * HTML standard has removed this rule in July 2026; in a browser that implements the change any URL works.)
 *
 * The browser build wraps every `import()` of the widget in this function, see vite.config.ts.
 *
 * @param importModule imports the module. `attempt` is 0 for the unchanged URL, otherwise a number that makes the URL
 * different.
 * @param wait waits for a time in ms; replaced in tests
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
