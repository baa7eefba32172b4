import type { RichTextParser } from '@connective-chat/core/rich-text';
import type { RichNode } from '@connective-chat/core/ui';
import { morph } from '../../dom/morph.ts';
import { richElements } from '../../dom/rich-elements.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { withCopyButton } from './with-copy-button.ts';

/** The Markdown of a message. As it grows only the changed blocks are rendered, and only their changes are written. */
export class MarkdownView {
  readonly #element: HTMLElement;
  readonly #context: WidgetContext;
  readonly #parse: RichTextParser;
  #nodes: readonly RichNode[] = [];

  constructor(element: HTMLElement, context: WidgetContext, parse: RichTextParser) {
    this.#element = element;
    this.#context = context;
    this.#parse = parse;
    element.replaceChildren();
  }

  show(text: string): void {
    const element = this.#element;
    const before = this.#nodes;
    this.#nodes = this.#parse(text);
    for (const [index, node] of this.#nodes.entries()) {
      if (node === before[index]) continue;
      const shown = element.childNodes[index];
      const block = this.#render(node);
      if (shown) morph(shown, block);
      else element.append(block);
    }
    while (element.childNodes.length > this.#nodes.length) element.lastChild?.remove();
  }

  #render(node: RichNode): Node {
    const [block = ''] = richElements([node], (pre) => withCopyButton(pre, this.#context));
    return typeof block === 'string' ? document.createTextNode(block) : block;
  }
}
