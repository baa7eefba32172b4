import type { ChatError } from '../errors.ts';
import type { ChatClientOptions } from './chat-client.types.ts';
import { errorPage } from './error-page.ts';

/** How a server that is not there, or not a chat server, fails. */
const UNREACHED: ReadonlySet<string> = new Set(['CONNECT_FAILED', 'CONNECT_TIMEOUT', 'CONNECTION_LOST', 'NO_ANSWER']);

/** What a developer is told of a connection that does not come about; `null` where it is none of their business. */
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
