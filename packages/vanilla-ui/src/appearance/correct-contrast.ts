import { colorsIn } from './colors-in.ts';
import { contrast } from './contrast.ts';
import { formatColor } from './format-color.ts';
import { mix } from './mix.ts';
import { type Color, parseColor } from './parse-color.ts';
import { readableOn } from './readable-on.ts';

const WHITE: Color = { r: 255, g: 255, b: 255, a: 1 };
const BLACK: Color = { r: 0, g: 0, b: 0, a: 1 };
const RATIO = 4.5;
/** With a denser overlay the background would differ too much from the requested colour. */
const MAX_OVERLAY = 0.32;

interface Pair {
  readonly background: string;
  readonly text: string;
}

/**
 * Makes a text readable on its background with the smallest change. An overlay of black or white, at most 32 % dense,
 * keeps the colour of the text, so that white on a bright gradient stays white. If that is not enough, the colour of
 * the text is changed.
 */
export function correctContrast(background: string, wanted?: string): Pair {
  const stops = colorsIn(background);
  const text = wanted === undefined ? null : parseColor(wanted);
  if (!text || stops.length === 0) return { background, text: readableOn(background, wanted) };
  const worst = (colors: readonly Color[]) => Math.min(...colors.map((color) => contrast(color, text)));
  if (worst(stops) >= RATIO) return { background, text: wanted as string };
  const overlay = contrast(text, BLACK) > contrast(text, WHITE) ? BLACK : WHITE;
  for (let share = 0.04; share <= MAX_OVERLAY; share += 0.04) {
    if (worst(stops.map((stop) => mix(stop, overlay, share))) < RATIO) continue;
    const color = formatColor({ ...overlay, a: Math.round(share * 100) / 100 });
    return { background: `linear-gradient(${color}, ${color}), ${background}`, text: wanted as string };
  }
  return { background, text: readableOn(background, wanted) };
}
