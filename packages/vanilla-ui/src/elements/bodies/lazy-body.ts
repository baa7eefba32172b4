import type { Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { RICH_BODIES } from '../lazy-parts.ts';
import { createLoadError } from '../load-error.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** Images, files, cards and ratings: a placeholder until their code is loaded. */
export function createLazyBody(message: Message, context: WidgetContext): BodyView | null {
  if (RICH_BODIES.loaded) return RICH_BODIES.loaded.createRichBody(message, context);
  const element = h('div', { class: `loading ${message.body.type}` });
  let latest = message;
  let view: BodyView | null = null;
  const load = (): void => {
    RICH_BODIES.load().then(
      ({ createRichBody }) => {
        view = createRichBody(latest, context);
        if (view) element.replaceWith(view.element);
      },
      () => element.replaceChildren(createLoadError(context, load)),
    );
  };
  load();
  return {
    element,
    bare: message.body.type !== 'file',
    update(next) {
      latest = next;
      return view === null || view.update?.(next) === true;
    },
  };
}
