import { h } from '../dom/h.ts';
import UNREAD_LINE from '../styles/unread-line.css?inline';
import type { WidgetContext } from './widget-context.types.ts';

/** Parts what the visitor has seen from what came since. */
export function createUnreadLine({ adopt, t }: WidgetContext): HTMLElement {
  adopt(UNREAD_LINE);
  return h('div', { class: 'unread-line', part: 'unread-line' }, t('unreadLine'));
}
