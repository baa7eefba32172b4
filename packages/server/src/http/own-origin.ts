import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** The origins that may use the settings and the desk: this server's own, and configured ones. */
export interface OwnOrigin {
  /** The public URL of this server, if a proxy is in front. */
  readonly publicUrl: string | undefined;
  /** Full origins. */
  readonly more: readonly string[];
  /** The number of our own proxies: only their `X-Forwarded-Proto` is trusted. */
  readonly proxies: number;
}

/**
 * An IP address or `localhost`. A page can have such a host only if it was loaded from there; any other
 * name can be pointed here by its owner (DNS rebinding), so it must be configured.
 */
const isUnforgeable = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;

/** The own origin as seen by this request; null if it cannot be determined safely. */
function requestedOrigin(headers: IncomingHttpHeaders, proxies: number): string | null {
  const forwarded = proxies > 0 ? headers['x-forwarded-proto'] : undefined;
  const scheme = String(forwarded ?? 'http')
    .split(',')
    .at(-1)
    ?.trim();
  const url = `${scheme}://${headers.host}`;
  if (!URL.canParse(url)) return null;
  const { hostname, origin } = new URL(url);
  return isUnforgeable(hostname) ? origin : null;
}

/** Programs send no Origin; `null`, which sandboxed frames send, is never own. */
export function isOwnOrigin(own: OwnOrigin, headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (own.more.includes(origin)) return true;
  if (own.publicUrl !== undefined && new URL(own.publicUrl).origin === origin) return true;
  return requestedOrigin(headers, own.proxies) === origin;
}

/** The hint in refusals about how to configure the server. */
export const OWN_ORIGIN_HINT = 'If this is their address, allow it with --public-url or --admin-origin.';
