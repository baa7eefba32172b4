import type { Color } from './parse-color.ts';

/** A colour on the way from one to another; `share` is how far, from 0 to 1. */
export function mix(from: Color, to: Color, share: number): Color {
  const channel = (a: number, b: number) => a + (b - a) * share;
  return { r: channel(from.r, to.r), g: channel(from.g, to.g), b: channel(from.b, to.b), a: 1 };
}
