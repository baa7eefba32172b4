import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * The address that a request comes from. Behind proxies it is in `X-Forwarded-For`, to which each proxy adds at the
 * right whom it saw: only what the proxies of ours added counts, the rest is what a stranger wrote.
 *
 * @param proxies how many of ours stand in front
 */
export function clientAddress(request: Pick<IncomingMessage, 'headers' | 'socket'>, proxies: number): string {
  const seen = request.socket.remoteAddress ?? '';
  if (proxies === 0) return plain(seen);
  const header = request.headers['x-forwarded-for'];
  const list = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((part) => part.trim());
  const named = list.at(-proxies);
  return plain(named !== undefined && isIP(named) ? named : seen);
}

/** IPv4 that came over an IPv6 socket is IPv4. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
