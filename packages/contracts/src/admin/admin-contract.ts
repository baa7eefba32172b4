import type * as z from 'zod/mini';
import { accountEndpoints } from './endpoints/account-endpoints.ts';
import { articleEndpoints } from './endpoints/article-endpoints.ts';
import { botEndpoints } from './endpoints/bot-endpoints.ts';
import { deskEndpoints } from './endpoints/desk-endpoints.ts';
import { scenarioEndpoints } from './endpoints/scenario-endpoints.ts';
import { sessionEndpoints } from './endpoints/session-endpoints.ts';

/*
 * The HTTP API of the settings, as one table. Every request except the login carries
 * `Authorization: Bearer {token}`; there are no cookies. Bodies are JSON, except for the bytes of an icon.
 * Every answer is `{ ok: true, … }`, or `{ ok: false, code, message, problems?, retryAfterMs? }`.
 * Only pages of this server's own origin may call it: others get ORIGIN_NOT_ALLOWED.
 *
 * It does not depend on Node, because the console uses the same schemas.
 */

/** Every endpoint of the settings API, by name. */
export const adminEndpoints = {
  ...sessionEndpoints,
  ...accountEndpoints,
  ...botEndpoints,
  ...scenarioEndpoints,
  ...articleEndpoints,
  ...deskEndpoints,
} as const;

/** The name of an endpoint of the settings API. */
export type EndpointName = keyof typeof adminEndpoints;
type EndpointOf<N extends EndpointName> = (typeof adminEndpoints)[N];
/** The body or query of an endpoint as a caller writes it: fields with a default may be left out. */
export type EndpointRequest<N extends EndpointName> =
  EndpointOf<N> extends { request: infer S extends z.ZodMiniType } ? z.input<S> : undefined;
/** The answer of an endpoint that was not refused. */
export type EndpointResponse<N extends EndpointName> = z.infer<EndpointOf<N>['response']>;

/**
 * The path of an endpoint with its parts filled in.
 *
 * @example pathOf('getArticle', { bot: '1', article: 'returns' }) // '/api/admin/bots/1/articles/returns'
 */
export function pathOf(name: EndpointName, parts: Readonly<Record<string, string | number>> = {}): string {
  return adminEndpoints[name].path.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(String(parts[part])));
}
