/** The UTF-8 bytes of a text, which is what every limit counts. Half of a pair counts as what replaces it. */
export function byteLength(text: string): number {
  let bytes = 0;
  // An encoder would write them down first: for the length of what people type, that costs ten times as much.
  for (let index = 0; index < text.length; index += 1) {
    const code = text.codePointAt(index) as number;
    if (code > 0xffff) index += 1;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
