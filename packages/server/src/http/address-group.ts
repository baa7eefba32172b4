import ipaddr from 'ipaddr.js';

/** A network of IPv6 gives each of its customers 2^64 addresses: they are one. */
const IPV6_PREFIX_BYTES = 8;

const PRIVATE = new Set(['private', 'loopback', 'uniqueLocal', 'linkLocal']);

/**
 * What requests of one origin are counted by: an IPv4 address, or the first 64 bits of an IPv6 address. A private
 * address may be a proxy that is not configured, and stand for every visitor.
 *
 * @returns null for an invalid address, and for a private one unless private addresses are counted
 */
export function addressGroup(address: string, countsPrivate = false): string | null {
  if (!ipaddr.isValid(address)) return null;
  // IPv4 that is written as IPv6 is IPv4.
  const parsed = ipaddr.process(address);
  if (!countsPrivate && PRIVATE.has(parsed.range())) return null;
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${parsed
    .toByteArray()
    .slice(0, IPV6_PREFIX_BYTES)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}/64`;
}
