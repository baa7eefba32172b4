import type { Unsubscribe } from '../../lib/readable.ts';
import type { AnnouncementContext } from './announcement.types.ts';
import { SingleTimer } from './single-timer.ts';

/** A connection that is restored within this time is not announced as lost, in ms. */
const DELAY_MS = 3_000;

/** Announces a connection that stays lost, its return if the loss was announced, and a final refusal. */
export function announceConnection({ client, texts, clock, say }: AnnouncementContext): Unsubscribe {
  const timer = new SingleTimer(clock);
  let announced = false;
  const follow = () => {
    const { status, error } = client.connection.get();
    if (status === 'reconnecting') {
      if (announced || timer.pending) return;
      timer.start(DELAY_MS, () => {
        announced = true;
        say(texts.t('offline'));
      });
      return;
    }
    timer.stop();
    if (status === 'online' && announced) say(texts.t('online'));
    if (status === 'refused') say(error?.text || texts.t('refused'));
    if (status !== 'connecting') announced = false;
  };
  follow();
  const stops = [
    client.connection.subscribe(follow),
    client.on('discontinuity', () => say(texts.t('discontinuity'))),
    () => timer.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
