import type { Logger } from '../lib/logger.ts';
import { isDiskFull, isOutage } from './database-errors.ts';

type Details = Readonly<Record<string, unknown>>;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A statement that needs space on the disk: an update may find it in a page that is there. */
const WRITES = /\binsert into\b/i;

/**
 * Logs failures. While the database does not answer, or its disk is full, everything fails for the same reason; this is
 * logged once when it starts and once when it ends.
 */
export class FailureLog {
  readonly #logger: Logger;
  #isOutage = false;
  #isFull = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Whether the last write has failed because the disk of the database is full. */
  get isFull(): boolean {
    return this.#isFull;
  }

  warn(error: unknown, message: string, details: Details = {}): void {
    if (!this.#belongsToState(error)) this.#logger.warn({ ...details, error: messageOf(error) }, message);
  }

  error(error: unknown, message: string, details: Details = {}): void {
    if (!this.#belongsToState(error)) this.#logger.error({ ...details, error: messageOf(error) }, message);
  }

  /** A query has succeeded. */
  databaseAnswered(statement: string): void {
    if (this.#isFull && WRITES.test(statement)) {
      this.#isFull = false;
      this.#logger.warn('the disk of the database has space again');
    }
    if (!this.#isOutage) return;
    this.#isOutage = false;
    this.#logger.warn('the database answers again');
  }

  /** A query has failed. */
  databaseFailed(error: unknown): void {
    if (!isDiskFull(error) || this.#isFull) return;
    this.#isFull = true;
    this.#logger.error({ error: messageOf(error) }, 'the disk of the database is full');
  }

  #belongsToState(error: unknown): boolean {
    if (isDiskFull(error)) {
      this.databaseFailed(error);
      return true;
    }
    if (!isOutage(error)) return false;
    if (!this.#isOutage) this.#logger.error({ error: messageOf(error) }, 'the database does not answer');
    this.#isOutage = true;
    return true;
  }
}
