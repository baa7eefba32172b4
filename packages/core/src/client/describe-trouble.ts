import type { ChatError } from '../errors.ts';
import type { ChatClientOptions } from './chat-client-options.types.ts';
import { errorPage } from './error-page.ts';

/** Errors of a server that cannot be reached or is not a chat server. */
const UNREACHED: ReadonlySet<string> = new Set(['CONNECT_FAILED', 'CONNECT_TIMEOUT', 'CONNECTION_LOST', 'NO_ANSWER']);

/** What to tell the developer about a failed connection; `null` if they can do nothing about it. */
export function describeTrouble(
  { code, message }: ChatError,
  isRefused: boolean,
  { url, botId }: ChatClientOptions,
): string | null {
  if (!isRefused && !UNREACHED.has(code)) return null;
  const page = globalThis.location?.origin;
  const chat = `The chat with bot "${botId}" of ${url}${page ? `, on a page of ${page},` : ''}`;
  const [name, trouble] = isRefused
    ? [code, 'was refused and does not connect again']
    : ['CONNECT_FAILED', 'has not reached its server and tries again'];
  return `${name}: ${chat} ${trouble}. ${message} See ${errorPage(UNREACHED.has(code) ? 'CONNECT_FAILED' : code)}`;
}
