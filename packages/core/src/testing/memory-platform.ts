import { createMemoryOutbox } from '../delivery/memory-outbox.ts';
import type { Optional } from '../lib/optional.types.ts';
import { withDefaults } from '../lib/with-defaults.ts';
import type { KeyValueStorage, Lifecycle, LifecycleEvent, Locks, Platform } from '../platform/platform.types.ts';
import type { MemoryServer } from './memory-server.ts';
import type { VirtualClock } from './virtual-clock.ts';

/**
 * A browser storage in memory. Pass the same one to two clients to simulate a reload.
 *
 * @example createMemoryPlatform(clock, server, { storage: createMemoryStorage() })
 */
export function createMemoryStorage(): KeyValueStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/**
 * A page lifecycle that a test controls.
 *
 * @example
 * const lifecycle = new MemoryLifecycle();
 * lifecycle.emit('suspend');
 */
export class MemoryLifecycle implements Lifecycle {
  readonly #listeners = new Set<(event: LifecycleEvent) => void>();

  subscribe(listener: (event: LifecycleEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: LifecycleEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The number of listeners. */
  get listeners(): number {
    return this.#listeners.size;
  }
}

/**
 * The locks of one browser: pass the same object to every client that represents a tab.
 *
 * @example
 * const locks = createMemoryLocks();
 * const tabs = [1, 2].map(() => createMemoryPlatform(clock, server, { locks }));
 */
export function createMemoryLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async run(name, task, signal) {
      const before = tails.get(name) ?? Promise.resolve();
      let release: () => void = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      tails.set(
        name,
        before.then(() => held),
      );
      await before;
      try {
        if (signal.aborted) return false;
        await task();
        return true;
      } finally {
        release();
      }
    },
  };
}

/**
 * A random number generator that gives the same numbers for the same seed (mulberry32).
 *
 * @example
 * const random = createRandom(7);
 * random() // the same in each run
 */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A browser platform in memory: the test controls everything that a client takes from its environment.
 *
 * @example createChatClient({ url: 'http://memory', botId: 1, platform: createMemoryPlatform(clock, server) })
 */
export function createMemoryPlatform(
  clock: VirtualClock,
  server: MemoryServer,
  overrides: Optional<Platform> & { readonly seed?: number | undefined } = {},
): Platform & { readonly lifecycle: Lifecycle } {
  const { seed = 1, ...rest } = overrides;
  const random = createRandom(seed);
  let ids = 0;
  const platform: Platform & { readonly lifecycle: Lifecycle } = {
    clock,
    random,
    createId: () => {
      ids += 1;
      const hex = (value: number, digits: number): string =>
        Math.floor(value).toString(16).padStart(digits, '0').slice(-digits);
      const tail = Math.floor(random() * 2 ** 48);
      return `${hex(Math.floor(clock.now() / 65_536), 8)}-${hex(clock.now(), 4)}-7${hex(ids, 3)}-8000-${hex(tail, 12)}`;
    },
    createSecret: () => 's'.repeat(43),
    transport: server.transport,
    postFile: server.postFile,
    outbox: createMemoryOutbox(),
    storage: createMemoryStorage(),
    lifecycle: new MemoryLifecycle(),
    locks: createMemoryLocks(),
  };
  return withDefaults(platform, rest);
}
