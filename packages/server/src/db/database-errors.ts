/** SQLSTATE codes after which the same query may succeed later. */
const OUTAGE_STATES = new Set([
  '25P03', // idle_in_transaction_session_timeout
  '53300', // too_many_connections
  '55P03', // lock_not_available
  '57014', // query_canceled, by statement_timeout
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
]);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Driver errors without a code. */
const OUTAGE_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** The code of an error: an SQLSTATE of Postgres, or a name of the system such as `ECONNRESET`; empty without one. */
export const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** disk_full, and its name if the file system itself reports it. */
const DISK_FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** Whether a query has failed because the disk of the database is full. Reads may still succeed. */
export const isDiskFull = (error: unknown): boolean => DISK_FULL.has(codeOf(error));

/** Whether a query failed because the database does not answer, or not in time. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  // 08: connection exceptions.
  if (OUTAGE_STATES.has(code) || NETWORK_CODES.has(code) || /^08...$/.test(code)) return true;
  return error instanceof Error && OUTAGE_MESSAGES.test(error.message);
}

/** Whether a text was refused because it contains NUL, which Postgres cannot store. */
export const isUnstorableText = (error: unknown): boolean => ['22021', '22P05'].includes(codeOf(error));

/** Whether a query was refused by a unique index. */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === '23505';
