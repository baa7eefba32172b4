import { svg } from '../dom/svg.ts';
import { ICON_SHAPES } from './icon-shapes.ts';

/** The name of an icon. */
export type IconName = keyof typeof ICON_SHAPES;

/** One of the widget's icons, in the colour of the text around it. */
export function icon(name: IconName): SVGSVGElement {
  return svg(`icon icon-${name}`, ICON_SHAPES[name]);
}
