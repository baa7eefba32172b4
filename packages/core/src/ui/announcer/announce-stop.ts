import type { Unsubscribe } from '../../lib/readable.ts';
import type { AnnouncementContext } from './announcement.types.ts';

/** Announces the result of a stop that was requested in this tab. An incomplete answer is itself announced as stopped. */
export const announceStop = ({ client, texts, say }: AnnouncementContext): Unsubscribe =>
  client.on('stopSettled', (outcome) => {
    const last = client.messages.get().at(-1);
    if (!outcome.stopped) say(texts.t(outcome.reason === 'ended' ? 'stopTooLate' : 'stopFailed'));
    else if (!last?.streaming && !last?.stopped) say(texts.t('stopped'));
  });
