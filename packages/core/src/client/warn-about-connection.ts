import { loadPart } from '../lib/load-part.ts';
import { warnOnce } from '../lib/warn-once.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { ChatClientOptions } from './chat-client.types.ts';

/** The first attempt may fail for a moment without a network; two in a row are worth a warning. */
const UNREACHED_ATTEMPTS = 2;

/**
 * Tells the developer in the console what only they can mend: a final refusal, and a server that was never reached,
 * as with a wrong `url`. A connection that was there and is lost is no news for them. The texts are loaded when there
 * is something to tell.
 */
export function warnAboutConnection(actor: ChatActor, options: ChatClientOptions): void {
  actor.subscribe((snapshot) => {
    const { error, attempt, wasOnline } = snapshot.context;
    const isRefused = snapshot.matches({ connection: 'refused' });
    const isUnreached = snapshot.matches({ connection: 'waiting' }) && !wasOnline && attempt >= UNREACHED_ATTEMPTS;
    if (!error || !(isRefused || isUnreached)) return;
    loadPart(() => import('./describe-trouble.ts')).then(
      ({ describeTrouble }) => {
        const text = describeTrouble(error, isRefused, options);
        if (text) warnOnce(text);
      },
      // A warning is worth no error.
      () => {},
    );
  });
}
