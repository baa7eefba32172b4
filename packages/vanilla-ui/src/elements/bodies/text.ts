import type { BodyOf, Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { linkify } from '../../safety/linkify.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';
import { createButtons } from './buttons.ts';

type RenderMarkdown = (text: string) => DocumentFragment;

let renderMarkdown: RenderMarkdown | undefined;
let loading: Promise<RenderMarkdown> | undefined;

/** Comes with the first message that is marked up. */
const loadMarkdown = (): Promise<RenderMarkdown> => {
  loading ??= import('../../safety/render-markdown.ts').then((module) => {
    renderMarkdown = module.renderMarkdown;
    return renderMarkdown;
  });
  // A chunk that did not come may come the next time; the text stands there meanwhile as it was written.
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
};

/** A text, plain or marked up, with the buttons of its message below. */
export function createText(message: Message, body: BodyOf<'text'>, context: WidgetContext): BodyView {
  const element = h('div', { class: 'text', dir: 'auto' });
  const buttons = body.buttons && createButtons(message, body.buttons, body.repeatable === true, context);
  let shown: string | null = null;

  const write = ({ text, format }: BodyOf<'text'>): void => {
    const key = `${format}\n${text}`;
    if (shown === key) return;
    shown = key;
    element.classList.toggle('markdown', format === 'markdown' && renderMarkdown !== undefined);
    if (format !== 'markdown') {
      element.replaceChildren(linkify(text));
    } else if (renderMarkdown) {
      element.replaceChildren(renderMarkdown(text));
    } else {
      element.replaceChildren(text);
      loadMarkdown().then(
        () => {
          if (shown !== key) return;
          shown = null;
          write({ type: 'text', text, format });
        },
        () => {},
      );
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
