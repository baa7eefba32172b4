import type { OutboxStorage } from '../delivery/outbox.types.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import type { Transport } from '../transport/transport.types.ts';
import type { PostFile } from '../uploads/upload.types.ts';

/** The clock of the client; compatible with XState's clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** A small synchronous storage for the visitor's identity; compatible with `localStorage`. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The events of a page that affect its connection. */
export type LifecycleEvent = 'online' | 'visible' | 'suspend' | 'resume';

/** The page lifecycle; `subscribe` returns a function that unsubscribes. */
export interface Lifecycle {
  subscribe(listener: (event: LifecycleEvent) => void): Unsubscribe;
}

/** Locks with one holder at a time over all tabs of a browser; Web Locks if available. */
export interface Locks {
  /**
   * Runs the task while it holds the lock exclusively. Aborting the signal stops waiting for it.
   *
   * @returns `false` if waiting was aborted
   */
  run(name: string, task: () => Promise<void>, signal: AbortSignal): Promise<boolean>;
}

/** Everything that the client takes from its environment, so that tests can replace it. */
export interface Platform {
  readonly clock: Clock;
  /** From 0 up to 1, for the jitter of reconnects. */
  readonly random: () => number;
  /** A new UUIDv7. */
  readonly createId: () => string;
  /** A new secret of 256 bits, base64url. */
  readonly createSecret: () => string;
  readonly transport: Transport;
  readonly outbox: OutboxStorage;
  readonly storage: KeyValueStorage;
  readonly lifecycle: Lifecycle;
  readonly locks: Locks;
  /** Posts a file. Absent: XMLHttpRequest or `fetch`, loaded with the first file. */
  readonly postFile?: PostFile | undefined;
}
