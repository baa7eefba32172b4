import { type RichNode, renderRichText } from '@connective-chat/core/ui';
import { h } from './h.ts';

/**
 * Converts rich text nodes to elements.
 *
 * @param frameCode puts a code block in a frame; by default it has none
 */
export function richElements(
  nodes: readonly RichNode[],
  frameCode: (block: HTMLElement) => HTMLElement = (block) => block,
): (HTMLElement | string)[] {
  return renderRichText<HTMLElement>(nodes, (tag, { tabIndex, ...props }, children) => {
    const element = h(tag, { ...props, tabindex: tabIndex }, ...children);
    return tag === 'pre' ? frameCode(element) : element;
  });
}
