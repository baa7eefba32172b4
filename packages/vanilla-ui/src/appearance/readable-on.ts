import { colorsIn } from './colors-in.ts';
import { contrast } from './contrast.ts';
import { formatColor } from './format-color.ts';
import { mix } from './mix.ts';
import { type Color, parseColor } from './parse-color.ts';

const WHITE: Color = { r: 255, g: 255, b: 255, a: 1 };
const INK: Color = { r: 17, g: 19, b: 24, a: 1 };
const BLACK: Color = { r: 0, g: 0, b: 0, a: 1 };

/**
 * A colour that can be read on a background, over every stop of a gradient: the wanted one where it
 * reaches the ratio, else the nearest to it on the way to white or to black. With no wish it is
 * white or ink. Where the background is not understood, the wish stands.
 *
 * @param ratio 4.5 for text, 3 for marks and borders
 */
export function readableOn(background: string, wanted?: string, ratio = 4.5): string {
  const stops = colorsIn(background);
  const wish = wanted === undefined ? null : parseColor(wanted);
  if (stops.length === 0) return wanted ?? 'currentColor';
  const worst = (color: Color) => Math.min(...stops.map((stop) => contrast(color, stop)));
  if (wish && worst(wish) >= ratio) return wanted as string;
  if (!wish) return formatColor(worst(WHITE) >= ratio || worst(WHITE) >= worst(INK) ? WHITE : INK);
  for (let share = 0.1; share < 1; share += 0.1) {
    const found = [mix(wish, WHITE, share), mix(wish, BLACK, share)].find((color) => worst(color) >= ratio);
    if (found) return formatColor(found);
  }
  return formatColor(worst(WHITE) >= worst(BLACK) ? WHITE : BLACK);
}
