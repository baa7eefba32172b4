import { createRichPart, type FrameCode, type RichElement, type RichPart } from './rich-parts.ts';

/**
 * Changes the nodes of a text to its new parts, and touches only those that differ, so that a selection, the focus and
 * a scroll position in the others stay, and the cost is that of the change.
 *
 * @param before the parts from which the children of the element were created
 */
export function updateRichParts(
  element: Element,
  before: readonly RichPart[],
  after: readonly RichPart[],
  frameCode?: FrameCode,
): void {
  for (const [index, part] of after.entries()) {
    const shown = before[index];
    if (part === shown) continue;
    const node = element.childNodes[index];
    if (!node || shown === undefined) element.append(createRichPart(part, frameCode));
    // The browser's translation replaces texts by elements.
    else if (node instanceof Text && typeof part === 'string') growText(node, part);
    else if (typeof shown === 'object' && typeof part === 'object' && isSameKind(shown, part)) {
      const inner = part.tag === 'pre' && frameCode ? (node as Element).firstElementChild : node;
      updateRichParts(inner as Element, shown.children, part.children, frameCode);
    } else node.replaceWith(createRichPart(part, frameCode));
  }
  for (let { length } = before; length > after.length; length -= 1) element.lastChild?.remove();
}

/** Appends to a text that grows, because replacing its data would collapse a selection in it. */
function growText(node: Text, text: string): void {
  if (text.startsWith(node.data)) node.appendData(text.slice(node.data.length));
  else node.data = text;
}

/** Elements with other attributes are replaced: those of a text never change while it grows, except for a link's. */
function isSameKind(a: RichElement, b: RichElement): boolean {
  const names = Object.keys(a.props) as (keyof typeof a.props)[];
  return (
    a.tag === b.tag &&
    names.length === Object.keys(b.props).length &&
    names.every((name) => a.props[name] === b.props[name])
  );
}
