import type { Platform } from '../platform/platform.types.ts';

/** The identity of this browser for one bot: a random id, and a secret whose hash the server stores. */
export interface Visitor {
  readonly id: string;
  readonly secret: string;
}

/**
 * The storage key of a visitor. A page can check the key before it loads a client, to find out whether this browser has
 * used the chat before.
 *
 * @example visitorKey('https://chat.example.com', '1') // 'connective-chat:visitor:https://chat.example.com:1'
 */
export function visitorKey(url: string, botId: string | number): string {
  return `connective-chat:visitor:${originOf(url)}:${botId}`;
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return url;
  }
}

function read(platform: Platform, key: string): Visitor | null {
  try {
    const stored = JSON.parse(platform.storage.getItem(key) ?? 'null') as Partial<Visitor> | null;
    if (typeof stored?.id === 'string' && typeof stored.secret === 'string')
      return { id: stored.id, secret: stored.secret };
  } catch {
    // Foreign or damaged data: continue as a new visitor.
  }
  return null;
}

/**
 * The visitor of this browser, created once. Two tabs that open at the same time must get the same visitor, so only one
 * of them creates it, under a lock.
 */
export async function loadVisitor(platform: Platform, key: string): Promise<Visitor> {
  const stored = read(platform, key);
  if (stored) return stored;
  let visitor: Visitor = { id: platform.createId(), secret: platform.createSecret() };
  const mint = async (): Promise<void> => {
    visitor = read(platform, key) ?? visitor;
    platform.storage.setItem(key, JSON.stringify(visitor));
  };
  // Without locks, as in a sandboxed frame, two tabs that open at the same time may get different visitors.
  await platform.locks.run(key, mint, new AbortController().signal).catch(mint);
  return visitor;
}

export function forgetVisitor(platform: Platform, key: string): void {
  platform.storage.removeItem(key);
}
