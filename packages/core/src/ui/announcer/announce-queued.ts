import type { Unsubscribe } from '../../lib/readable.ts';
import type { AnnouncementContext } from './announcement.types.ts';

/** Announces that the visitor's message waits for the end of an answer. */
export const announceQueued = ({ client, texts, say }: AnnouncementContext): Unsubscribe =>
  client.queued.subscribe((queued) => queued && say(texts.t('queued')));
