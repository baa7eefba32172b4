import { canReconnect, describeConnection } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setText } from '../dom/set-text.ts';
import NOTICE from '../styles/notice.css?inline';
import type { WidgetContext } from './widget-context.types.ts';

/** A shorter interruption is not shown, in ms. */
const GRACE_MS = 3000;

/** The notice under the header while there is no connection: the time of the next attempt, and a button to try now. */
export function createConnectionNotice(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, texts, t, now } = context;
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
    const describe = (): void => {
      setText(text, describeConnection(connection, now(), texts) ?? '');
      // During an attempt the button would do nothing.
      const isTrying = status === 'reconnecting' && (willRetryAt === null || willRetryAt <= now());
      retry.hidden = isTrying || !canReconnect(connection);
      element.hidden = false;
    };
    if (status === 'refused') {
      describe();
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
    describe();
    if (willRetryAt !== null && willRetryAt > now()) timer = setTimeout(show, 1000);
  };

  scope.bind(client.connection, show);
  scope.own(() => clearTimeout(timer));
  return element;
}
