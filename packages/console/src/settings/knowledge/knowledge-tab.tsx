import type { BotDetail } from '@connective-chat/contracts/admin';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { BookOpen, Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { ask } from '../../shell/session/ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { useShellWords } from '../../shell/words/use-shell-words.ts';
import { Button, Callout, EmptyState, Section, Skeleton, TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { ArticleDialog } from './article-dialog.tsx';
import { ArticleRow } from './article-row.tsx';

/** What the built-in agent searches for its answers. */
export function KnowledgeTab({ bot }: { readonly bot: BotDetail }) {
  const { knowledge: words, bot: botWords } = useSettingsWords();
  const { loading } = useShellWords();
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const [edited, setEdited] = useState<{ readonly id: string | null } | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['listArticles', { bot: bot.id }, wanted],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      ask('listArticles', {
        signal,
        parts: { bot: bot.id },
        request: { query: wanted || undefined, after: pageParam },
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const add = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEdited({ id: null })}>
      {words.add}
    </Button>
  );
  return (
    <Section title={botWords.tabs.knowledge} lead={words.lead} action={add}>
      <TextField
        label={words.search}
        hidesLabel
        placeholder={words.search}
        type="search"
        value={text}
        onChange={setText}
      />
      {query.isPending && <Skeleton label={loading} />}
      {query.isError && <Callout kind="error">{errorText(query.error)}</Callout>}
      {query.data && items.length === 0 && (
        <EmptyState icon={<BookOpen size={22} aria-hidden />} title={wanted ? words.nothing : words.empty}>
          {wanted ? undefined : words.emptyText}
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
            {words.more}
          </Button>
        </div>
      )}
      {edited && <ArticleDialog bot={bot} id={edited.id} onClose={() => setEdited(null)} />}
    </Section>
  );
}
