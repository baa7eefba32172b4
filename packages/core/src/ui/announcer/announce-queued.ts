import type { Unsubscribe } from '../../lib/readable.ts';
import type { AnnouncementContext } from './announcement.types.ts';

/** Announces that the visitor's message waits for the end of an answer. */
export const announceQueued = ({ client, texts, say }: AnnouncementContext): Unsubscribe => {
  let lastId = client.queued.get()?.id;
  return client.queued.subscribe((queued) => {
    if (queued && queued.id !== lastId) say(texts.t('queued'));
    lastId = queued?.id;
  });
};
