import type { ChatError } from '../errors.ts';
import { warnOnce } from '../lib/warn-once.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { ChatClientOptions } from './chat-client.types.ts';
import { errorPage } from './error-page.ts';

/** The first attempt may fail for a moment without a network; two in a row are worth a word. */
const UNREACHED_ATTEMPTS = 2;

/** How a server that is not there, or not a chat server, fails. */
const UNREACHED: ReadonlySet<string> = new Set(['CONNECT_FAILED', 'CONNECT_TIMEOUT', 'CONNECTION_LOST', 'NO_ANSWER']);

/**
 * Tells the developer in the console what only they can mend: a final refusal, and a server that was never reached,
 * as with a wrong `url`. A connection that was there and is lost is no news for them.
 */
export function warnAboutConnection(actor: ChatActor, { url, botId }: ChatClientOptions): void {
  actor.subscribe((snapshot) => {
    const { error, attempt, wasOnline } = snapshot.context;
    if (!error) return;
    if (snapshot.matches({ connection: 'refused' })) {
      warnOnce(`${error.code}: ${describe(url, botId)} was refused and does not connect again. ${mend(error)}`);
    } else if (
      snapshot.matches({ connection: 'waiting' }) &&
      !wasOnline &&
      attempt >= UNREACHED_ATTEMPTS &&
      UNREACHED.has(error.code)
    ) {
      warnOnce(`CONNECT_FAILED: ${describe(url, botId)} has not reached its server and tries again. ${mend(error)}`);
    }
  });
}

function describe(url: string, botId: string | number): string {
  const page = globalThis.location?.origin;
  return `The chat with bot "${botId}" of ${url}${page ? `, on a page of ${page},` : ''}`;
}

const mend = ({ code, message }: ChatError): string =>
  `${message} See ${errorPage(UNREACHED.has(code) ? 'CONNECT_FAILED' : code)}`;
