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

/** The documentation page of a code, with its meaning and its fix; for other codes the list of all codes. */
export const errorPage = (code: string): string =>
  `${ERROR_PAGES}/${PAGES.has(code) ? code.toLowerCase().replaceAll('_', '-') : 'README'}.md`;
