import { fileTypeFromBuffer } from 'file-type';

/** Pictures that a browser may show. SVG is not among them: it can contain scripts. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

export const isPicture = (mime: string): boolean => PICTURES.has(mime);

const familyOf = (mime: string) => `${mime.split('/')[0]}/*`;

/** Whether a list allows a type; `image/*` allows a family, `*` with a slash and a star everything. */
export const isTypeAllowed = (mime: string, allowed: readonly string[]): boolean =>
  allowed.some((type) => type === mime || type === familyOf(mime) || type === '*/*');

/** A text has no magic bytes: it is detected as valid UTF-8 without control characters. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of these
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/**
 * Detects the type of a file from its bytes. A JPEG that was announced as a PNG is a JPEG; a page that was announced
 * as a PNG is refused.
 *
 * @returns null if the type is not allowed
 */
export async function detectType(
  bytes: Uint8Array,
  claimed: string,
  allowed: readonly string[],
): Promise<string | null> {
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  if (found === undefined) return claimed.startsWith('text/') && isText(bytes) ? claimed : null;
  return familyOf(found) === familyOf(claimed) && isTypeAllowed(found, allowed) ? found : null;
}
