import { loadPart } from '../lib/load-part.ts';
import { warnOnce } from '../lib/warn-once.ts';
import type { ChatActor } from '../machine/chat-actor.ts';
import type { ChatClientOptions } from './chat-client-options.types.ts';

/** The first attempt may fail because the network is briefly down; two failures in a row are worth a warning. */
const UNREACHED_ATTEMPTS = 2;

/**
 * Warns the developer in the console about what only they can fix: a final refusal, and a server that was never
 * reached, as with a wrong `url`. A connection that is lost later needs no warning. The code of the warnings is loaded
 * on demand.
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
      // If the code of the warning fails to load, the chat continues without the warning.
      () => {},
    );
  });
}
