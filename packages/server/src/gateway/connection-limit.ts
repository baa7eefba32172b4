import { BlockList } from 'node:net';
import { Refused } from '../lib/refusal.ts';

export interface ConnectionLimits {
  /** Connections of one visitor: tabs, and those that have not noticed yet that they are lost. Default 20. */
  readonly perVisitor: number;
  /** Connections of one public address: an office has one for all. Default 500. */
  readonly perAddress: number;
  /** How many bytes may wait for a connection that is slow to take them. Default 1 MiB. */
  readonly backlogBytes: number;
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = {
  perVisitor: 20,
  perAddress: 500,
  backlogBytes: 1024 * 1024,
};

const COME_BACK_MS = 30_000;

/** Addresses of the own network: with a proxy in front that was not told of, they stand for everybody. */
const inner = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inner.addSubnet(net, bits, 'ipv4');
}
inner.addAddress('::1', 'ipv6');
inner.addSubnet('fc00::', 7, 'ipv6');

const isInner = (address: string) => inner.check(address, address.includes(':') ? 'ipv6' : 'ipv4');

/** Counts the connections of this process, by visitor and by address. */
export class ConnectionLimit {
  readonly #limits: ConnectionLimits;
  readonly #counts = new Map<string, number>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /**
   * Counts a connection in.
   *
   * @returns counts it out, once
   * @throws Refused BUSY if there are too many already
   */
  enter(visitor: string, address: string): () => void {
    const keys: [string, number][] = [[`visitor ${visitor}`, this.#limits.perVisitor]];
    if (address !== '' && !isInner(address)) keys.push([`address ${address}`, this.#limits.perAddress]);
    for (const [key, limit] of keys) {
      if ((this.#counts.get(key) ?? 0) < limit) continue;
      const [whose] = key.split(' ');
      throw new Refused('BUSY', `Too many connections of this ${whose}.`, COME_BACK_MS);
    }
    for (const [key] of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      for (const [key] of keys) {
        const left = (this.#counts.get(key) ?? 1) - 1;
        if (left > 0) this.#counts.set(key, left);
        else this.#counts.delete(key);
      }
    };
  }
}
