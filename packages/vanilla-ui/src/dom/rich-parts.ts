import { createRichTextRenderer, type RichProps, type RichTag, type RichTextRenderer } from '@connective-chat/core/ui';
import { h } from './h.ts';

/** An element of a text as data, so that a change of the text can be found without reading the document. */
export interface RichElement {
  readonly tag: RichTag;
  readonly props: RichProps;
  readonly children: readonly RichPart[];
}

export type RichPart = RichElement | string;

/** Puts a code block in a frame, whose first child it must be. */
export type FrameCode = (block: HTMLElement) => HTMLElement;

/** The parts of a text: for a node that has not changed the same part as before. */
export const toRichParts: RichTextRenderer<RichElement> = createRichTextRenderer((tag, props, children) => ({
  tag,
  props,
  children,
}));

/** Creates the node of a part. An empty text also gets its node, so that nodes and parts have the same indexes. */
export function createRichPart(part: RichPart, frameCode?: FrameCode): HTMLElement | Text {
  if (typeof part === 'string') return document.createTextNode(part);
  const { tabIndex, ...props } = part.props;
  const children = part.children.map((child) => createRichPart(child, frameCode));
  const element = h(part.tag, { ...props, tabindex: tabIndex }, ...children);
  return part.tag === 'pre' && frameCode ? frameCode(element) : element;
}
