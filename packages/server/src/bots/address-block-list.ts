import { BlockList, isIP } from 'node:net';
import type { Blocking } from '@connective-chat/contracts/bot';

/** IPv4 that is written as IPv6 is IPv4, as the addresses of connections are. */
const withoutMapping = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Settings are replaced as a whole, and never changed: a list is made once for each. */
const lists = new WeakMap<Blocking, BlockList>();

function listOf(blocking: Blocking): BlockList {
  const known = lists.get(blocking);
  if (known) return known;
  const list = new BlockList();
  for (const entry of blocking.addresses) {
    const [address = '', prefix] = withoutMapping(entry).split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  lists.set(blocking, list);
  return list;
}

/** Whether the settings of a bot refuse visitors of this address. An invalid address is never blocked. */
export function isAddressBlocked(blocking: Blocking | undefined, address: string): boolean {
  if (blocking === undefined || blocking.addresses.length === 0 || isIP(address) === 0) return false;
  return listOf(blocking).check(address, familyOf(address));
}

/**
 * The entry that blocks a visitor: the address, of IPv6 the network of 64 bits, within which a device changes its
 * address by itself.
 */
export const blockingEntryOf = (address: string): string => (isIP(address) === 6 ? `${address}/64` : address);
