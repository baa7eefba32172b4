import type { BodyOf, Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { plainElements } from '../../dom/plain-elements.ts';
import { type ButtonsView, createButtons } from '../answers/buttons.ts';
import { createLazyApproval } from '../approval/lazy-approval.ts';
import { MARKDOWN } from '../lazy-parts.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** A plain or Markdown text, with the buttons of its message below. */
export function createText(message: Message, body: BodyOf<'text'>, context: WidgetContext): BodyView {
  const element = h('div', { class: 'text', dir: 'auto' });
  let buttons: ButtonsView | undefined;
  let shown: string | null = null;
  let markdown: { show(text: string, isStreaming: boolean): void } | null = null;

  const write = ({ text, format }: BodyOf<'text'>, isStreaming = false): void => {
    const key = `${format}\n${isStreaming}\n${text}`;
    if (shown === key) return;
    shown = key;
    element.classList.toggle('caret', isStreaming && format !== 'markdown');
    if (format === 'markdown') writeMarkdown(text, isStreaming, () => shown === key);
    else {
      markdown = null;
      element.replaceChildren(...plainElements(text));
    }
  };
  const writeMarkdown = (text: string, isStreaming: boolean, isCurrent: () => boolean): void => {
    const draw = ({ MarkdownView, createRichTextParser, styles }: NonNullable<typeof MARKDOWN.loaded>): void => {
      if (!isCurrent()) return;
      if (!markdown) {
        context.adopt(styles);
        element.classList.add('markdown');
        element.classList.remove('loading');
        markdown = new MarkdownView(element, context, createRichTextParser());
      }
      markdown.show(text, isStreaming);
    };
    if (MARKDOWN.loaded) {
      draw(MARKDOWN.loaded);
      return;
    }
    // Until the lexer is loaded, the text is invisible but takes its space. If it fails to load, the source text is
    // shown.
    element.classList.add('loading');
    element.replaceChildren(text);
    MARKDOWN.load().then(draw, () => element.classList.remove('loading'));
  };
  /** A draft has no buttons, but its final message may. */
  const addButtons = (latest: Message, latestBody: BodyOf<'text'>): void => {
    const { approval, buttons: rows, repeatable } = latestBody;
    if (approval) buttons = createLazyApproval(latest, latestBody, element, context);
    else if (rows) buttons = createButtons(latest, rows, repeatable === true, context);
  };
  write(body, message.streaming);
  addButtons(message, body);
  return {
    element,
    isBubble: true,
    get below() {
      return buttons?.element;
    },
    update(next) {
      if (next.body.type !== 'text' || (buttons && !next.body.buttons)) return false;
      if (next.body.format !== 'markdown') element.classList.remove('markdown', 'loading');
      write(next.body, next.streaming);
      if (buttons) buttons.update(next);
      else addButtons(next, next.body);
      return true;
    },
    dispose: () => buttons?.dispose?.(),
  };
}
