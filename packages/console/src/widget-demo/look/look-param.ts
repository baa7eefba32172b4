import { EMPTY_LOOK, type Look, readLook } from './look.ts';

/** Encodes a look for a URL parameter. */
export function encodeLook(look: Look): string | null {
  const json = JSON.stringify(look);
  if (json === JSON.stringify(EMPTY_LOOK)) return null;
  const bytes = new TextEncoder().encode(json);
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/**
 * Decodes a look.
 *
 * @returns null if the parameter is missing or invalid
 */
export function decodeLook(word: string | null): Look | null {
  if (!word) return null;
  try {
    const bytes = Uint8Array.from(atob(word.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const read = readLook(new TextDecoder().decode(bytes));
    return 'look' in read ? read.look : null;
  } catch {
    return null;
  }
}
