import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { Button } from '../ui/index.ts';

/** Loads the next page of a list that is newest first; nothing if there is none. */
export function OlderButton({
  query,
}: {
  readonly query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}) {
  const { formatMessage: t } = useIntl();
  if (!query.hasNextPage) return null;
  return (
    <div className="center">
      <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
        {t({ id: 'settings.audit.more', defaultMessage: 'Older' })}
      </Button>
    </div>
  );
}
