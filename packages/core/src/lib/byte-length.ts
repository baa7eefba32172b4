const encoder = new TextEncoder();

/** The UTF-8 bytes of a text, which is what every limit counts. */
export const byteLength = (text: string): number => encoder.encode(text).length;
