import type { BotDetail } from '@connective-chat/contracts/admin';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { BookOpen, Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { Button, Callout, EmptyState, Section, Skeleton, TextField } from '../../ui/index.ts';
import { ArticleDialog } from './article-dialog.tsx';
import { ArticleRow } from './article-row.tsx';

/** The articles that the built-in agent searches. */
export function KnowledgeTab({ bot }: { readonly bot: BotDetail }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const [edited, setEdited] = useState<{ readonly id: string | null } | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['listArticles', { bot: bot.id }, wanted],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      callApi('listArticles', {
        signal,
        parts: { bot: bot.id },
        request: { query: wanted || undefined, after: pageParam },
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEdited({ id: null })}>
      {t({ id: 'settings.knowledge.add', defaultMessage: 'New article' })}
    </Button>
  );
  return (
    <Section
      title={t({ id: 'settings.bot.tabs.knowledge', defaultMessage: 'Knowledge' })}
      lead={t({
        id: 'settings.knowledge.lead',
        defaultMessage:
          'Articles that the built-in agent searches for its answers. Operators see which ones it used, visitors do not.',
      })}
      action={add}
    >
      <TextField
        label={t({ id: 'settings.knowledge.search', defaultMessage: 'Search' })}
        hidesLabel
        placeholder={t({ id: 'settings.knowledge.search', defaultMessage: 'Search' })}
        type="search"
        value={text}
        onChange={setText}
      />
      {query.isPending && <Skeleton label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />}
      {query.isError && <Callout kind="error">{errorText(query.error)}</Callout>}
      {query.data && items.length === 0 && (
        <EmptyState
          icon={<BookOpen size={22} aria-hidden />}
          title={
            wanted
              ? t({ id: 'settings.knowledge.nothing', defaultMessage: 'Nothing was found.' })
              : t({ id: 'settings.knowledge.empty', defaultMessage: 'Nothing is known yet' })
          }
        >
          {wanted
            ? undefined
            : t({
                id: 'settings.knowledge.emptyText',
                defaultMessage: 'Write what visitors ask for: delivery, returns, opening hours.',
              })}
        </EmptyState>
      )}
      <ul className="rows rows-inner">
        {items.map((article) => (
          <ArticleRow key={article.id} article={article} onOpen={() => setEdited({ id: article.id })} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="center">
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            {t({ id: 'settings.knowledge.more', defaultMessage: 'More' })}
          </Button>
        </div>
      )}
      {edited && <ArticleDialog bot={bot} id={edited.id} onClose={() => setEdited(null)} />}
    </Section>
  );
}
