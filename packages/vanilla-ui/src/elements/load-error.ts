import { h } from '../dom/h.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Replaces a part whose code could not be loaded; has a retry button. */
export function createLoadError({ t, focusInput }: WidgetContext, retry: () => void): HTMLElement {
  const onClick = (): void => {
    element.remove();
    focusInput();
    retry();
  };
  const element = h(
    'p',
    { class: 'not-loaded' },
    t('notLoaded'),
    ' ',
    h('button', { type: 'button', class: 'link', on: { click: onClick } }, t('retry')),
  );
  return element;
}
