import type { BodyOf, Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { linkify } from '../../safety/linkify.ts';
import { plainText } from '../../safety/plain-text.ts';
import { createLateButtons } from '../answers/late-buttons.ts';
import { MARKDOWN } from '../late-parts.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** A text, plain or marked up, with the buttons of its message below. */
export function createText(message: Message, body: BodyOf<'text'>, context: WidgetContext): BodyView {
  const element = h('div', { class: 'text', dir: 'auto' });
  const buttons = body.buttons && createLateButtons(message, body.buttons, body.repeatable === true, context);
  let shown: string | null = null;

  const write = ({ text, format }: BodyOf<'text'>): void => {
    const key = `${format}\n${text}`;
    if (shown === key) return;
    shown = key;
    const markdown = format === 'markdown' ? MARKDOWN.now : null;
    element.classList.toggle('markdown', markdown !== null);
    if (markdown) {
      context.adopt(markdown.MARKDOWN_STYLES);
      element.replaceChildren(markdown.renderMarkdown(text));
    } else if (format === 'markdown') {
      // Its words without the marks, for the moment until the code is there; or for good, where it does not come.
      element.replaceChildren(plainText(text));
      MARKDOWN.load().then(
        () => {
          if (shown !== key) return;
          shown = null;
          write({ type: 'text', text, format });
        },
        () => {},
      );
    } else {
      element.replaceChildren(linkify(text));
    }
  };
  write(body);
  return {
    element,
    ...(buttons && { below: buttons.element }),
    update(next) {
      if (next.body.type !== 'text') return false;
      // A draft has no buttons, and its final text may.
      if (Boolean(next.body.buttons) !== Boolean(buttons)) return false;
      write(next.body);
      buttons?.update(next);
      return true;
    },
  };
}
