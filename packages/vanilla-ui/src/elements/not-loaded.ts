import { h } from '../dom/h.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Stands in for a part whose code did not come, with a way to ask for it again. */
export function createNotLoaded({ t, focusInput }: WidgetContext, load: () => void): HTMLElement {
  const again = (): void => {
    element.remove();
    focusInput();
    load();
  };
  const element = h(
    'p',
    { class: 'not-loaded' },
    t('notLoaded'),
    ' ',
    h('button', { type: 'button', class: 'link', on: { click: again } }, t('retry')),
  );
  return element;
}
