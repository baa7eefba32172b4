import { ArrowLeft, ArrowRightLeft, CircleCheck, IdCard, MailOpen } from 'lucide-react';
import { memo } from 'react';
import { useIntl } from 'react-intl';
import { Badge, Button, IconButton } from '../../ui/index.ts';
import { useDeskState } from '../desk-context.tsx';
import { WaitingTime } from '../lists/waiting-time.tsx';
import type { OpenDialog } from '../use-dialog.ts';
import { STATUS_NAMES } from '../view/status-names.ts';
import { visitorName } from '../view/visitor-name.ts';

export interface TalkHeaderProps {
  readonly id: string;
  readonly summary: OpenDialog;
  readonly onBack: () => void;
  readonly onDetails: () => void;
  readonly onTake: () => void;
  readonly onTransfer: () => void;
  readonly onClose: () => void;
  readonly onManageCanned: () => void;
  readonly onMarkUnread: () => void;
}

/** The visitor, the status and the actions of a dialog. It does not render with its messages. */
export const TalkHeader = memo((props: TalkHeaderProps) => {
  const { summary, onBack, onDetails, onTake, onTransfer, onClose, onMarkUnread } = props;
  const { formatMessage: t } = useIntl();
  const me = useDeskState((state) => state.me);
  const bot = useDeskState(({ bots }) => bots.find(({ id }) => id === summary.botId));
  const { dialog, queuedAt } = summary;
  const isMine = dialog.status === 'operator' && dialog.operator?.id === me?.id;
  const isBanned = useDeskState(({ talks }) => Boolean(talks.get(summary.conversation)?.visitor?.banned));
  const isFree = !isBanned && (dialog.status === 'queued' || dialog.status === 'bot');
  const mayPass = isMine || (me?.role === 'admin' && dialog.status !== 'closed');
  return (
    <header className="desk-talk-header">
      <span className="desk-back">
        <IconButton
          label={t({ id: 'desk.talk.back', defaultMessage: 'Back to the list' })}
          icon={<ArrowLeft size={18} aria-hidden className="desk-turns" />}
          onPress={onBack}
        />
      </span>
      <div className="desk-talk-title">
        <h2>
          <bdi>{visitorName(summary, t({ id: 'desk.visitor', defaultMessage: 'Visitor' }))}</bdi>
        </h2>
        <p className="desk-meta">
          <span className="desk-status" data-status={dialog.status}>
            {t(STATUS_NAMES[dialog.status])}
            {dialog.status === 'operator' && (
              <>
                {' '}
                <bdi>
                  {isMine
                    ? t({ id: 'desk.lists.you', defaultMessage: 'You' }).toLocaleLowerCase()
                    : dialog.operator?.name}
                </bdi>
              </>
            )}
            {dialog.status === 'queued' && (
              <>
                {' '}
                {dialog.queuePosition !== undefined && <>#{dialog.queuePosition} </>}
                {queuedAt && (
                  <>
                    · <WaitingTime since={queuedAt} />
                  </>
                )}
              </>
            )}
          </span>
          {summary.test && <Badge tone="accent">{t({ id: 'desk.talk.test', defaultMessage: 'Test chat' })}</Badge>}
          {bot && <bdi className="desk-bot-name">{bot.title}</bdi>}
          {summary.subject && <bdi className="desk-subject">{summary.subject}</bdi>}
        </p>
      </div>
      <div className="desk-actions">
        {isFree && (
          <Button variant="primary" size="small" onPress={onTake}>
            {dialog.status === 'bot'
              ? t({ id: 'desk.actions.takeOver', defaultMessage: 'Take over' })
              : t({ id: 'desk.actions.take', defaultMessage: 'Take' })}
          </Button>
        )}
        {mayPass && (
          <Button size="small" icon={<ArrowRightLeft size={16} aria-hidden />} onPress={onTransfer}>
            {t({ id: 'desk.actions.transfer', defaultMessage: 'Transfer' })}
          </Button>
        )}
        {mayPass && (
          <Button size="small" icon={<CircleCheck size={16} aria-hidden />} onPress={onClose}>
            {t({ id: 'desk.actions.close', defaultMessage: 'Close' })}
          </Button>
        )}
        {isMine && (
          <IconButton
            size="small"
            label={t({ id: 'desk.actions.markUnread', defaultMessage: 'Mark as unread' })}
            icon={<MailOpen size={18} aria-hidden />}
            onPress={onMarkUnread}
          />
        )}
        <span className="desk-details">
          <IconButton
            size="small"
            label={t({ id: 'desk.talk.details', defaultMessage: 'About the visitor' })}
            icon={<IdCard size={18} aria-hidden />}
            onPress={onDetails}
          />
        </span>
      </div>
    </header>
  );
});
