/** A colour by its channels: red, green and blue from 0 to 255, alpha from 0 to 1. */
export interface Color {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

const HEX = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;
const RGB = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+%?))?\s*\)$/i;

/** Parses a colour in hex or `rgb()`; `null` for any other value. */
export function parseColor(value: string): Color | null {
  const text = value.trim();
  const hex = HEX.exec(text)?.[1];
  if (hex) return parseHex(hex);
  const rgb = RGB.exec(text);
  if (!rgb) return null;
  const [, r, g, b, alpha = '1'] = rgb;
  const a = Number.parseFloat(alpha) / (alpha.endsWith('%') ? 100 : 1);
  return { r: Number(r), g: Number(g), b: Number(b), a };
}

function parseHex(hex: string): Color {
  const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const channel = (index: number) => Number.parseInt(full.slice(index * 2, index * 2 + 2), 16);
  return { r: channel(0), g: channel(1), b: channel(2), a: full.length === 8 ? channel(3) / 255 : 1 };
}
