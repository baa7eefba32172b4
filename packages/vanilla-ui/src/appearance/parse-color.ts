/** A colour by its channels: 0 to 255, and alpha 0 to 1. */
export interface Color {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

const HEX = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;
const RGB = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+%?))?\s*\)$/i;

let canvas: CanvasRenderingContext2D | null | undefined;

/** Reads a CSS colour; `null` for what is none, e.g. a gradient. */
export function parseColor(value: string): Color | null {
  const text = value.trim();
  const hex = HEX.exec(text)?.[1];
  if (hex) return parseHex(hex);
  const rgb = RGB.exec(text);
  if (rgb) {
    const [, r, g, b, alpha] = rgb;
    const a = alpha === undefined ? 1 : alpha.endsWith('%') ? Number.parseFloat(alpha) / 100 : Number(alpha);
    return { r: Number(r), g: Number(g), b: Number(b), a };
  }
  return parseByBrowser(text);
}

function parseHex(hex: string): Color {
  const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const channel = (index: number) => Number.parseInt(full.slice(index * 2, index * 2 + 2), 16);
  return { r: channel(0), g: channel(1), b: channel(2), a: full.length === 8 ? channel(3) / 255 : 1 };
}

/** Names, `hsl()` and whatever else this browser knows: a canvas tells them back in hex or rgb. */
function parseByBrowser(text: string): Color | null {
  if (!/^[a-z]+(\(.*\))?$/i.test(text) || /gradient/i.test(text)) return null;
  if (canvas === undefined) canvas = document.createElement('canvas').getContext?.('2d') ?? null;
  if (!canvas) return null;
  canvas.fillStyle = '#010203';
  canvas.fillStyle = text;
  const read = String(canvas.fillStyle);
  return read === '#010203' || !/^(#|rgba?\()/.test(read) ? null : parseColor(read);
}
