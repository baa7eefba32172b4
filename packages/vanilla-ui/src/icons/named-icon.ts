import { icon } from './icon.ts';

/** An icon that says something by itself, such as the delivery state of a message. */
export function namedIcon(path: string, name: string): SVGSVGElement {
  const element = icon(path);
  element.removeAttribute('aria-hidden');
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', name);
  return element;
}
