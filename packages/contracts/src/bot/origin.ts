/**
 * Why a text is not one full origin as a browser sends it: protocol, host, port if not the default, nothing more.
 * `https://shop.example.com` is one, `https://shop.example.com/` and `shop.example.com` are not.
 *
 * @returns null if it is one
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
 * Whether a text is one full origin; `originProblem` says what is wrong with another.
 *
 * @example
 * ```ts
 * isOrigin('https://shop.example.com'); // true
 * isOrigin('https://shop.example.com/'); // false: browsers send no slash at the end
 * ```
 */
export const isOrigin = (text: string): boolean => originProblem(text) === null;

export interface OriginRule {
  /** Full origins, compared exactly, or `*` for all. */
  readonly origins: readonly string[] | '*';
  /** Whether a client that sends no `Origin` (a server, an app) may connect. */
  readonly allowMissingOrigin: boolean;
}

/** Judges the `Origin` of a request. `null`, as sandboxed frames and files send it, is no origin of a list. */
export function isOriginAllowed(rule: OriginRule, origin: string | undefined): boolean {
  if (origin === undefined) return rule.allowMissingOrigin;
  return rule.origins === '*' || rule.origins.includes(origin);
}
