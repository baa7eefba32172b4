import type { SendResult } from '@connective-chat/core';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { icon } from '../icons/icon.ts';
import { DOWNLOAD } from '../icons/paths/download.ts';
import { END } from '../icons/paths/end.ts';
import { PERSON } from '../icons/paths/person.ts';
import { SOUND_OFF } from '../icons/paths/sound-off.ts';
import { SOUND_ON } from '../icons/paths/sound-on.ts';
import MENU from '../styles/menu.css?inline';
import { saveTranscript } from './save-transcript.ts';
import { soundPreference } from './sound-preference.ts';
import type { WidgetContext } from './widget-context.types.ts';

interface Item {
  readonly icon: string;
  readonly label: string;
  readonly run: () => void;
}

/** Opens the menu under its button. Its items are made now: what can be done depends on the moment. */
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
  open.listen(list, 'keydown', (event: KeyboardEvent) => {
    const items = [...list.children] as HTMLElement[];
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === 'Escape') {
      // Esc closes the menu, not the chat behind it.
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
  // The button toggles: its next press must find the menu closed.
  open.listen(button, 'click', () => close(false), { capture: true });
  open.own(() => {
    list.remove();
    setAttribute(button, 'aria-expanded', 'false');
  });
  button.after(list);
  setAttribute(button, 'aria-expanded', 'true');
  (list.firstElementChild as HTMLElement | null)?.focus();
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
    items.push({ icon: PERSON, label: t('requestOperator'), run: attempt(() => client.requestOperator()) });
  }
  if (client.can('leaveQueue').ok && client.dialog.get().status === 'queued') {
    items.push({ icon: END, label: t('leaveQueue'), run: attempt(() => client.leaveQueue()) });
  }
  const sound = soundPreference.get();
  items.push(
    {
      icon: sound ? SOUND_OFF : SOUND_ON,
      label: t(sound ? 'soundOff' : 'soundOn'),
      run: () => soundPreference.set(!sound),
    },
    { icon: DOWNLOAD, label: t('saveTranscript'), run: () => saveTranscript(context) },
  );
  if (client.can('close').ok && client.dialog.get().status !== 'closed' && client.messageIds.get().length > 0) {
    items.push({ icon: END, label: t('endChat'), run: attempt(() => client.close()) });
  }
  return items;
}
