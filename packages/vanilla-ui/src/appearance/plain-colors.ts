import type { ColorScheme } from './color-scheme.types.ts';

let canvas: CanvasRenderingContext2D | null | undefined;

/** Keywords in a gradient that are not colours. */
const KEYWORDS = /^(to|at|in|from|top|left|right|bottom|center|circle|ellipse|deg|turn|transparent|none|inherit)$/i;
const COLORS = /(?:hsl|hwb|lab|lch|oklab|oklch)a?\([^)]*\)|(?<![#\w-])[a-z]{3,}(?![\w-]*\s*\()(?![\w-])/gi;

/**
 * Converts named colours, `hsl()` and other colour functions of a scheme to hex or `rgb()`, so that their contrast can
 * be measured. A canvas does the conversion.
 */
export function plainColors(scheme: ColorScheme): ColorScheme {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(COLORS, (color) => toRgb(color) ?? color);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  };
  return plain(scheme) as ColorScheme;
}

function toRgb(value: string): string | null {
  if (KEYWORDS.test(value)) return null;
  canvas ??= document.createElement('canvas').getContext?.('2d') ?? null;
  if (!canvas) return null;
  // A canvas ignores an invalid colour and keeps the previous one.
  canvas.fillStyle = '#010203';
  canvas.fillStyle = value;
  const read = canvas.fillStyle;
  return typeof read !== 'string' || read === '#010203' || !/^(#|rgb)/.test(read) ? null : read;
}
