import type { WireFeedback } from '@connective-chat/core/protocol';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useIntl } from 'react-intl';

/** What the visitor thinks of an answer, with the reason. */
export function Rating({ feedback: { value, reason } }: { feedback: WireFeedback }) {
  const { formatMessage: t } = useIntl();
  if (!value) return null;
  const Icon = value === 'up' ? ThumbsUp : ThumbsDown;
  return (
    <p className="desk-rating" data-value={value}>
      <Icon size={14} aria-hidden />
      <span>
        {value === 'up'
          ? t({ id: 'desk.talk.rating.up', defaultMessage: 'Rated as helpful' })
          : t({ id: 'desk.talk.rating.down', defaultMessage: 'Rated as not helpful' })}
        {reason && (
          <>
            {': '}
            <bdi>{reason}</bdi>
          </>
        )}
      </span>
    </p>
  );
}
