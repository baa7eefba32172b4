import { type RichNode, renderRichText } from '@connective-chat/core/ui';
import { h } from './h.ts';

/** Converts rich text nodes to elements. */
export function richElements(nodes: readonly RichNode[]): (HTMLElement | string)[] {
  return renderRichText<HTMLElement>(nodes, (tag, { tabIndex, ...props }, children) =>
    h(tag, { ...props, tabindex: tabIndex }, ...children),
  );
}
