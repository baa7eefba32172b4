import type { RichTextParser } from '@connective-chat/core/rich-text';
import { type RichPart, toRichParts } from '../../dom/rich-parts.ts';
import { updateRichParts } from '../../dom/update-rich-parts.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { withCopyButton } from './with-copy-button.ts';

/** The Markdown of a message. As it grows, only what has changed is written to the document. */
export class MarkdownView {
  readonly #element: HTMLElement;
  readonly #context: WidgetContext;
  readonly #parse: RichTextParser;
  #parts: readonly RichPart[] = [];

  constructor(element: HTMLElement, context: WidgetContext, parse: RichTextParser) {
    this.#element = element;
    this.#context = context;
    this.#parse = parse;
    element.replaceChildren();
  }

  show(text: string): void {
    const before = this.#parts;
    this.#parts = toRichParts(this.#parse(text));
    updateRichParts(this.#element, before, this.#parts, (pre) => withCopyButton(pre, this.#context));
  }
}
