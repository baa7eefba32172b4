import type { EndpointResponse } from '@connective-chat/contracts/admin';
import { skipToken, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { callApi } from '../shell/session/call-api.ts';
import { queryKeyOf } from '../shell/session/use-api-query.ts';

/** The bot with its settings, for admins. */
export const useBot = (id: string | null): UseQueryResult<EndpointResponse<'getBot'>> =>
  useQuery({
    queryKey: queryKeyOf('getBot', { bot: id ?? '' }),
    queryFn: id === null ? skipToken : ({ signal }) => callApi('getBot', { signal, parts: { bot: id } }),
  });
