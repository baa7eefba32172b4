import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { setAttribute } from '../../dom/set-attribute.ts';
import { setText } from '../../dom/set-text.ts';
import { icon } from '../../icons/icon.ts';
import ASIDE from '../../styles/aside.css?inline';
import { actionsOf } from '../actions-of.ts';
import { avatar } from '../avatar.ts';
import { subtitleOf } from '../subtitle-of.ts';
import { titleOf } from '../title-of.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { createSharedFiles } from './shared-files.ts';

/** The second pane of a wide frame: the other participant, the actions, and the files of the conversation. */
export function createAside(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, t, heading, bot } = context;
  context.adopt(ASIDE);
  const face = h('span', { class: 'face' });
  const name = h('p', { class: 'aside-name', dir: 'auto' });
  const line = h('p', { class: 'aside-line', dir: 'auto' });
  const actions = h('div', { class: 'aside-actions', role: 'group', 'aria-label': t('menu') });
  let shownActions = '';

  const showActions = (): void => {
    const items = actionsOf(context);
    const key = items.map(({ label }) => label).join('\n');
    if (key === shownActions) return;
    shownActions = key;
    const focused = actions.contains((actions.getRootNode() as ShadowRoot).activeElement);
    actions.replaceChildren(
      ...items.map(({ icon: path, label, run }) => {
        const press = (): void => {
          run();
          showActions();
        };
        return h('button', { type: 'button', class: 'aside-action', on: { click: press } }, icon(path), label);
      }),
    );
    // The list of actions was replaced, so the focus has to be restored.
    if (focused) (actions.firstElementChild as HTMLElement | null)?.focus();
  };
  let shownFace = '';
  const show = (): void => {
    const { operator } = client.dialog.get();
    const source = operator ? operator.avatar : (heading.get().avatar ?? bot.get().avatar);
    const key = `${operator?.name}\n${source}`;
    if (key !== shownFace) {
      shownFace = key;
      face.replaceChildren(avatar(operator ? 'person' : 'bot', source, operator?.name));
    }
    setAttribute(face, 'data-presence', operator ? (operator.online === false ? 'away' : 'online') : null);
    setText(name, titleOf(context));
    setText(line, subtitleOf(context));
    showActions();
  };
  for (const readable of [client.dialog, bot, client.connection, client.typing, client.messageIds, heading]) {
    scope.own(readable.subscribe(show));
  }
  show();
  return h(
    'div',
    { class: 'aside', part: 'aside', role: 'complementary', 'aria-label': t('about') },
    h('div', { class: 'aside-card' }, face, name, line),
    h('slot', { name: 'aside' }),
    actions,
    createSharedFiles(context, scope),
  );
}
