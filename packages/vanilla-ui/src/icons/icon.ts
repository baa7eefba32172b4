import { svg } from '../dom/svg.ts';

/**
 * An icon of `paths`, drawn with lines on a 24 × 24 grid in the colour of the surrounding text. Each path is a file of
 * its own, so that a chunk contains only the icons that it shows.
 */
export const icon = (path: string): SVGSVGElement => svg('icon', [['path', { d: path }]]);
