import type { SendResult } from '@connective-chat/core';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { type IconName, icon } from '../icons/icon.ts';
import { saveTranscript } from './save-transcript.ts';
import { soundPreference } from './sound-preference.ts';
import type { WidgetContext } from './widget-context.types.ts';

interface Item {
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

/** The menu of the header. Its items are made when it opens: what can be done depends on the moment. */
export function createMenu(context: WidgetContext, scope: Scope): HTMLElement {
  const list = h('div', { class: 'menu', role: 'menu', id: 'cc-menu', 'aria-label': context.t('menu'), hidden: true });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'aria-label': context.t('menu'),
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-controls': 'cc-menu',
      on: { click: () => (list.hidden ? open() : close()) },
    },
    icon('more'),
  );
  const element = h('div', { class: 'menu-anchor' }, button, list);

  const close = (focus = true): void => {
    if (list.hidden) return;
    list.hidden = true;
    setAttribute(button, 'aria-expanded', 'false');
    if (focus) button.focus();
  };
  const open = (): void => {
    list.replaceChildren(
      ...itemsOf(context).map((item) =>
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
    list.hidden = false;
    setAttribute(button, 'aria-expanded', 'true');
    (list.firstElementChild as HTMLElement | null)?.focus();
  };

  scope.listen(list, 'keydown', (event: KeyboardEvent) => {
    const items = [...list.children] as HTMLElement[];
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      // Esc closes the menu, not the chat behind it.
      event.stopPropagation();
      if (event.key === 'Escape') event.preventDefault();
      close(event.key === 'Escape');
    }
  });
  scope.listen(context.container, 'pointerdown', (event: PointerEvent) => {
    if (!event.composedPath().includes(element)) close(false);
  });
  return element;
}

function itemsOf(context: WidgetContext): readonly Item[] {
  const { client, t } = context;
  const items: Item[] = [];
  const attempt = (send: () => SendResult) => (): void => {
    const result = send();
    if (!result.ok) context.explain(result.reason);
    context.focusInput();
  };
  if (client.can('requestOperator').ok && client.dialog.get().status === 'bot') {
    items.push({ icon: 'person', label: t('requestOperator'), run: attempt(() => client.requestOperator()) });
  }
  if (client.can('leaveQueue').ok && client.dialog.get().status === 'queued') {
    items.push({ icon: 'end', label: t('leaveQueue'), run: attempt(() => client.leaveQueue()) });
  }
  const sound = soundPreference.get();
  items.push(
    {
      icon: sound ? 'soundOff' : 'soundOn',
      label: t(sound ? 'soundOff' : 'soundOn'),
      run: () => soundPreference.set(!sound),
    },
    { icon: 'download', label: t('saveTranscript'), run: () => saveTranscript(context) },
  );
  if (client.can('close').ok && client.dialog.get().status !== 'closed' && client.messageIds.get().length > 0) {
    items.push({ icon: 'end', label: t('endChat'), run: attempt(() => client.close()) });
  }
  return items;
}
