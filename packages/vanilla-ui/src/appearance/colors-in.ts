import { type Color, parseColor } from './parse-color.ts';

const COLORS = /#[\da-f]{3,8}\b|rgba?\([^)]*\)/gi;

/** The colours of a background: the colour itself, or the stops of a gradient. Empty if none can be read. */
export function colorsIn(background: string): readonly Color[] {
  const whole = parseColor(background);
  if (whole) return whole.a === 0 ? [] : [whole];
  return [...background.matchAll(COLORS)].flatMap(([color]) => parseColor(color) ?? []);
}
