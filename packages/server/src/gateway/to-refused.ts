import type { Logger } from '../lib/logger.ts';
import { Refused } from '../lib/refusal.ts';

/** Any failure as an answer on the wire. What is not a refusal is an error of the server, and logged as such. */
export function toRefused(error: unknown, logger: Logger, event: string): Refused {
  if (error instanceof Refused) return error;
  logger.error({ event, error: error instanceof Error ? error.message : String(error) }, 'a request failed');
  return new Refused('INTERNAL', 'The server could not do this.');
}
