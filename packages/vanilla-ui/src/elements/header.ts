import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { setText } from '../dom/set-text.ts';
import { icon } from '../icons/icon.ts';
import { CLOSE } from '../icons/paths/close.ts';
import { botNameOf } from './author-of.ts';
import { avatar } from './avatar.ts';
import { bindText } from './bind-text.ts';
import { createMenuButton } from './menu-button.ts';
import { subtitleOf } from './subtitle-of.ts';
import { titleOf } from './title-of.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** The header of the panel: the name of the bot or operator, and the state of the conversation. */
export function createHeader(context: WidgetContext, scope: Scope, onClose: (() => void) | null): HTMLElement {
  const { client, heading, bot, textsChanged } = context;
  const face = h('span', { class: 'face' });
  const title = h('h2', { class: 'title', id: 'cc-title', dir: 'auto' });
  const subtitle = h('p', { class: 'subtitle', dir: 'auto' });
  const titles = h('div', { class: 'titles' }, title, subtitle);
  const menu = createMenuButton(context, scope);
  const close = onClose && h('button', { type: 'button', class: 'tool close', on: { click: onClose } }, icon(CLOSE));
  if (close) bindText(context, scope, close, 'closeChat', 'aria-label');
  // Not a <header>, because outside of a sectioning element it is the banner of the page.
  const element = h(
    'div',
    { class: 'header', part: 'header' },
    h('slot', { name: 'header' }, face, titles),
    menu,
    close,
  );

  let shown = '';
  const showFace = (): void => {
    const { operator } = client.dialog.get();
    const source = operator ? operator.avatar : (heading.get().avatar ?? bot.get().avatar);
    const key = `${operator?.id}\n${operator?.name}\n${source}\n${operator?.online}`;
    if (key === shown) return;
    shown = key;
    face.replaceChildren(avatar(operator ? 'person' : 'bot', source, operator?.name));
    setAttribute(face, 'data-presence', operator ? (operator.online === false ? 'away' : 'online') : null);
  };
  const show = (): void => {
    setText(title, titleOf(context));
    setText(subtitle, subtitleOf(context));
    // While the name is unknown a placeholder is shown, so that it does not change from another name.
    setAttribute(titles, 'data-unknown', !botNameOf(context) && client.connection.get().status === 'connecting');
    showFace();
  };
  for (const readable of [client.dialog, bot, client.connection, client.typing, heading, textsChanged]) {
    scope.own(readable.subscribe(show));
  }
  show();
  return element;
}
