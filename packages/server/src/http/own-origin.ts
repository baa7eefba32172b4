import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Which pages may use what is for staff: those of this server, and those that its configuration names. */
export interface OwnOrigin {
  /** Where browsers reach this server, if a proxy is in front. */
  readonly publicUrl: string | undefined;
  /** Full origins. */
  readonly more: readonly string[];
  /** How many proxies of ours stand in front: only they are believed that a page came by https. */
  readonly proxies: number;
}

/**
 * An IP address or a name of this machine. A page can have such a host only if it was loaded from there; any other
 * name can be made to lead here by who owns it (DNS rebinding), so it must be configured.
 */
const isUnforgeable = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;

/** The origin of a page that this server has sent to whoever asks; null if the request cannot prove it. */
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

/** A program sends no Origin; `null`, as sandboxed frames send it, is nobody's own. */
export function isOwnOrigin(own: OwnOrigin, headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (own.more.includes(origin)) return true;
  if (own.publicUrl !== undefined && new URL(own.publicUrl).origin === origin) return true;
  return requestedOrigin(headers, own.proxies) === origin;
}

/** For messages of refusals: what the operator of the server can do. */
export const OWN_ORIGIN_HINT = 'If this is their address, name it by --public-url or --admin-origin.';
