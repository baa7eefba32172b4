import {
  adminEndpoints,
  adminRefusalSchema,
  type EndpointName,
  type EndpointRequest,
  type EndpointResponse,
  pathOf,
} from '@connective-chat/contracts/admin';
import { expect } from 'vitest';

export interface Call {
  readonly token?: string | undefined;
  readonly parts?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls an endpoint with any body; a string is sent unchanged. Validates the answer against the contract. */
export async function ask(url: string, name: EndpointName, body: unknown, call: Call = {}) {
  const { method } = adminEndpoints[name];
  const query = method === 'GET' && body ? `?${new URLSearchParams(body as Record<string, string>)}` : '';
  const bytes = body instanceof Uint8Array;
  const response = await fetch(`${url}${pathOf(name, call.parts)}${query}`, {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
      ...call.headers,
    },
    ...(method === 'GET' || method === 'DELETE' || body === undefined
      ? {}
      : { body: bytes ? (body as BodyInit) : typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  const schema = response.ok ? adminEndpoints[name].response : adminRefusalSchema;
  expect(schema.safeParse(answer).error?.issues ?? [], `${name} answered ${JSON.stringify(answer)}`).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field of an answer
  return { status: response.status, answer: answer as any, headers: response.headers };
}

/** Calls an endpoint and asserts that it succeeds. */
export async function done<N extends EndpointName>(
  url: string,
  name: N,
  body: EndpointRequest<N>,
  call: Call = {},
): Promise<EndpointResponse<N>> {
  const { status, answer } = await ask(url, name, body, call);
  expect(answer, name).toMatchObject({ ok: true });
  expect(status).toBe(200);
  return answer as EndpointResponse<N>;
}
