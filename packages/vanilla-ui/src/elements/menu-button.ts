import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { icon } from '../icons/icon.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** The button of the header's menu; the menu itself comes with the first press. */
export function createMenuButton(context: WidgetContext, scope: Scope): HTMLElement {
  const toggle = async (): Promise<void> => {
    if (button.getAttribute('aria-expanded') === 'true') return;
    const { openMenu } = await import('./menu.ts');
    const root = button.getRootNode();
    if (root instanceof ShadowRoot && !scope.ended) openMenu(context, root, button, scope);
  };
  const button = h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': context.t('menu'),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      on: { click: () => void toggle() },
    },
    icon('more'),
  );
  return h('div', { class: 'menu-anchor' }, button);
}
