import { isOutage, isUnstorableText } from '../db/database-errors.ts';
import type { FailureLog } from '../db/failure-log.ts';
import { Refused } from '../lib/refusal.ts';

/** When a client should try again that the database did not answer for. */
const OUTAGE_RETRY_MS = 2000;

/** Any failure as an answer on the wire. What is not a refusal is an error of the server, and logged as such. */
export function toRefused(error: unknown, failures: FailureLog, event: string): Refused {
  if (error instanceof Refused) return error;
  if (isUnstorableText(error)) return new Refused('INVALID', 'A text holds a character that cannot be stored.');
  failures.error(error, 'a request failed', { event });
  return isOutage(error)
    ? new Refused('UNAVAILABLE', 'The database does not answer.', OUTAGE_RETRY_MS)
    : new Refused('INTERNAL', 'The server could not do this.');
}
