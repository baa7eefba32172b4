import type { EndpointName, EndpointRequest, EndpointResponse } from '@connective-chat/contracts/admin';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { callApi } from './call-api.ts';

type Parts = Readonly<Record<string, string | number>>;

/** The cache key of a response; a shorter key matches every response of the endpoint. */
export const queryKeyOf = (name: EndpointName, parts?: Parts, request?: unknown): readonly unknown[] =>
  [name, parts, request].filter((part) => part !== undefined);

/** The response of an endpoint, cached and shared between components. */
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
