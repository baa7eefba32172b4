import type { OperatorRequest } from '@connective-chat/contracts/operator';
import { Bot, Clock } from 'lucide-react';
import { useIntl } from 'react-intl';
import { Button, Dialog } from '../../ui/index.ts';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { PRESENCE_NAMES } from '../view/presence-names.ts';

const ORDER = { online: 0, away: 1, offline: 2 } as const;

interface TransferDialogProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Transfers a dialog to an online colleague, to the bot, or to the queue. */
export function TransferDialog({ id, isOpen, onClose }: TransferDialogProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const colleagues = useDeskState((state) => state.colleagues);
  const owner = useDeskState(({ summaries }) => summaries.get(id)?.dialog.operator?.id);
  const others = colleagues
    .filter((colleague) => colleague.id !== owner && colleague.presence !== 'offline')
    .sort((a, b) => ORDER[a.presence] - ORDER[b.presence] || a.dialogs - b.dialogs || a.name.localeCompare(b.name));
  const transfer = (to: OperatorRequest<'transfer'>['to']) => {
    onClose();
    void desk.transfer(id, to);
  };
  return (
    <Dialog
      title={t({ id: 'desk.transfer.title', defaultMessage: 'Transfer this dialog' })}
      isOpen={isOpen}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t({ id: 'desk.cancel', defaultMessage: 'Cancel' })}</Button>}
    >
      <section>
        <h3>{t({ id: 'desk.transfer.colleagues', defaultMessage: 'To a colleague' })}</h3>
        {others.length === 0 && <p>{t({ id: 'desk.transfer.nobody', defaultMessage: 'No colleague is there.' })}</p>}
        <ul className="desk-options">
          {others.map((colleague) => (
            <li key={colleague.id}>
              <button
                type="button"
                className="desk-option"
                onClick={() => transfer({ kind: 'operator', id: colleague.id })}
              >
                <span className="desk-presence-dot" data-presence={colleague.presence} />
                <bdi>{colleague.name}</bdi>
                <span className="desk-meta">
                  {t(PRESENCE_NAMES[colleague.presence])} ·{' '}
                  {t(
                    {
                      id: 'desk.transfer.dialogs',
                      defaultMessage: '{count, plural, one {# dialog} other {# dialogs}}',
                    },
                    { count: colleague.dialogs },
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <ul className="desk-options">
          <li>
            <button type="button" className="desk-option" onClick={() => transfer({ kind: 'queue' })}>
              <Clock size={16} aria-hidden />
              {t({ id: 'desk.transfer.toQueue', defaultMessage: 'Back to the queue' })}
            </button>
          </li>
          <li>
            <button type="button" className="desk-option" onClick={() => transfer({ kind: 'bot' })}>
              <Bot size={16} aria-hidden />
              {t({ id: 'desk.transfer.toBot', defaultMessage: 'Back to the bot' })}
            </button>
          </li>
        </ul>
      </section>
    </Dialog>
  );
}
