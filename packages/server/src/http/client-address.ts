import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { all } from '@fastify/proxy-addr';

/** Trusts as many hops as proxies of ours stand in front, whatever their addresses. */
export const trustProxies =
  (proxies: number) =>
  (_address: string, hop: number): boolean =>
    hop < proxies;

/**
 * The address that a request or a handshake comes from. Behind proxies it is in `X-Forwarded-For`, to which each proxy
 * adds at the right whom it saw: only what our own proxies added counts, the rest may be forged. A header with fewer
 * entries than proxies, or with something else than an address, is not believed.
 *
 * @param proxies how many of ours stand in front
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const hops = all(request as IncomingMessage, trustProxies(proxies));
  const named = hops[proxies];
  return withoutMapping((named !== undefined && isIP(named) ? named : hops[0]) ?? '');
}

/** IPv4 that came over an IPv6 socket is IPv4. */
const withoutMapping = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
