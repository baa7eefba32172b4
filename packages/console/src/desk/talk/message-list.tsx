import { approvalStateOf } from '@connective-chat/core/ui';
import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useIntl } from 'react-intl';
import { useDesk, useDeskState } from '../desk-context.tsx';
import type { OperatorMessage, Outgoing, Talk } from '../store/desk-state.types.ts';
import { isOwnDialog } from '../store/is-own-dialog.ts';
import { messageRows } from '../view/message-rows.ts';
import { withStreamedRows } from '../view/with-streamed-rows.ts';
import { MessageRow } from './message-row.tsx';
import { OutgoingRow } from './outgoing-row.tsx';
import { ThinkingRow } from './thinking-row.tsx';
import { useLogWindow } from './use-log-window.ts';
import { useScrollToMessage } from './use-scroll-to-message.ts';

interface MessageListProps {
  readonly id: string;
  readonly talk: Talk;
  readonly visitorName: string;
}

const NOTHING: readonly Outgoing[] = [];

/** A dialog that is in view for less time, as when moving through the list by keyboard, is not marked as read. */
const PASSING_MS = 1000;

/** What an operator can correct or erase after it was sent. */
const CHANGEABLE = new Set<OperatorMessage['body']['type']>(['text', 'image', 'file']);

/** The messages of a conversation, of which only a window is rendered. */
export function MessageList({ id, talk, visitorName }: MessageListProps) {
  const { formatMessage: t } = useIntl();
  const desk = useDesk();
  const { messages, more, older, thinking, answers } = talk;
  const outgoing = useDeskState((state) => state.outgoing.get(id)) ?? NOTHING;
  const readUpTo = useDeskState(({ summaries }) => summaries.get(id)?.read.visitor ?? 0);
  const dialog = useDeskState(({ summaries }) => summaries.get(id)?.dialog.status ?? 'bot');
  const me = useDeskState((state) => state.me);
  const mayChange = ({ from, body }: OperatorMessage) =>
    from.kind === 'operator' && CHANGEABLE.has(body.type) && (from.id === me?.id || me?.role === 'admin');
  const settled = useMemo(() => messageRows(messages, outgoing), [messages, outgoing]);
  const rows = useMemo(() => withStreamedRows(settled, { answers, thinking }), [settled, answers, thinking]);
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const log = useLogWindow(keys, () => {
    if (more && older === 'idle') desk.loadOlder(id);
  });
  const { start, isAtEnd, missed, scrollerRef, topRef, endRef, toEnd } = log;
  const foundSeq = useScrollToMessage(id, talk, rows, log);
  useReading(id, isAtEnd, messages);

  // Scrolls to one's own new message.
  const ownLast = outgoing.at(-1)?.cid;
  useEffect(() => {
    if (ownLast !== undefined) scrollerRef.current?.scrollTo({ top: 0 });
  }, [ownLast, scrollerRef]);

  return (
    <div className="desk-log">
      <section
        ref={scrollerRef}
        className="desk-scroller"
        aria-label={t({ id: 'desk.talk.messages', defaultMessage: 'Messages' })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className="desk-flow">
          <div ref={topRef} className="desk-sentinel" />
          {older === 'loading' && <p className="desk-quiet">{t({ id: 'desk.loading', defaultMessage: 'Loading…' })}</p>}
          {older === 'failed' && (
            <p className="desk-quiet">
              {t({ id: 'desk.talk.olderFailed', defaultMessage: 'Earlier messages could not be loaded.' })}{' '}
              <button type="button" className="desk-link" onClick={() => desk.loadOlder(id)}>
                {t({ id: 'desk.retry', defaultMessage: 'Try again' })}
              </button>
            </p>
          )}
          <ol className="desk-messages">
            {rows
              .slice(start)
              .map((row) =>
                row.kind === 'outgoing' ? (
                  <OutgoingRow key={row.key} row={row.row} isFirst={row.isFirst} />
                ) : (
                  <MessageRow
                    key={row.key}
                    message={row.message}
                    isFirst={row.isFirst}
                    isLast={row.isLast}
                    isStreaming={row.isStreaming}
                    day={row.day}
                    visitorName={visitorName}
                    isFound={row.message.seq === foundSeq}
                    conversation={id}
                    mayChange={mayChange(row.message)}
                    approval={approvalStateOf(row.message, { messages, dialog, now: Date.now() })}
                    isRead={row.message.from.kind === 'operator' && row.message.seq <= readUpTo}
                  />
                ),
              )}
            {thinking && answers.length === 0 && <ThinkingRow thinking={thinking} />}
          </ol>
          <div ref={endRef} className="desk-sentinel desk-end" />
        </div>
      </section>
      {!isAtEnd && (
        <button
          type="button"
          className="desk-to-end"
          aria-label={t({ id: 'desk.talk.toEnd', defaultMessage: 'To the newest message' })}
          onClick={toEnd}
        >
          <ArrowDown size={18} aria-hidden />
          {missed > 0 && (
            <span>
              {t(
                {
                  id: 'desk.talk.newMessages',
                  defaultMessage: '{count, plural, one {# new message} other {# new messages}}',
                },
                { count: missed },
              )}
            </span>
          )}
        </button>
      )}
    </div>
  );
}

/** Marks visible messages as read while the page is visible and focused. */
function useReading(id: string, isAtEnd: boolean, messages: Talk['messages']): void {
  const desk = useDesk();
  const isMine = useDeskState((state) => isOwnDialog(state, id));
  const isMarked = useDeskState(({ markedUnread }) => markedUnread.has(id));
  const [hasStayed, setHasStayed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setHasStayed(true), PASSING_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!hasStayed || isMarked || !isAtEnd || !isMine || messages.length === 0) return;
    const mark = () => {
      if (document.visibilityState === 'visible' && document.hasFocus()) desk.markRead(id);
    };
    mark();
    window.addEventListener('focus', mark);
    document.addEventListener('visibilitychange', mark);
    return () => {
      window.removeEventListener('focus', mark);
      document.removeEventListener('visibilitychange', mark);
    };
  }, [desk, id, hasStayed, isMarked, isAtEnd, isMine, messages]);
}
