import type { Button, Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { SOON } from '../late-parts.ts';
import { createNotLoaded } from '../not-loaded.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { ButtonsView } from './buttons.ts';

/** A row of buttons and the gap to the next. */
const ROW_PX = 44;

/** Inline buttons; their place is kept until their code is there, so that nothing moves when it comes. */
export function createLateButtons(
  message: Message,
  rows: readonly (readonly Button[])[],
  repeatable: boolean,
  context: WidgetContext,
): ButtonsView {
  const make = (of: Message): ButtonsView | undefined => {
    if (!SOON.now) return undefined;
    context.adopt(SOON.now.ANSWER_STYLES);
    return SOON.now.createButtons(of, rows, repeatable, context);
  };
  const there = make(message);
  if (there) return there;
  const element = h('div');
  element.style.setProperty('min-block-size', `${rows.length * ROW_PX}px`);
  let shown = message;
  let real: ButtonsView | undefined;
  const load = (): void => {
    SOON.load().then(
      () => {
        real = make(shown);
        if (real) element.replaceWith(real.element);
      },
      () => element.replaceChildren(createNotLoaded(context, load)),
    );
  };
  load();
  return {
    element,
    update(next) {
      shown = next;
      real?.update(next);
    },
  };
}
