import type { Color } from './parse-color.ts';

/** Interpolates between two colours; `share` is the share of the second, from 0 to 1. */
export function mix(from: Color, to: Color, share: number): Color {
  const channel = (a: number, b: number) => a + (b - a) * share;
  return { r: channel(from.r, to.r), g: channel(from.g, to.g), b: channel(from.b, to.b), a: 1 };
}
