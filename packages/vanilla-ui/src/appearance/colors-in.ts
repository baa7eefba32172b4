import { type Color, parseColor } from './parse-color.ts';

const PIECES = /#[\da-f]{3,8}\b|rgba?\([^)]*\)/gi;

/** The colours a background shows: itself, or the stops of its gradient. Empty where none is known. */
export function colorsIn(background: string): readonly Color[] {
  const whole = parseColor(background);
  if (whole) return whole.a === 0 ? [] : [whole];
  return [...background.matchAll(PIECES)].flatMap(([piece]) => parseColor(piece) ?? []);
}
