import { v7 } from 'uuid';
import { createLazyOutbox } from '../delivery/lazy-outbox.ts';
import type { Optional } from '../lib/optional.types.ts';
import type { KeyValueStorage, Lifecycle, LifecycleEvent, Locks, Platform } from './platform.types.ts';
import { randomBytes } from './random-bytes.ts';
import { systemClock } from './system-clock.ts';

/** 256 random bits, base64url. */
function createSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** `localStorage`, or memory if it is forbidden: even reading the property may throw. */
function createBrowserStorage(): KeyValueStorage {
  const memory = new Map<string, string>();
  const attempt = <T>(work: (storage: Storage) => T, fallback: () => T): T => {
    try {
      if (typeof localStorage !== 'undefined') return work(localStorage);
    } catch {
      // Forbidden or full: the value is only in memory.
    }
    return fallback();
  };
  return {
    getItem: (key) =>
      memory.get(key) ??
      attempt(
        (storage) => storage.getItem(key),
        () => null,
      ),
    setItem: (key, value) =>
      attempt(
        (storage) => storage.setItem(key, value),
        () => void memory.set(key, value),
      ),
    removeItem: (key) => {
      memory.delete(key);
      attempt(
        (storage) => storage.removeItem(key),
        () => undefined,
      );
    },
  };
}

/** Lifecycle events of the page; none outside of a browser. */
export const browserLifecycle: Lifecycle = {
  subscribe(listener) {
    if (typeof window === 'undefined' || typeof document === 'undefined') return () => {};
    const stop = new AbortController();
    const tell = (target: EventTarget, type: string, event: LifecycleEvent, when = () => true): void =>
      target.addEventListener(type, () => when() && listener(event), { signal: stop.signal });
    tell(window, 'online', 'online');
    tell(document, 'visibilitychange', 'visible', () => document.visibilityState === 'visible');
    tell(window, 'pagehide', 'suspend');
    tell(document, 'freeze', 'suspend');
    tell(window, 'pageshow', 'resume');
    tell(document, 'resume', 'resume');
    return () => stop.abort();
  },
};

/** Web Locks. Without them each tab sends on its own, and the server removes duplicates. */
export const browserLocks: Locks = {
  async run(name, task, signal) {
    const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
    if (signal.aborted) return false;
    if (!locks) {
      await task();
      return true;
    }
    try {
      await locks.request(name, { signal }, task);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  },
};

/**
 * The browser's platform, with the given parts in place of its own.
 *
 * @example const platform = browserPlatform({ transport: myTransport });
 */
export function browserPlatform(given: Optional<Platform> & Pick<Platform, 'transport'>): Platform {
  return {
    clock: given.clock ?? systemClock,
    random: given.random ?? Math.random,
    createId: given.createId ?? (() => v7({ rng: randomBytes })),
    createSecret: given.createSecret ?? createSecret,
    transport: given.transport,
    outbox: given.outbox ?? createLazyOutbox(),
    storage: given.storage ?? createBrowserStorage(),
    lifecycle: given.lifecycle ?? browserLifecycle,
    locks: given.locks ?? browserLocks,
    ...(given.postFile ? { postFile: given.postFile } : {}),
  };
}
