import type { Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { RICH_BODIES } from '../late-parts.ts';
import { createNotLoaded } from '../not-loaded.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** Pictures, files, cards and ratings: at once where their code is there, else as soon as it comes. */
export function createLateBody(message: Message, context: WidgetContext): BodyView | null {
  if (RICH_BODIES.now) return RICH_BODIES.now.createRichBody(message, context);
  const element = h('div', { class: `late ${message.body.type}` });
  let shown = message;
  let real: BodyView | null = null;
  const load = (): void => {
    RICH_BODIES.load().then(
      ({ createRichBody }) => {
        real = createRichBody(shown, context);
        if (real) element.replaceWith(real.element);
      },
      () => element.replaceChildren(createNotLoaded(context, load)),
    );
  };
  load();
  return {
    element,
    bare: message.body.type !== 'file',
    update(next) {
      shown = next;
      return real === null || real.update?.(next) === true;
    },
  };
}
