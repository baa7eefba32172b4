import { createSpeaker, getAnnouncerProps, Interruption } from '@connective-chat/core/ui';
import { useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { useDesk } from '../desk-context.tsx';
import { announceTalk } from './announce-talk.ts';
import { SENDER_NAMES, useDescribeEvent } from './use-describe-event.ts';

/** Announces events to screen readers; the visible lists are not live regions, so that nothing is announced twice. */
export function Announcer() {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const describeEvent = useDescribeEvent();
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const { store } = desk;
    const { current } = element;
    if (!current) return;
    const speaker = createSpeaker([
      announceTalk({ desk, bot: t(SENDER_NAMES.bot), describe: describeEvent }),
      ({ clock, say }) => {
        const interruption = new Interruption({
          clock,
          lost: () => say(t({ id: 'desk.connection.lost', defaultMessage: 'The connection is lost.' })),
          restored: () => say(t({ id: 'desk.connection.back', defaultMessage: 'The connection is back.' })),
        });
        const follow = () => {
          const { isReady, connection } = store.getState();
          if (!isReady) return;
          if (connection.status === 'online') interruption.end();
          else interruption.begin();
        };
        follow();
        const stop = store.subscribe(follow);
        return () => {
          stop();
          interruption.cancel();
        };
      },
    ]);
    return speaker.attach(current);
  }, [desk, describeEvent, t]);

  return <div ref={element} {...getAnnouncerProps()} data-testid="announcer" />;
}
