import { useDeskState } from '../desk-context.tsx';
import { WaitingTime } from '../lists/waiting-time.tsx';
import type { DialogSummary } from '../store/desk-state.types.ts';
import { Icon } from '../view/icon.tsx';
import { visitorName } from '../view/visitor-name.ts';
import { useWords } from '../words/use-words.ts';

export interface TalkHeaderProps {
  readonly id: string;
  readonly summary: DialogSummary;
  readonly onBack: () => void;
  readonly onDetails: () => void;
  readonly onTake: () => void;
  readonly onTransfer: () => void;
  readonly onClose: () => void;
  readonly onManageCanned: () => void;
}

/** Whose dialog it is, and what may be done with it. */
export function TalkHeader({ summary, onBack, onDetails, onTake, onTransfer, onClose }: TalkHeaderProps) {
  const words = useWords();
  const me = useDeskState((state) => state.me);
  const { dialog, queuedAt } = summary;
  const isMine = dialog.status === 'operator' && dialog.operator?.id === me?.id;
  const isFree = dialog.status === 'queued' || dialog.status === 'bot';
  const mayPass = isMine || (me?.role === 'admin' && dialog.status !== 'closed');
  return (
    <header className="desk-talk-header">
      <button type="button" className="desk-icon-button desk-back" aria-label={words.talk.back} onClick={onBack}>
        <Icon name="back" />
      </button>
      <div className="desk-talk-title">
        <h2>
          <bdi>{visitorName(summary, words.visitor)}</bdi>
        </h2>
        <p className="desk-meta">
          <span className="desk-status" data-status={dialog.status}>
            {words.status[dialog.status]}
            {dialog.status === 'operator' && (
              <>
                {' '}
                <bdi>{isMine ? words.lists.you.toLocaleLowerCase() : dialog.operator?.name}</bdi>
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
          {summary.subject && <bdi className="desk-subject">{summary.subject}</bdi>}
        </p>
      </div>
      <div className="desk-actions">
        {isFree && (
          <button type="button" className="desk-button desk-primary" onClick={onTake}>
            {dialog.status === 'bot' ? words.actions.takeOver : words.actions.take}
          </button>
        )}
        {mayPass && (
          <button type="button" className="desk-button" onClick={onTransfer}>
            <Icon name="transfer" />
            <span>{words.actions.transfer}</span>
          </button>
        )}
        {mayPass && (
          <button type="button" className="desk-button" onClick={onClose}>
            <Icon name="check" />
            <span>{words.actions.close}</span>
          </button>
        )}
        <button
          type="button"
          className="desk-icon-button desk-details"
          aria-label={words.talk.details}
          onClick={onDetails}
        >
          <Icon name="card" />
        </button>
      </div>
    </header>
  );
}
