/**
 * Changes a node to be like another one and writes only the differences, so that a selection, the focus and a scroll
 * position in the unchanged parts stay. Event listeners are kept, not copied.
 *
 * @param like is used up: its children may become children of the changed node
 */
export function morph(node: ChildNode, like: Node): void {
  if (node instanceof Text && like instanceof Text) {
    growText(node, like.data);
    return;
  }
  if (!(node instanceof Element && like instanceof Element) || !isSameKind(node, like)) {
    node.replaceWith(like);
    return;
  }
  const children = [...like.childNodes];
  for (const [index, child] of children.entries()) {
    const shown = node.childNodes[index];
    if (shown) morph(shown, child);
    else node.append(child);
  }
  while (node.childNodes.length > children.length) node.lastChild?.remove();
}

/** Appends to a text that grows, because replacing its data would collapse a selection in it. */
function growText(node: Text, text: string): void {
  if (node.data === text) return;
  if (text.startsWith(node.data)) node.appendData(text.slice(node.data.length));
  else node.data = text;
}

/** Elements with other attributes are replaced: those of a text never change while it grows, except for a link's. */
const isSameKind = (a: Element, b: Element): boolean => a.cloneNode().isEqualNode(b.cloneNode());
