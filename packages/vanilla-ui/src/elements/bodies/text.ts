import type { BodyOf, Message } from '@connective-chat/core';
import { parsePlainText } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { richElements } from '../../dom/rich-elements.ts';
import { createButtons } from '../answers/buttons.ts';
import { MARKDOWN } from '../lazy-parts.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** A plain or Markdown text, with the buttons of its message below. */
export function createText(message: Message, body: BodyOf<'text'>, context: WidgetContext): BodyView {
  const element = h('div', { class: 'text', dir: 'auto' });
  const buttons = body.buttons && createButtons(message, body.buttons, body.repeatable === true, context);
  let shown: string | null = null;
  let isStreaming = message.streaming === true;

  const write = ({ text, format }: BodyOf<'text'>): void => {
    const key = `${format}\n${isStreaming}\n${text}`;
    if (shown === key) return;
    shown = key;
    if (format === 'markdown') writeMarkdown(text, () => shown === key);
    else element.replaceChildren(...richElements(parsePlainText(text)));
  };
  const writeMarkdown = (text: string, isCurrent: () => boolean): void => {
    const draw = ({ parseRichText, styles, addCopyButtons }: NonNullable<typeof MARKDOWN.loaded>): void => {
      if (!isCurrent()) return;
      context.adopt(styles);
      element.classList.add('markdown');
      element.classList.remove('loading');
      element.replaceChildren(...richElements(parseRichText(text)));
      // A draft is rendered again with each piece, and its code blocks may be incomplete.
      if (!isStreaming) addCopyButtons(element, context);
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
  write(body);
  return {
    element,
    ...(buttons && { below: buttons.element }),
    update(next) {
      if (next.body.type !== 'text') return false;
      // A draft has no buttons, but its final message may.
      if (Boolean(next.body.buttons) !== Boolean(buttons)) return false;
      if (next.body.format !== 'markdown') element.classList.remove('markdown', 'loading');
      isStreaming = next.streaming === true;
      write(next.body);
      buttons?.update(next);
      return true;
    },
  };
}
