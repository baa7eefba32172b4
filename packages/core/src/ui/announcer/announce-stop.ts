import type { Unsubscribe } from '../../lib/readable.ts';
import type { AnnouncementContext } from './announcement.types.ts';

/** Announces the result of a stop that was requested in this tab. */
export const announceStop = ({ client, texts, say }: AnnouncementContext): Unsubscribe =>
  client.on('stopSettled', (outcome) => {
    if (outcome.stopped) say(texts.t('stopped'));
    else say(texts.t(outcome.reason === 'ended' ? 'stopTooLate' : 'stopFailed'));
  });
