import type { Unsubscribe } from '../../lib/readable.ts';
import type { AnnouncementContext } from './announcement.types.ts';
import { Interruption } from './interruption.ts';

/** Announces a connection that stays lost, its return if the loss was announced, and a final refusal. */
export function announceConnection({ client, texts, clock, say }: AnnouncementContext): Unsubscribe {
  const interruption = new Interruption({
    clock,
    lost: () => say(texts.t('offline')),
    restored: () => say(texts.t('online')),
  });
  const follow = () => {
    const { status, error } = client.connection.get();
    if (status === 'reconnecting') interruption.begin();
    else if (status === 'online') interruption.end();
    else if (status !== 'connecting') interruption.cancel();
    if (status === 'refused') say(error?.text || texts.t('refused'));
  };
  follow();
  const stops = [
    client.connection.subscribe(follow),
    client.on('discontinuity', () => say(texts.t('discontinuity'))),
    () => interruption.cancel(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
