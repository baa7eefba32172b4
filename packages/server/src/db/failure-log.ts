import type { Logger } from '../lib/logger.ts';
import { isOutage } from './database-errors.ts';

type Details = Readonly<Record<string, unknown>>;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Logs failures. While the database does not answer, everything fails for the same reason; this is logged once when it
 * starts and once when it ends.
 */
export class FailureLog {
  readonly #logger: Logger;
  #isOutage = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  warn(error: unknown, message: string, details: Details = {}): void {
    if (!this.#belongsToOutage(error)) this.#logger.warn({ ...details, error: messageOf(error) }, message);
  }

  error(error: unknown, message: string, details: Details = {}): void {
    if (!this.#belongsToOutage(error)) this.#logger.error({ ...details, error: messageOf(error) }, message);
  }

  /** A query has succeeded. */
  databaseAnswered(): void {
    if (!this.#isOutage) return;
    this.#isOutage = false;
    this.#logger.warn('the database answers again');
  }

  #belongsToOutage(error: unknown): boolean {
    if (!isOutage(error)) return false;
    if (!this.#isOutage) this.#logger.error({ error: messageOf(error) }, 'the database does not answer');
    this.#isOutage = true;
    return true;
  }
}
