import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button, Callout, Skeleton } from '../ui/index.ts';
import { useErrorText } from './use-error-text.ts';
import { useShellWords } from './words/use-shell-words.ts';

interface AnswerProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for, or that it is on its way, or why it did not come and a way to ask again. */
export function Answer<T>({ query, children }: AnswerProps<T>) {
  const words = useShellWords();
  const errorText = useErrorText();
  if (query.data !== undefined) return children(query.data);
  if (query.isError)
    return (
      <Callout
        kind="error"
        action={
          <Button size="small" isPending={query.isFetching} onPress={() => query.refetch()}>
            {words.errors.retry}
          </Button>
        }
      >
        {errorText(query.error)}
      </Callout>
    );
  return <Skeleton label={words.loading} />;
}
