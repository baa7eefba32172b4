const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'viber:', 'tg:']);
const SOURCE_PROTOCOLS = new Set(['http:', 'https:', 'blob:']);
/** In characters. Longer URLs are refused: no link of a message needs them. */
const MAX_LENGTH = 4096;

function checkUrl(address: unknown, protocols: ReadonlySet<string>, base: string | undefined): string | null {
  if (typeof address !== 'string' || address.length > MAX_LENGTH) return null;
  try {
    const url = new URL(address, base);
    // Return the parsed form, because it has no control characters and no unusual spellings.
    return protocols.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * The parsed form of a URL that is safe as the target of a link, else `null`. Allowed protocols: http, https, mailto,
 * tel, viber and tg.
 *
 * @param base resolves relative URLs; without it they are refused
 * @example safeHref('javascript:alert(1)') // null
 */
export const safeHref = (address: unknown, base?: string): string | null => checkUrl(address, LINK_PROTOCOLS, base);

/**
 * The parsed form of a URL that is safe as the source of an image, else `null`. Allowed protocols: http, https and
 * blob.
 *
 * @param base resolves relative URLs; without it they are refused
 * @example safeSource('/avatar.png', document.baseURI)
 */
export const safeSource = (address: unknown, base?: string): string | null => checkUrl(address, SOURCE_PROTOCOLS, base);
