import { h } from '../dom/h.ts';
import UNREAD_LINE from '../styles/unread-line.css?inline';
import type { WidgetContext } from './widget-context.types.ts';

/** The line between seen and unseen messages. */
export function createUnreadLine({ adopt, t }: WidgetContext): HTMLElement {
  adopt(UNREAD_LINE);
  return h('div', { class: 'unread-line', part: 'unread-line' }, t('unreadLine'));
}
