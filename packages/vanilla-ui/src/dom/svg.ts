/** One shape of an icon: a tag and its attributes. */
export type Shape = readonly [tag: 'path' | 'circle' | 'rect', attributes: Readonly<Record<string, string>>];

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Draws shapes on a 24 × 24 grid. Hidden from assistive technology, because the control around it has a name. */
export function svg(className: string, shapes: readonly Shape[]): SVGSVGElement {
  const root = document.createElementNS(NAMESPACE, 'svg');
  root.setAttribute('viewBox', '0 0 24 24');
  root.setAttribute('class', className);
  root.setAttribute('aria-hidden', 'true');
  root.setAttribute('focusable', 'false');
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(NAMESPACE, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    root.append(shape);
  }
  return root;
}
