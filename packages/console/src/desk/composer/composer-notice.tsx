import { useIntl } from 'react-intl';
import { Button } from '../../ui/index.ts';
import { useDeskState } from '../desk-context.tsx';
import type { OpenDialog } from '../use-dialog.ts';

/** Explains why this operator cannot write here, with the action that changes it. */
export function ComposerNotice({ summary, onTake }: { summary: OpenDialog; onTake: () => void }) {
  const { formatMessage: t } = useIntl();
  const isBanned = useDeskState(({ talks }) => Boolean(talks.get(summary.conversation)?.visitor?.banned));
  const { status, operator } = summary.dialog;
  const isFree = !isBanned && (status === 'queued' || status === 'bot');
  const text = isBanned
    ? t({ id: 'desk.composer.banned', defaultMessage: 'This visitor is banned. Only the bot answers.' })
    : {
        queued: t({
          id: 'desk.composer.queued',
          defaultMessage: 'This visitor is waiting. Take the dialog to answer.',
        }),
        bot: t({ id: 'desk.composer.bot', defaultMessage: 'The bot is answering. You can take over.' }),
        closed: t({
          id: 'desk.composer.closed',
          defaultMessage: 'This dialog is closed. It opens again when the visitor writes.',
        }),
        operator: t(
          { id: 'desk.composer.other', defaultMessage: '{name} is talking with this visitor.' },
          { name: operator?.name ?? '' },
        ),
      }[status];
  return (
    <div className="desk-composer desk-composer-notice">
      <p>{text}</p>
      {isFree && (
        <Button variant="primary" size="small" onPress={onTake}>
          {status === 'bot'
            ? t({ id: 'desk.actions.takeOver', defaultMessage: 'Take over' })
            : t({ id: 'desk.actions.take', defaultMessage: 'Take' })}
        </Button>
      )}
    </div>
  );
}
