import { ERROR_PAGES } from '../lib/error-pages.ts';

/** The codes that have a page in docs/errors. */
const PAGES: ReadonlySet<string> = new Set([
  'AUTH_FAILED',
  'BANNED',
  'BOT_NOT_FOUND',
  'CONNECT_FAILED',
  'ORIGIN_NOT_ALLOWED',
  'PROTOCOL_UNSUPPORTED',
  'REPLACED',
  'SESSION_ENDED',
  'TOKEN_EXPIRED',
]);

/** Where the documentation explains a code: its own page, or its section on the page of all other codes. */
export const errorPage = (code: string): string => {
  const name = code.toLowerCase();
  return `${ERROR_PAGES}/${PAGES.has(code) ? `${name.replaceAll('_', '-')}.md` : `messages.md#${name}`}`;
};
