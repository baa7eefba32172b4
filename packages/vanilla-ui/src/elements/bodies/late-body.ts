import type { Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';
import type { createRichBody } from './rich-bodies.ts';

let create: typeof createRichBody | undefined;

/** Pictures, files, cards and ratings: at once where their code is there, else as soon as it comes. */
export function createLateBody(message: Message, context: WidgetContext): BodyView | null {
  if (create) return create(message, context);
  const element = h('div', { class: 'late' });
  let shown = message;
  let real: BodyView | null = null;
  import('./rich-bodies.ts').then(
    ({ createRichBody }) => {
      create = createRichBody;
      real = createRichBody(shown, context);
      if (real) element.replaceWith(real.element);
    },
    // The words of it are better than nothing; the next row tries again.
    () => element.replaceChildren(context.t('unsupported')),
  );
  return {
    element,
    bare: message.body.type !== 'file',
    update(next) {
      shown = next;
      return real === null || real.update?.(next) === true;
    },
  };
}
