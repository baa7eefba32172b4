import type { ProblemCode, ProblemParams } from '../problem/index.ts';

type OriginProblem = readonly [code: ProblemCode, params?: ProblemParams];

/**
 * Why a text is not one full origin as browsers send it: protocol, host, and the port if it is not the default.
 *
 * @returns a code of a problem with its parameters; null if it is one
 * @example originProblem('shop.example.com') // ['origin-protocol-missing']
 */
export function originProblem(text: string): OriginProblem | null {
  if (text.trim() !== text) return ['origin-blanks'];
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return ['origin-protocol-missing'];
  if (!URL.canParse(text)) return ['origin-unreadable'];
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return ['origin-protocol'];
  if (url.origin === text) return null;
  if (url.username || url.password) return ['origin-user'];
  if (url.search || url.hash) return ['origin-query'];
  if (url.pathname !== '/') return ['origin-path'];
  if (text.endsWith('/')) return ['origin-slash'];
  return ['origin-form', { origin: url.origin }];
}

/**
 * Whether a text is one full origin; `originProblem` says why another is not.
 *
 * @example isOrigin('https://shop.example.com/') // false: a path is not part of an origin
 */
export const isOrigin = (text: string): boolean => originProblem(text) === null;

/** Which origins may connect to a bot. */
export interface OriginRule {
  /** Full origins, compared exactly, or `*` for all. */
  readonly origins: readonly string[] | '*';
  /** Whether a client that sends no `Origin` (a server, an app) may connect. */
  readonly allowMissingOrigin: boolean;
}

/**
 * Whether a request with this `Origin` header may connect. `null`, which sandboxed frames and files send, matches no
 * listed origin.
 *
 * @example isOriginAllowed({ origins: ['https://a.example'], allowMissingOrigin: false }, request.headers.origin)
 */
export function isOriginAllowed(rule: OriginRule, origin: string | undefined): boolean {
  if (origin === undefined) return rule.allowMissingOrigin;
  return rule.origins === '*' || rule.origins.includes(origin);
}
