const DOCS = 'https://github.com/connective-chat/connective-chat/blob/main/docs/errors';

/** Codes with a page of their own in docs/errors. */
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

/** The page that says what a code means and how to mend it; the list of all codes where it has none. */
export const errorPage = (code: string): string =>
  `${DOCS}/${PAGES.has(code) ? code.toLowerCase().replaceAll('_', '-') : 'README'}.md`;
