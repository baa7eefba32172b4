import { h } from '../../dom/h.ts';
import type { Scope } from '../../dom/scope.ts';
import { SOON } from '../late-parts.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { openQuestion } from './open-question.ts';

/** Where the reply keyboard appears; what shows it comes with the first question that has one. */
export function createQuickPlace(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, t } = context;
  const element = h('div', { class: 'quick', role: 'group', 'aria-label': t('quickReplies'), hidden: true });
  let shown = false;
  const show = (): void => {
    if (shown || scope.ended || !openQuestion(context)) return;
    if (SOON.now) {
      shown = true;
      context.adopt(SOON.now.ANSWER_STYLES);
      SOON.now.showQuickReplies(element, context, scope);
    } else {
      // The question can be answered in words meanwhile; the next message tries again.
      SOON.load().then(show, () => {});
    }
  };
  scope.bind(client.messageIds, show);
  return element;
}
