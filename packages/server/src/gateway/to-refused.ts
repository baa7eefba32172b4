import { isDiskFull, isOutage, isUnstorableText } from '../db/database-errors.ts';
import type { FailureLog } from '../db/failure-log.ts';
import { Refused } from '../lib/refusal.ts';

/** When a client should retry if the database did not answer. */
const OUTAGE_RETRY_MS = 2000;
/** A full disk waits for a person. */
const DISK_FULL_RETRY_MS = 10_000;

/** Converts any failure to a refusal on the wire. Other errors than refusals are logged as server errors. */
export function toRefused(error: unknown, failures: FailureLog, event: string): Refused {
  if (error instanceof Refused) return error;
  if (isUnstorableText(error)) return new Refused('INVALID', 'A text contains a character that cannot be stored.');
  failures.error(error, 'a request failed', { event });
  if (isDiskFull(error)) {
    return new Refused('UNAVAILABLE', 'The database cannot store anything now.', DISK_FULL_RETRY_MS);
  }
  return isOutage(error)
    ? new Refused('UNAVAILABLE', 'The database does not answer.', OUTAGE_RETRY_MS)
    : new Refused('INTERNAL', 'The request failed on the server.');
}
