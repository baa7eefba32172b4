import { Refused } from '../lib/refusal.ts';

export interface ConnectionLimits {
  /** Connections per visitor, including lost ones that are not detected yet. Default 20. */
  readonly perVisitor: number;
  /** Connections per public address, which a whole office may share; IPv6 by its first 64 bits. Default 500. */
  readonly perAddress: number;
  /** The maximum number of bytes buffered for a slow connection. Default 1 MiB. */
  readonly backlogBytes: number;
}

export const DEFAULT_CONNECTION_LIMITS: ConnectionLimits = {
  perVisitor: 20,
  perAddress: 500,
  backlogBytes: 1024 * 1024,
};

const RETRY_AFTER_MS = 30_000;

/** Limits the connections of this process per visitor and per address. */
export class ConnectionLimit {
  readonly #limits: ConnectionLimits;
  readonly #counts = new Map<string, number>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /**
   * Counts a connection.
   *
   * @param address null if it is not counted
   * @returns a function that ends the count; safe to call twice
   * @throws Refused BUSY if there are too many already
   */
  enter(visitor: string, address: string | null): () => void {
    const keys: [string, number][] = [[`visitor ${visitor}`, this.#limits.perVisitor]];
    if (address !== null) keys.push([`address ${address}`, this.#limits.perAddress]);
    for (const [key, limit] of keys) {
      if ((this.#counts.get(key) ?? 0) < limit) continue;
      const [whose] = key.split(' ');
      throw new Refused('BUSY', `Too many connections of this ${whose}.`, RETRY_AFTER_MS);
    }
    for (const [key] of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    let isCounted = true;
    return () => {
      if (!isCounted) return;
      isCounted = false;
      for (const [key] of keys) {
        const left = (this.#counts.get(key) ?? 1) - 1;
        if (left > 0) this.#counts.set(key, left);
        else this.#counts.delete(key);
      }
    };
  }
}
