import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Button, Callout, Skeleton } from '../ui/index.ts';
import { useErrorText } from './errors/use-error-text.ts';

interface QueryResultProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** Renders the data of a query, or its loading state, or its error with a button to retry. */
export function QueryResult<T>({ query, children }: QueryResultProps<T>) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  if (query.data !== undefined) return children(query.data);
  if (query.isError)
    return (
      <Callout
        kind="error"
        action={
          <Button size="small" isPending={query.isFetching} onPress={() => query.refetch()}>
            {t({ id: 'shell.errors.retry', defaultMessage: 'Try again' })}
          </Button>
        }
      >
        {errorText(query.error)}
      </Callout>
    );
  return <Skeleton label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />;
}
