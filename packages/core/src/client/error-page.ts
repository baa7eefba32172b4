const DOCS = 'https://github.com/connective-chat/connective-chat/blob/main/docs/errors';

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
  `${DOCS}/${PAGES.has(code) ? code.toLowerCase().replaceAll('_', '-') : 'README'}.md`;
