import type { Unsubscribe } from '../../lib/readable.ts';
import { describeChoice, describeOverdue } from '../describe-overdue.ts';
import type { AnnouncementContext } from './announcement.types.ts';
import { SingleTimer } from './single-timer.ts';

/** Thinking that is shorter than this is not announced, in ms: the answer is enough. */
const DELAY_MS = 500;
/** The minimum time between two announced stages, in ms. */
const STAGE_INTERVAL_MS = 5_000;

/** Announces thinking after a delay, then its stages. Ends with the answer, or announces that it is overdue. */
export function announceThinking({ client, texts, clock, say }: AnnouncementContext): Unsubscribe {
  const timer = new SingleTimer(clock);
  let lastText = '';
  let lastAnnouncedAt = Number.NEGATIVE_INFINITY;
  let wasOverdue = false;
  const announce = () => {
    const thinking = client.thinking.get();
    const text = thinking && (thinking.text || texts.t('thinking'));
    if (!text || text === lastText) return;
    lastText = text;
    lastAnnouncedAt = clock.now();
    say(text);
  };
  const follow = () => {
    if (!client.thinking.get()) {
      timer.stop();
      lastText = '';
      lastAnnouncedAt = Number.NEGATIVE_INFINITY;
    } else if (!timer.pending) {
      timer.start(lastText ? Math.max(0, lastAnnouncedAt + STAGE_INTERVAL_MS - clock.now()) : DELAY_MS, announce);
    }
  };
  follow();
  const stops = [
    client.thinking.subscribe(follow),
    client.overdue.subscribe((overdue) => {
      if (overdue && !wasOverdue) {
        const choices = overdue.choices.map((choice) => describeChoice(choice, texts));
        say([describeOverdue(overdue, texts), choices.join(', ')].join(' ').trim());
      }
      wasOverdue = overdue !== null;
    }),
    () => timer.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
