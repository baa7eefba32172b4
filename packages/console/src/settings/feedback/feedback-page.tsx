import { useInfiniteQuery } from '@tanstack/react-query';
import { ThumbsUp } from 'lucide-react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { useApiQuery } from '../../shell/session/use-api-query.ts';
import { Callout, EmptyState, Select, Skeleton } from '../../ui/index.ts';
import { OlderButton } from '../older-button.tsx';
import { PageHead } from '../page-head.tsx';
import { CsvButton } from './csv-button.tsx';
import { RatingCard } from './rating-card.tsx';
import { PERIODS, useRatingFilter } from './use-rating-filter.ts';

/** What visitors think of the answers of agents. */
export function FeedbackPage() {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const filter = useRatingFilter();
  const { request } = filter;
  const bots = useApiQuery('listBots');
  const query = useInfiniteQuery({
    queryKey: ['feedback', request],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      callApi('listFeedback', {
        signal,
        request: { ...request, ...(pageParam === undefined ? {} : { before: pageParam }) },
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const titles = new Map(bots.data?.items.map(({ id, title }) => [id, title]));
  const periodNames = {
    '7': t({ id: 'settings.feedback.week', defaultMessage: 'Last 7 days' }),
    '30': t({ id: 'settings.feedback.month', defaultMessage: 'Last 30 days' }),
    '0': t({ id: 'settings.feedback.ever', defaultMessage: 'All time' }),
  };
  return (
    <div className="page">
      <PageHead
        title={t({ id: 'settings.nav.feedback', defaultMessage: 'Feedback' })}
        lead={t({
          id: 'settings.feedback.lead',
          defaultMessage: 'What visitors think of the answers of agents, newest first. Test chats are left out.',
        })}
        action={<CsvButton request={request} />}
      />
      <div className="rating-filters">
        <Select
          label={t({ id: 'settings.feedback.bot', defaultMessage: 'Bot' })}
          options={[
            { id: 'all', label: t({ id: 'settings.feedback.everyBot', defaultMessage: 'Every bot' }) },
            ...[...titles].map(([id, label]) => ({ id, label })),
          ]}
          value={filter.bot}
          onChange={filter.setBot}
        />
        <Select
          label={t({ id: 'settings.feedback.rating', defaultMessage: 'Rating' })}
          options={[
            { id: 'all', label: t({ id: 'settings.feedback.everyRating', defaultMessage: 'Every rating' }) },
            { id: 'up', label: t({ id: 'settings.feedback.up', defaultMessage: 'Helpful' }) },
            { id: 'down', label: t({ id: 'settings.feedback.down', defaultMessage: 'Not helpful' }) },
          ]}
          value={filter.value}
          onChange={filter.setValue}
        />
        <Select
          label={t({ id: 'settings.feedback.period', defaultMessage: 'Period' })}
          options={PERIODS.map((id) => ({ id, label: periodNames[id] }))}
          value={filter.period}
          onChange={filter.setPeriod}
        />
      </div>
      {query.isPending && <Skeleton label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />}
      {query.isError && <Callout kind="error">{errorText(query.error)}</Callout>}
      {query.data && items.length === 0 && (
        <EmptyState
          icon={<ThumbsUp size={22} aria-hidden />}
          title={t({ id: 'settings.feedback.empty', defaultMessage: 'No ratings here yet' })}
        >
          {t({
            id: 'settings.feedback.emptyText',
            defaultMessage: 'Visitors rate with the thumbs below each answer of an agent.',
          })}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className="ratings" aria-label={t({ id: 'settings.nav.feedback', defaultMessage: 'Feedback' })}>
          {items.map((rating) => (
            <RatingCard key={rating.message} rating={rating} botTitle={titles.get(rating.botId) ?? rating.botId} />
          ))}
        </ul>
      )}
      <OlderButton query={query} />
    </div>
  );
}
