import type { Rating } from '@connective-chat/contracts/admin';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useIntl } from 'react-intl';
import { useTimeFormat } from '../use-time-format.ts';

/** A rating with the question, the answer and the reason. */
export function RatingCard({ rating, botTitle }: { readonly rating: Rating; readonly botTitle: string }) {
  const { formatMessage: t } = useIntl();
  const formatTime = useTimeFormat();
  const { value, reason, question, answer, at } = rating;
  const Icon = value === 'up' ? ThumbsUp : ThumbsDown;
  const name =
    value === 'up'
      ? t({ id: 'settings.feedback.up', defaultMessage: 'Helpful' })
      : t({ id: 'settings.feedback.down', defaultMessage: 'Not helpful' });
  return (
    <li className="panel rating" data-value={value}>
      <p className="rating-head">
        <span className="rating-value">
          <Icon size={16} aria-hidden />
          {name}
        </span>
        <span className="rating-meta">
          <bdi>{botTitle}</bdi>
          {' · '}
          <time dateTime={at}>{formatTime(at)}</time>
        </span>
      </p>
      {reason && (
        <blockquote className="rating-reason" dir="auto">
          {reason}
        </blockquote>
      )}
      <dl className="rating-talk">
        <dt>{t({ id: 'settings.feedback.question', defaultMessage: 'Question' })}</dt>
        <dd dir="auto">
          {question || t({ id: 'settings.feedback.noQuestion', defaultMessage: '(the bot spoke first)' })}
        </dd>
        <dt>{t({ id: 'settings.feedback.answer', defaultMessage: 'Answer' })}</dt>
        <dd dir="auto">{answer}</dd>
      </dl>
    </li>
  );
}
