const LINK_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'viber:', 'tg:']);
const SOURCE_PROTOCOLS = new Set(['http:', 'https:', 'blob:']);
/** Characters. Longer addresses are refused: no link of a message needs them. */
const MAX_LENGTH = 4096;

function checkUrl(address: unknown, protocols: ReadonlySet<string>, base: string | undefined): string | null {
  if (typeof address !== 'string' || address.length > MAX_LENGTH) return null;
  try {
    const url = new URL(address, base);
    // The parser's own form is returned: control characters and unusual spellings do not survive it.
    return protocols.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * An address that is safe as the target of a link, in its parsed form, or `null`. Allowed are http, https, mailto,
 * tel, viber and tg.
 *
 * @param base what a relative address is resolved against; without it a relative address is refused
 * @example safeHref('javascript:alert(1)') // null
 */
export const safeHref = (address: unknown, base?: string): string | null => checkUrl(address, LINK_PROTOCOLS, base);

/**
 * An address that is safe as the source of a picture, in its parsed form, or `null`. Allowed are http, https and blob.
 *
 * @param base what a relative address is resolved against; without it a relative address is refused
 * @example safeSource('/avatar.png', document.baseURI)
 */
export const safeSource = (address: unknown, base?: string): string | null => checkUrl(address, SOURCE_PROTOCOLS, base);
