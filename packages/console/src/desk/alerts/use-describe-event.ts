import { describeBody } from '@connective-chat/core/rich-text';
import { useCallback } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import type { DeskEvent } from '../store/desk-events.types.ts';
import type { DeskState } from '../store/desk-state.types.ts';
import { visitorName } from '../view/visitor-name.ts';

/** The authors of messages without a name. */
export const SENDER_NAMES = defineMessages({
  bot: { id: 'desk.talk.bot', defaultMessage: 'Bot' },
  system: { id: 'desk.talk.system', defaultMessage: 'System' },
});

/** Describes an event in one sentence, in the language of the desk; empty for an event that is not announced. */
export function useDescribeEvent(): (event: DeskEvent, state: DeskState) => string {
  const { formatMessage: t } = useIntl();
  return useCallback(
    (event, { summaries, selected, me }) => {
      if (event.type === 'refused') return '';
      const visitor = t({ id: 'desk.visitor', defaultMessage: 'Visitor' });
      const summary = summaries.get(event.conversation);
      const name = summary ? visitorName(summary, visitor) : visitor;
      switch (event.type) {
        case 'queued':
          return t({ id: 'desk.news.queued', defaultMessage: '{name} is waiting in the queue.' }, { name });
        case 'assigned':
          return event.from
            ? t(
                { id: 'desk.news.transferred', defaultMessage: '{from} has transferred {name} to you.' },
                { name, from: event.from },
              )
            : t({ id: 'desk.news.assigned', defaultMessage: '{name} was given to you.' }, { name });
        case 'visitor-wrote':
          // Messages of the open dialog are announced with their text, by the event `message`.
          return event.conversation === selected
            ? ''
            : t({ id: 'desk.news.wrote', defaultMessage: '{name} has written.' }, { name });
        case 'message': {
          const { from, body } = event.message;
          const text = describeBody(body);
          // Own messages are not announced.
          if (!text || from.id === me?.id) return '';
          const unnamed = from.kind === 'visitor' ? name : t(SENDER_NAMES[from.kind === 'bot' ? 'bot' : 'system']);
          return `${from.name || unnamed}: ${text}`;
        }
      }
    },
    [t],
  );
}
