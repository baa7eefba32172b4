import { svg } from '../dom/svg.ts';

/**
 * One of the icons in `paths`, drawn as lines on a grid of 24 × 24 in the colour of the text around it. Each is a file
 * of its own, so that a chunk contains only those that it shows.
 */
export const icon = (path: string): SVGSVGElement => svg('icon', [['path', { d: path }]]);
