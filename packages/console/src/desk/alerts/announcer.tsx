import { describeBody } from '@connective-chat/core/rich-text';
import { useEffect, useRef, useState } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { DeskEvent } from '../store/desk-events.types.ts';
import { visitorName } from '../view/visitor-name.ts';

const SENDER_NAMES = defineMessages({
  bot: { id: 'desk.talk.bot', defaultMessage: 'Bot' },
  system: { id: 'desk.talk.system', defaultMessage: 'System' },
});

/** How long a text stays in the live region, in ms. */
const STANDS_MS = 4000;
/** A shorter interruption is not announced, in ms. */
const LOST_DELAY_MS = 3000;

interface Line {
  readonly id: number;
  readonly text: string;
}

/** Announces events to screen readers; the visible lists are not live regions, so that nothing is announced twice. */
export function Announcer() {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const nextId = useRef(0);
  const say = useRef((text: string) => {
    nextId.current += 1;
    const line = { id: nextId.current, text };
    setLines((held) => [...held, line]);
    setTimeout(() => setLines((held) => held.filter((item) => item !== line)), STANDS_MS);
  }).current;

  useEffect(() => {
    const nameOf = (id: string) => {
      const summary = desk.store.getState().summaries.get(id);
      return summary
        ? visitorName(summary, t({ id: 'desk.visitor', defaultMessage: 'Visitor' }))
        : t({ id: 'desk.visitor', defaultMessage: 'Visitor' });
    };
    const tell = (event: DeskEvent) => {
      if (event.type === 'refused') return;
      const name = nameOf(event.conversation);
      switch (event.type) {
        case 'queued':
          return say(t({ id: 'desk.news.queued', defaultMessage: '{name} is waiting in the queue.' }, { name }));
        case 'assigned':
          return say(
            event.from
              ? t(
                  { id: 'desk.news.transferred', defaultMessage: '{from} has transferred {name} to you.' },
                  { name, from: event.from },
                )
              : t({ id: 'desk.news.assigned', defaultMessage: '{name} was given to you.' }, { name }),
          );
        case 'visitor-wrote':
          // Messages of the open dialog are announced with their text, by the event `message`.
          return event.conversation === desk.store.getState().selected
            ? undefined
            : say(t({ id: 'desk.news.wrote', defaultMessage: '{name} has written.' }, { name }));
        case 'message': {
          const { from, body } = event.message;
          const text = describeBody(body);
          // Own messages are not announced.
          if (text && from.id !== desk.store.getState().me?.id)
            say(
              `${from.name || (from.kind === 'visitor' ? name : t(SENDER_NAMES[from.kind === 'bot' ? 'bot' : 'system']))}: ${text}`,
            );
        }
      }
    };
    return desk.onEvent(tell);
  }, [desk, t, say]);

  const isOnline = useDeskState(({ connection }) => connection.status === 'online');
  const isReady = useDeskState((state) => state.isReady);
  const wasTold = useRef(false);
  useEffect(() => {
    if (!isReady) return;
    if (isOnline) {
      if (wasTold.current) say(t({ id: 'desk.connection.back', defaultMessage: 'The connection is back.' }));
      wasTold.current = false;
      return;
    }
    const timer = setTimeout(() => {
      wasTold.current = true;
      say(t({ id: 'desk.connection.lost', defaultMessage: 'The connection is lost.' }));
    }, LOST_DELAY_MS);
    return () => clearTimeout(timer);
  }, [isOnline, isReady, say, t]);

  return (
    <div className="ui-hidden" role="log" aria-live="polite" aria-relevant="additions" data-testid="announcer">
      {lines.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
