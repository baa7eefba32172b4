import type { ApprovalState } from '@connective-chat/core/ui';
import { Bot, Check, CheckCheck, Clock } from 'lucide-react';
import { memo } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import type { OperatorMessage } from '../store/desk-state.types.ts';
import { useFormats } from '../view/use-formats.ts';
import { MessageActions } from './message-actions.tsx';
import { Rating } from './rating.tsx';
import { Sources } from './sources.tsx';
import { Steps } from './steps.tsx';
import { StreamedBody } from './streamed-body.tsx';

const DELIVERY_NAMES = defineMessages({
  pending: { id: 'desk.talk.delivery.pending', defaultMessage: 'Sending' },
  sent: { id: 'desk.talk.delivery.sent', defaultMessage: 'Sent' },
  read: { id: 'desk.talk.delivery.read', defaultMessage: 'Read' },
});

interface MessageRowProps {
  readonly message: OperatorMessage;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Whether it is an answer of which more parts will arrive. */
  readonly isStreaming: boolean;
  readonly day: string | null;
  readonly visitorName: string;
  /** Whether it is the message that was selected in the search. */
  readonly isFound: boolean;
  readonly conversation: string;
  /** Whether this operator may correct or erase it. */
  readonly mayChange: boolean;
  /** Whether the visitor has read it; only for messages of operators. */
  readonly isRead: boolean;
  /** The approval that it asks the visitor for. */
  readonly approval: ApprovalState | null;
}

const CENTRED = new Set(['notice', 'request_operator']);

/** A message of the log. It renders only when it, its position in its group, or its delivery state changes. */
export const MessageRow = memo((props: MessageRowProps) => {
  const { message, isFirst, isLast, isStreaming, day, visitorName, isFound, conversation } = props;
  const { mayChange, isRead, approval } = props;
  const { formatMessage: t } = useIntl();
  const formats = useFormats();
  const { from, at, edited, stopped, body, sources, feedback, steps } = message;
  const author =
    from.name ||
    {
      visitor: visitorName,
      bot: t({ id: 'desk.talk.bot', defaultMessage: 'Bot' }),
      operator: '',
      system: t({ id: 'desk.talk.system', defaultMessage: 'System' }),
    }[from.kind];
  return (
    <>
      {day && (
        <li className="desk-day">
          {formats.day(day, {
            today: t({ id: 'desk.talk.today', defaultMessage: 'Today' }),
            yesterday: t({ id: 'desk.talk.yesterday', defaultMessage: 'Yesterday' }),
          })}
        </li>
      )}
      <li
        className={CENTRED.has(body.type) ? 'desk-notice' : 'desk-message'}
        data-from={from.kind}
        data-first={isFirst || undefined}
        data-seq={isStreaming ? undefined : message.seq}
        data-streaming={isStreaming ? '' : undefined}
        aria-busy={isStreaming || undefined}
        aria-current={isFound || undefined}
      >
        {!CENTRED.has(body.type) && (
          <span className={isFirst && from.kind !== 'visitor' ? 'desk-author' : 'ui-hidden'}>
            {from.kind === 'bot' && isFirst && <Bot size={14} aria-hidden />}
            <bdi>{author}</bdi>
          </span>
        )}
        {steps && steps.length > 0 && <Steps steps={steps} />}
        <div className="desk-line">
          {mayChange && <MessageActions conversation={conversation} message={message} />}
          <div className="desk-bubble" data-type={body.type}>
            <StreamedBody conversation={conversation} message={message} isStreaming={isStreaming} approval={approval} />
          </div>
        </div>
        {sources && sources.length > 0 && <Sources sources={sources} />}
        {feedback && <Rating feedback={feedback} />}
        {(isLast || edited !== undefined || stopped) && !CENTRED.has(body.type) && (
          <span className="desk-meta">
            {stopped && (
              <span title={t({ id: 'desk.talk.stoppedHint', defaultMessage: 'The visitor stopped this answer' })}>
                {t({ id: 'desk.talk.stopped', defaultMessage: 'Stopped' })}
              </span>
            )}
            {edited !== undefined && body.type !== 'erased' && (
              <span title={formats.whole(edited)}>{t({ id: 'desk.talk.edited', defaultMessage: 'edited' })}</span>
            )}
            <time dateTime={at} title={formats.whole(at)}>
              {formats.time(at)}
            </time>
            {from.kind === 'operator' && <Tick name={isRead ? 'read' : 'sent'} />}
          </span>
        )}
      </li>
    </>
  );
});

const TICK_ICONS = { pending: Clock, sent: Check, read: CheckCheck } as const;

/** The delivery state of an operator's message. */
export function Tick({ name }: { name: keyof typeof TICK_ICONS }) {
  const { formatMessage: t } = useIntl();
  const Icon = TICK_ICONS[name];
  return (
    <span className="desk-tick" data-tick={name}>
      <Icon size={14} aria-hidden />
      <span className="ui-hidden">{t(DELIVERY_NAMES[name])}</span>
    </span>
  );
}
