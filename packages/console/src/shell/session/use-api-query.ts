import type { EndpointName, EndpointRequest, EndpointResponse } from '@connective-chat/contracts/admin';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { callApi } from './call-api.ts';

type Parts = Readonly<Record<string, string | number>>;

/** Under what an answer is kept; a shorter key names every answer of the endpoint. */
export const queryKeyOf = (name: EndpointName, parts?: Parts, request?: unknown): readonly unknown[] =>
  [name, parts, request].filter((part) => part !== undefined);

/** What an endpoint answers, kept and shared by whoever asks for the same. */
export const useApiQuery = <N extends EndpointName>(
  name: N,
  parts?: Parts,
  request?: EndpointRequest<N>,
): UseQueryResult<EndpointResponse<N>> =>
  useQuery({
    queryKey: queryKeyOf(name, parts, request),
    queryFn: ({ signal }) =>
      callApi(name, { signal, ...(parts && { parts }), ...(request !== undefined && { request }) }),
  });
