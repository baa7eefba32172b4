/**
 * Whether a text is one full origin as a browser sends it: protocol, host, port if not the default, nothing
 * more. `https://shop.example.com` is one, `https://shop.example.com/` and `shop.example.com` are not.
 */
export function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === text;
  } catch {
    return false;
  }
}

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
