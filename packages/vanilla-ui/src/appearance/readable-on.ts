import { colorsIn } from './colors-in.ts';
import { contrast } from './contrast.ts';
import { formatColor } from './format-color.ts';
import { mix } from './mix.ts';
import { type Color, parseColor } from './parse-color.ts';

const WHITE: Color = { r: 255, g: 255, b: 255, a: 1 };
const NEAR_BLACK: Color = { r: 17, g: 19, b: 24, a: 1 };
const BLACK: Color = { r: 0, g: 0, b: 0, a: 1 };

/**
 * A colour that is readable on a background, on every stop of a gradient: the wanted one if its contrast is sufficient,
 * otherwise its nearest mix with white or black. Without a wanted colour it is white or nearly black. If the background
 * cannot be read, the wanted colour is returned.
 *
 * @param ratio the contrast ratio by WCAG 2: 4.5 for text, 3 for icons and borders
 */
export function readableOn(background: string, wanted?: string, ratio = 4.5): string {
  const stops = colorsIn(background);
  const parsed = wanted === undefined ? null : parseColor(wanted);
  if (stops.length === 0) return wanted ?? 'currentColor';
  const worst = (color: Color) => Math.min(...stops.map((stop) => contrast(color, stop)));
  if (parsed && worst(parsed) >= ratio) return wanted as string;
  if (!parsed) return formatColor(worst(WHITE) >= ratio || worst(WHITE) >= worst(NEAR_BLACK) ? WHITE : NEAR_BLACK);
  for (let share = 0.1; share < 1; share += 0.1) {
    const found = [mix(parsed, WHITE, share), mix(parsed, BLACK, share)].find((color) => worst(color) >= ratio);
    if (found) return formatColor(found);
  }
  return formatColor(worst(WHITE) >= worst(BLACK) ? WHITE : BLACK);
}
