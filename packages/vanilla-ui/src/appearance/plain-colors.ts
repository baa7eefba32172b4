import type { ColorScheme } from './color-scheme.types.ts';

let canvas: CanvasRenderingContext2D | null | undefined;

/** Words of a colour that stand in a gradient beside its colours. */
const OTHER_WORDS = /^(to|at|in|from|top|left|right|bottom|center|circle|ellipse|deg|turn|transparent|none|inherit)$/i;
const PIECES = /(?:hsl|hwb|lab|lch|oklab|oklch)a?\([^)]*\)|(?<![#\w-])[a-z]{3,}(?![\w-]*\s*\()(?![\w-])/gi;

/**
 * A scheme in which names of colours and `hsl()` and its like are written in hex or `rgb()`, so that
 * their contrast can be measured. A canvas tells what the browser makes of them.
 */
export function plainColors(scheme: ColorScheme): ColorScheme {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(PIECES, (piece) => translate(piece) ?? piece);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  };
  return plain(scheme) as ColorScheme;
}

function translate(piece: string): string | null {
  if (OTHER_WORDS.test(piece)) return null;
  canvas ??= document.createElement('canvas').getContext?.('2d') ?? null;
  if (!canvas) return null;
  // What is no colour leaves the one before in its place.
  canvas.fillStyle = '#010203';
  canvas.fillStyle = piece;
  const read = canvas.fillStyle;
  return typeof read !== 'string' || read === '#010203' || !/^(#|rgb)/.test(read) ? null : read;
}
