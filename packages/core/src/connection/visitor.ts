import type { Platform } from '../platform/platform.types.ts';

/** Who this browser is to one bot: a random id, and a secret of which the server keeps a hash. */
export interface Visitor {
  readonly id: string;
  readonly secret: string;
}

/**
 * The storage key of a visitor. A page can check it to find out, before it loads a
 * client, whether this browser has talked to the bot before.
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
    // Foreign or damaged data: start as a new visitor.
  }
  return null;
}

/**
 * The visitor of this browser, minted once. Two tabs that open together must become the same
 * visitor, so the minting is done by one at a time.
 */
export async function loadVisitor(platform: Platform, key: string): Promise<Visitor> {
  const stored = read(platform, key);
  if (stored) return stored;
  let visitor: Visitor = { id: platform.createId(), secret: platform.createSecret() };
  const mint = async (): Promise<void> => {
    visitor = read(platform, key) ?? visitor;
    platform.storage.setItem(key, JSON.stringify(visitor));
  };
  // Without locks, as in a sandboxed frame, two tabs opened at once may become two visitors.
  await platform.locks.run(key, mint, new AbortController().signal).catch(mint);
  return visitor;
}

export function forgetVisitor(platform: Platform, key: string): void {
  platform.storage.removeItem(key);
}
