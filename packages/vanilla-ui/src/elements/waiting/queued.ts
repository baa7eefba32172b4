import type { QueuedMessage } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import WAITING from '../../styles/waiting.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';

/** The text that waits for the end of the answer, above the input: it can be edited and removed. */
export function createQueued(context: WidgetContext, { text }: QueuedMessage): HTMLElement {
  const { composer, t } = context;
  context.adopt(WAITING);
  const action = (label: string, name: string, run: () => void) => {
    const click = () => {
      run();
      // The button disappears, and with it the focus.
      context.focusInput();
    };
    return h('button', { type: 'button', class: 'link', 'aria-label': name, on: { click } }, label);
  };
  return h(
    'div',
    { class: 'queued', part: 'queued', role: 'group', 'aria-label': t('queued') },
    h('div', { class: 'queued-words' }, h('p', { class: 'queued-hint' }, t('queued')), h('p', { dir: 'auto' }, text)),
    action(t('edit'), t('editQueued'), () => composer.editQueued()),
    action(t('discard'), t('removeQueued'), () => composer.removeQueued()),
  );
}
