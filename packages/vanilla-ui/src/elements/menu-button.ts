import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { icon } from '../icons/icon.ts';
import { MORE } from '../icons/paths/more.ts';
import { bindText } from './bind-text.ts';
import { SIDE_PARTS } from './lazy-parts.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** The menu button of the header; the menu itself is loaded with the first press. */
export function createMenuButton(context: WidgetContext, scope: Scope): HTMLElement {
  const toggle = (): void => {
    if (button.getAttribute('aria-expanded') === 'true') return;
    SIDE_PARTS.load().then(
      ({ openMenu }) => {
        if (!scope.ended) openMenu(context, button, scope);
      },
      () => context.announce(context.t('notLoaded'), 'assertive'),
    );
  };
  const near = (): void => void SIDE_PARTS.load().catch(() => {});
  const button = h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      on: { click: toggle, pointerenter: near, focus: near },
    },
    icon(MORE),
  );
  bindText(context, scope, button, 'menu', 'aria-label');
  return h('div', { class: 'menu-anchor' }, button);
}
