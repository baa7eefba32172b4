import { useEffect } from 'react';
import { useIntl } from 'react-intl';
import { toast } from '../../ui/index.ts';
import { useDesk } from '../desk-context.tsx';
import { useFailureText } from '../view/use-failure-text.ts';
import { visitorName } from '../view/visitor-name.ts';

/** Shows toasts for dialogs assigned to this operator and for refused requests. */
export function useToasts(onOpen: (id: string) => void): void {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const failureText = useFailureText();
  useEffect(
    () =>
      desk.onEvent((event) => {
        if (event.type === 'refused') {
          // Not an error: a colleague took the dialog first.
          if (event.code === 'TAKEN') toast.info(failureText(event.code));
          else toast.error(failureText(event.code));
        }
        if (event.type !== 'assigned' || event.conversation === desk.store.getState().selected) return;
        const { conversation, from } = event;
        const summary = desk.store.getState().summaries.get(conversation);
        const name = summary
          ? visitorName(summary, t({ id: 'desk.visitor', defaultMessage: 'Visitor' }))
          : t({ id: 'desk.visitor', defaultMessage: 'Visitor' });
        toast.info(
          from
            ? t(
                { id: 'desk.news.transferred', defaultMessage: '{from} has transferred {name} to you.' },
                { name, from },
              )
            : t({ id: 'desk.news.assigned', defaultMessage: '{name} was given to you.' }, { name }),
          {
            label: t({ id: 'desk.news.open', defaultMessage: 'Open' }),
            onPress: () => onOpen(conversation),
          },
        );
      }),
    [desk, t, onOpen, failureText],
  );
}
