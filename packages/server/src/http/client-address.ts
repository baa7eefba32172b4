import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { all } from '@fastify/proxy-addr';

/** Trusts as many hops as there are configured proxies, whatever their addresses. */
export const trustProxies =
  (proxies: number) =>
  (_address: string, hop: number): boolean =>
    hop < proxies;

/**
 * The client address of a request or a handshake. Behind proxies it is in `X-Forwarded-For`, to which each proxy
 * appends the address of its peer: only entries of our own proxies are trusted. A header with fewer
 * entries than proxies, or with an invalid address, is ignored.
 *
 * @param proxies the number of our own proxies
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const hops = all(request as IncomingMessage, trustProxies(proxies));
  const named = hops[proxies];
  return withoutMapping((named !== undefined && isIP(named) ? named : hops[0]) ?? '');
}

/** Converts an IPv4-mapped IPv6 address to IPv4. */
const withoutMapping = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
