import {
  type AdminCode,
  adminEndpoints,
  adminRefusalSchema,
  type EndpointName,
  type EndpointRequest,
  type EndpointResponse,
  pathOf,
} from '@connective-chat/contracts/admin';
import { ApiError } from './api-error.ts';

export interface CallOptions<N extends EndpointName> {
  /** The values for placeholders such as `{bot}` in the path. */
  readonly parts?: Readonly<Record<string, string | number>>;
  /** The query of a GET, the JSON body of other methods. */
  readonly request?: EndpointRequest<N>;
  /** A body that is not JSON. */
  readonly bytes?: Blob;
  readonly token?: string | null;
  readonly signal?: AbortSignal;
}

function addressOf<N extends EndpointName>(name: N, { parts, request }: CallOptions<N>): string {
  const path = pathOf(name, parts);
  if (adminEndpoints[name].method !== 'GET' || !request) return path;
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request)) if (value !== undefined) query.set(key, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}

function initOf<N extends EndpointName>(name: N, { request, bytes, token, signal }: CallOptions<N>): RequestInit {
  const { method } = adminEndpoints[name];
  const json = method !== 'GET' && !bytes && request !== undefined;
  return {
    method,
    cache: 'no-store',
    credentials: 'omit',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(json && { 'content-type': 'application/json' }),
      ...(bytes && { 'content-type': bytes.type || 'application/octet-stream' }),
    },
    ...(json && { body: JSON.stringify(request) }),
    ...(bytes && { body: bytes }),
    ...(signal && { signal }),
  };
}

/**
 * Calls an endpoint of the settings API.
 *
 * @throws ApiError with the server's code, NO_CONNECTION if the server was not reached, or BAD_ANSWER if the response
 * is not one of this API; an AbortError if `signal` was aborted
 */
export async function call<N extends EndpointName>(
  name: N,
  options: CallOptions<N> = {},
): Promise<EndpointResponse<N>> {
  let response: Response;
  try {
    response = await fetch(addressOf(name, options), initOf(name, options));
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError('NO_CONNECTION', 'The server cannot be reached.', { cause });
  }
  const answer: unknown = await response.json().catch(() => null);
  const refusal = adminRefusalSchema.safeParse(answer);
  if (refusal.success) {
    const { code, message, problems, retryAfterMs } = refusal.data;
    throw new ApiError(code as AdminCode, message, { problems, retryAfterMs });
  }
  const parsed = adminEndpoints[name].response.safeParse(answer);
  if (!parsed.success)
    throw new ApiError('BAD_ANSWER', `The server gave an answer that this page does not know (${response.status}).`);
  return parsed.data as EndpointResponse<N>;
}
