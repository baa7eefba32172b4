/**
 * Why a text is not one full origin as browsers send it: protocol, host, and the port if it is not the default.
 *
 * @returns null if it is one
 * @example originProblem('shop.example.com') // 'has no protocol: begin with https:// or http://'
 */
export function originProblem(text: string): string | null {
  if (text.trim() !== text) return 'has blanks around it';
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return 'has no protocol: begin with https:// or http://';
  if (!URL.canParse(text)) return 'is not an address';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is neither http nor https';
  if (url.origin === text) return null;
  if (url.username || url.password) return 'holds a user name';
  if (url.search || url.hash) return 'has a query or a fragment: leave it off';
  if (url.pathname !== '/') return 'has a path: leave it off';
  if (text.endsWith('/')) return 'ends with a slash: leave it off';
  return `is written otherwise than browsers send it: ${url.origin}`;
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
