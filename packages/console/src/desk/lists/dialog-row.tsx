import { Bot, Check, Headset } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { useIntl } from 'react-intl';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { avatarTone } from '../view/avatar-tone.ts';
import { STATUS_NAMES } from '../view/status-names.ts';
import { useFormats } from '../view/use-formats.ts';
import { visitorName } from '../view/visitor-name.ts';
import { BotIcon } from './bot-icon.tsx';
import { WaitingTime } from './waiting-time.tsx';

interface DialogRowProps {
  readonly id: string;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
}

/** A dialog in a list. It renders only when its own summary, typing state or selection changes. */
export const DialogRow = memo(({ id, isSelected, onSelect }: DialogRowProps) => {
  const { formatMessage: t } = useIntl();
  const formats = useFormats();
  const desk = useDesk();
  const summary = useDeskState(({ summaries }) => summaries.get(id));
  const isTyping = useDeskState(({ typists }) => typists.get(id)?.by === 'visitor');
  const myId = useDeskState(({ me }) => me?.id);
  const isMarked = useDeskState(({ markedUnread }) => markedUnread.has(id));
  const rowRef = useRef<HTMLLIElement>(null);
  // Taking a dialog moves its row into another list, or to another place of this one.
  useEffect(() => {
    if (isSelected) rowRef.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isSelected]);
  if (!summary) return null;
  const { dialog, last, unread, queuedAt } = summary;
  const name = visitorName(summary, t({ id: 'desk.visitor', defaultMessage: 'Visitor' }));
  const isQueued = dialog.status === 'queued';
  const draft = isSelected ? '' : desk.storage().draft(id);
  const speaker =
    last?.from === 'operator'
      ? t({ id: 'desk.lists.you', defaultMessage: 'You' })
      : last?.from === 'bot'
        ? t({ id: 'desk.talk.bot', defaultMessage: 'Bot' })
        : null;
  const OwnerIcon = dialog.status === 'bot' ? Bot : dialog.status === 'closed' ? Check : Headset;
  const colleague = dialog.operator && dialog.operator.id !== myId ? dialog.operator.name : null;
  return (
    <li className="desk-row" ref={rowRef}>
      <button
        type="button"
        className="desk-row-button"
        aria-current={isSelected || undefined}
        data-unread={unread > 0 || isMarked || undefined}
        data-dialog={id}
        onClick={() => onSelect(id)}
      >
        <span className="desk-avatar" data-tone={avatarTone(summary.visitorId)}>
          <span aria-hidden="true">{[...name][0]?.toLocaleUpperCase()}</span>
          <BotIcon botId={summary.botId} />
        </span>
        <span className="desk-row-head">
          <span className="desk-row-name">
            <bdi>{name}</bdi>
          </span>
          {isQueued && queuedAt ? (
            <span className="desk-row-time">
              <span className="ui-hidden">{t({ id: 'desk.lists.waits', defaultMessage: 'waits for' })}</span>{' '}
              <WaitingTime since={queuedAt} />
            </span>
          ) : (
            last && (
              <time className="desk-row-time" dateTime={last.at}>
                {formats.moment(last.at)}
              </time>
            )
          )}
        </span>
        <span className="desk-row-foot">
          <span className="desk-row-text" dir="auto">
            {isTyping ? (
              <em>{t({ id: 'desk.lists.typing', defaultMessage: 'Typing…' })}</em>
            ) : draft ? (
              <>
                <span className="desk-row-draft">{t({ id: 'desk.lists.draft', defaultMessage: 'Draft' })}:</span>{' '}
                {draft}
              </>
            ) : (
              <>
                {speaker && <span className="desk-row-speaker">{speaker}: </span>}
                {last
                  ? last.text || (last.type === 'image' && t({ id: 'desk.talk.image', defaultMessage: 'Image' }))
                  : isQueued &&
                    t({ id: 'desk.talk.requestsOperator', defaultMessage: 'The visitor asks for a person.' })}
              </>
            )}
          </span>
          {isQueued && dialog.queuePosition !== undefined && (
            <span
              className="desk-place"
              title={t(
                { id: 'desk.lists.place', defaultMessage: 'Place {place} in the queue' },
                { place: dialog.queuePosition },
              )}
            >
              <span aria-hidden="true">#{dialog.queuePosition}</span>
              <span className="ui-hidden">
                {t(
                  { id: 'desk.lists.place', defaultMessage: 'Place {place} in the queue' },
                  { place: dialog.queuePosition },
                )}
              </span>
            </span>
          )}
          {isMarked && unread === 0 && (
            <span className="desk-badge">
              <span aria-hidden="true">•</span>
              <span className="ui-hidden">
                {t({ id: 'desk.lists.markedUnread', defaultMessage: 'Marked as unread' })}
              </span>
            </span>
          )}
          {unread > 0 && !isQueued && (
            <span className="desk-badge">
              <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
              <span className="ui-hidden">
                {t({ id: 'desk.lists.unread', defaultMessage: '{count, plural, other {# unread}}' }, { count: unread })}
              </span>
            </span>
          )}
        </span>
        {(colleague || dialog.status === 'closed' || dialog.status === 'bot') && (
          <span className="desk-row-owner">
            <OwnerIcon size={14} aria-hidden />
            {colleague ? (
              <>
                {t({ id: 'desk.status.operator', defaultMessage: 'With' })} <bdi>{colleague}</bdi>
              </>
            ) : (
              t(STATUS_NAMES[dialog.status])
            )}
          </span>
        )}
      </button>
    </li>
  );
});
