import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../shell/session/ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { useShellWords } from '../../shell/words/use-shell-words.ts';
import { Button, Callout, EmptyState, Select, Skeleton } from '../../ui/index.ts';
import { PageHead } from '../page-head.tsx';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { AuditRow } from './audit-row.tsx';

const PAGE_SIZE = 50;

/** What has been done to this server, and by whom. */
export function AuditPage() {
  const { nav, audit: words } = useSettingsWords();
  const { loading } = useShellWords();
  const errorText = useErrorText();
  const [action, setAction] = useState('all');
  const query = useInfiniteQuery({
    queryKey: ['audit', action],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask('audit', {
        signal,
        request: { limit: PAGE_SIZE, before: pageParam, action: action === 'all' ? undefined : action },
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page page-wide">
      <PageHead
        title={nav.audit}
        lead={words.lead}
        action={
          <div className="page-filter">
            <Select
              label={words.filter}
              hidesLabel
              options={[
                { id: 'all', label: words.all },
                ...Object.entries(words.filters).map(([id, label]) => ({ id, label })),
              ]}
              value={action}
              onChange={setAction}
            />
          </div>
        }
      />
      {query.isPending && <Skeleton label={loading} />}
      {query.isError && <Callout kind="error">{errorText(query.error)}</Callout>}
      {query.data && items.length === 0 && <EmptyState title={words.empty} />}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        <section className="panel ui-scroll-x" tabIndex={0} aria-label={nav.audit}>
          <table className="ui-table audit">
            <thead>
              <tr>
                <th scope="col">{words.when}</th>
                <th scope="col">{words.who}</th>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.target}</th>
                <th scope="col">{words.detail}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((entry) => (
                <AuditRow key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {query.hasNextPage && (
        <div className="center">
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
}
