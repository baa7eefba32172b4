const TONES = 8;

/** One of a few colours, always the same for a visitor. */
export function avatarTone(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index += 1) sum = (sum * 31 + id.charCodeAt(index)) % 9973;
  return sum % TONES;
}
