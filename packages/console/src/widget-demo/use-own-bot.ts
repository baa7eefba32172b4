import type { EndpointResponse } from '@connective-chat/contracts/admin';
import { skipToken, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ask } from '../shell/session/ask.ts';
import { keyOf } from '../shell/session/use-ask.ts';

/** The bot with its settings, for those who may see them. */
export const useOwnBot = (id: string | null): UseQueryResult<EndpointResponse<'getBot'>> =>
  useQuery({
    queryKey: keyOf('getBot', { bot: id ?? '' }),
    queryFn: id === null ? skipToken : ({ signal }) => ask('getBot', { signal, parts: { bot: id } }),
  });
