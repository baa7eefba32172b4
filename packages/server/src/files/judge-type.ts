import { fileTypeFromBuffer } from 'file-type';

/** Pictures that a browser may show by itself. SVG is none: it is a page with scripts. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

export const isPicture = (mime: string): boolean => PICTURES.has(mime);

const familyOf = (mime: string) => `${mime.split('/')[0]}/*`;

/** Whether a list allows a type; `image/*` allows a family, `*` with a slash and a star everything. */
export const isTypeAllowed = (mime: string, allowed: readonly string[]): boolean =>
  allowed.some((type) => type === mime || type === familyOf(mime) || type === '*/*');

/** Words have no magic bytes: they are what decodes and holds no control characters. */
function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what a text has not
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/**
 * What a file is by its bytes, whatever it was called. A JPEG that was called a PNG is a JPEG; a page that
 * was called a PNG is nothing that is taken.
 *
 * @returns null if it may not be taken
 */
export async function judgeType(
  bytes: Uint8Array,
  claimed: string,
  allowed: readonly string[],
): Promise<string | null> {
  const found = (await fileTypeFromBuffer(bytes))?.mime;
  if (found === undefined) return claimed.startsWith('text/') && isText(bytes) ? claimed : null;
  return familyOf(found) === familyOf(claimed) && isTypeAllowed(found, allowed) ? found : null;
}
