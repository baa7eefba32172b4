import type { Unsubscribe } from '../../lib/readable.ts';
import type { AnnouncementContext } from './announcement.types.ts';

/** Announces the result of a rating of this tab. That one was withdrawn is said by the state of its button. */
export const announceFeedback = ({ client, texts, say }: AnnouncementContext): Unsubscribe =>
  client.on('feedbackSettled', ({ value, saved }) => {
    if (!saved) say(texts.t('feedbackFailed'));
    else if (value) say(texts.t('rated'));
  });
