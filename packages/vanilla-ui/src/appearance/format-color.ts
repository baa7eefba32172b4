import type { Color } from './parse-color.ts';

/** Formats a colour as CSS. */
export function formatColor({ r, g, b, a }: Color): string {
  const channels = [r, g, b].map(Math.round);
  return a < 1
    ? `rgb(${channels.join(' ')} / ${a})`
    : `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
