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
  /** The block with the caret. */
  #last: Element | null = null;

  constructor(element: HTMLElement, context: WidgetContext, parse: RichTextParser) {
    this.#element = element;
    this.#context = context;
    this.#parse = parse;
    element.replaceChildren();
  }

  /** @param isStreaming whether more of the text will arrive */
  show(text: string, isStreaming: boolean): void {
    const before = this.#parts;
    this.#parts = toRichParts(this.#parse(text));
    updateRichParts(this.#element, before, this.#parts, (pre) => withCopyButton(pre, this.#context));
    this.#showCaret(isStreaming);
  }

  /**
   * A class of the last block, because a selector from the attribute of the row to this block would make the browser
   * compute the styles of every element of the answer when its streaming ends.
   */
  #showCaret(isStreaming: boolean): void {
    const block = isStreaming ? this.#element.lastElementChild : null;
    const last = block?.matches('.code') ? block.firstElementChild : block;
    if (last === this.#last) return;
    this.#last?.classList.remove('caret');
    last?.classList.add('caret');
    this.#last = last;
  }
}
