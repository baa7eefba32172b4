import { Bot, Check, Headset } from 'lucide-react';
import { memo } from 'react';
import { useDesk, useDeskState } from '../desk-context.tsx';
import { avatarTone } from '../view/avatar-tone.ts';
import { visitorName } from '../view/visitor-name.ts';
import { useFormats, useWords } from '../words/use-words.ts';
import { BotIcon } from './bot-icon.tsx';
import { WaitingTime } from './waiting-time.tsx';

interface DialogRowProps {
  readonly id: string;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
}

/** A dialog in a list. It renders when its own summary, its own typist or the selection of it changes. */
export const DialogRow = memo(({ id, isSelected, onSelect }: DialogRowProps) => {
  const words = useWords();
  const formats = useFormats();
  const desk = useDesk();
  const summary = useDeskState(({ summaries }) => summaries.get(id));
  const isTyping = useDeskState(({ typists }) => typists.get(id)?.by === 'visitor');
  const myId = useDeskState(({ me }) => me?.id);
  if (!summary) return null;
  const { dialog, last, unread, queuedAt } = summary;
  const name = visitorName(summary, words.visitor);
  const isQueued = dialog.status === 'queued';
  const draft = isSelected ? '' : desk.storage().draft(id);
  const speaker = last?.from === 'operator' ? words.lists.you : last?.from === 'bot' ? words.talk.bot : null;
  const OwnerIcon = dialog.status === 'bot' ? Bot : dialog.status === 'closed' ? Check : Headset;
  const colleague = dialog.operator && dialog.operator.id !== myId ? dialog.operator.name : null;
  return (
    <li className="desk-row">
      <button
        type="button"
        className="desk-row-button"
        aria-current={isSelected || undefined}
        data-unread={unread > 0 || undefined}
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
              <span className="ui-hidden">{words.lists.waits}</span> <WaitingTime since={queuedAt} />
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
              <em>{words.lists.typing}</em>
            ) : draft ? (
              <>
                <span className="desk-row-draft">{words.lists.draft}:</span> {draft}
              </>
            ) : (
              <>
                {speaker && <span className="desk-row-speaker">{speaker}: </span>}
                {last?.text || bodyWord(last?.type, words)}
              </>
            )}
          </span>
          {isQueued && dialog.queuePosition !== undefined && (
            <span className="desk-place" title={words.lists.place(dialog.queuePosition)}>
              <span aria-hidden="true">#{dialog.queuePosition}</span>
              <span className="ui-hidden">{words.lists.place(dialog.queuePosition)}</span>
            </span>
          )}
          {unread > 0 && !isQueued && (
            <span className="desk-badge">
              <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
              <span className="ui-hidden">{words.lists.unread(unread)}</span>
            </span>
          )}
        </span>
        {(colleague || dialog.status === 'closed' || dialog.status === 'bot') && (
          <span className="desk-row-owner">
            <OwnerIcon size={14} aria-hidden />
            {colleague ? (
              <>
                {words.status.operator} <bdi>{colleague}</bdi>
              </>
            ) : (
              words.status[dialog.status]
            )}
          </span>
        )}
      </button>
    </li>
  );
});

/** A word for what has none of its own. */
function bodyWord(type: string | undefined, words: ReturnType<typeof useWords>): string {
  if (type === 'image') return words.talk.image;
  return type === 'request_operator' ? words.talk.requestsOperator : '';
}
