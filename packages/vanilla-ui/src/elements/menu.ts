import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { icon } from '../icons/icon.ts';
import MENU from '../styles/menu.css?inline';
import { actionsOf } from './actions-of.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Opens the menu under its button. Its items are created now, because the possible actions change. */
export function openMenu(context: WidgetContext, button: HTMLElement, scope: Scope): void {
  context.adopt(MENU);
  const open = scope.child();
  const close = (focus = true): void => {
    open.end();
    if (focus) button.focus();
  };
  const list = h(
    'div',
    { class: 'menu', role: 'menu', id: 'cc-menu', 'aria-label': context.t('menu') },
    ...actionsOf(context).map((item) =>
      h(
        'button',
        {
          type: 'button',
          role: 'menuitem',
          tabindex: '-1',
          on: {
            click: () => {
              close();
              item.run();
            },
          },
        },
        icon(item.icon),
        item.label,
      ),
    ),
  );
  open.listen(list, 'keydown', (event: KeyboardEvent) => {
    const items = [...list.children] as HTMLElement[];
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === 'Escape') {
      // Esc closes the menu and not the chat behind it.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') {
      close(false);
    }
  });
  open.listen(
    context.container,
    'pointerdown',
    (event: PointerEvent) => {
      const path = event.composedPath();
      if (!path.includes(list) && !path.includes(button)) close(false);
    },
    { capture: true },
  );
  // The button toggles, so the menu must be closed before the click is handled.
  open.listen(button, 'click', () => close(false), { capture: true });
  open.own(() => {
    list.remove();
    setAttribute(button, 'aria-expanded', 'false');
  });
  button.after(list);
  setAttribute(button, 'aria-expanded', 'true');
  (list.firstElementChild as HTMLElement | null)?.focus();
}
