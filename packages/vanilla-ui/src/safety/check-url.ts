const LINKS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'viber:', 'tg:']);
const SOURCES = new Set(['http:', 'https:', 'blob:']);

/** What an address is for: a link the visitor follows, or a picture the page loads by itself. */
export type UrlUse = 'link' | 'source';

/**
 * The address in its parsed form where it is safe to use, else `null`. Only what the parser made of
 * it is returned, so that tricks with control characters and case cannot pass by the check.
 */
export function checkUrl(value: unknown, use: UrlUse = 'link', base?: string): string | null {
  if (typeof value !== 'string' || value.length > 4096) return null;
  try {
    const url = base === undefined ? new URL(value) : new URL(value, base);
    const allowed = use === 'link' ? LINKS : SOURCES;
    return allowed.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
