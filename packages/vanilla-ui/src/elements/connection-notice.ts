import { canReconnect } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setText } from '../dom/set-text.ts';
import NOTICE from '../styles/notice.css?inline';
import type { WidgetContext } from './widget-context.types.ts';

/** An interruption shorter than this is not shown. */
const GRACE_MS = 3000;

/** The strip under the header while there is no connection: when the client tries again, and a button to try now. */
export function createConnectionNotice(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, t, now } = context;
  context.adopt(NOTICE);
  const text = h('span');
  const retry = h('button', { type: 'button', class: 'link', on: { click: () => client.reconnect() } }, t('retryNow'));
  const element = h('div', { class: 'notice-strip', part: 'notice', hidden: true }, text, retry);
  let downSince: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (): void => {
    clearTimeout(timer);
    const connection = client.connection.get();
    const { status, willRetryAt } = connection;
    if (status === 'refused') {
      setText(text, t('refused'));
      retry.hidden = !canReconnect(connection);
      element.hidden = false;
      return;
    }
    if (status !== 'reconnecting') {
      element.hidden = true;
      downSince = null;
      return;
    }
    downSince ??= now();
    const grace = downSince + GRACE_MS - now();
    if (grace > 0) {
      timer = setTimeout(show, grace);
      return;
    }
    const seconds = willRetryAt === null ? 0 : Math.ceil((willRetryAt - now()) / 1000);
    setText(text, seconds > 0 ? t('offlineRetry', { n: seconds }) : t('offline'));
    retry.hidden = seconds <= 0;
    element.hidden = false;
    if (seconds > 0) timer = setTimeout(show, 1000);
  };

  scope.bind(client.connection, show);
  scope.own(() => clearTimeout(timer));
  return element;
}
