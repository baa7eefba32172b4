import type { WidgetContext } from './widget-context.types.ts';

/** The line under the title: who handles the conversation, and whether it is connected. */
export function subtitleOf({ client, t, texts, heading, bot }: WidgetContext): string {
  const { status, operator, queuePosition } = client.dialog.get();
  const { status: link, attempt } = client.connection.get();
  if (link === 'connecting') return t('subtitleConnecting');
  if (link === 'refused') return t('subtitleRefused');
  // The first attempt starts immediately and usually succeeds, so it is not shown.
  if (link === 'reconnecting' && attempt > 1) return t('subtitleOffline');
  switch (status) {
    case 'queued':
      return queuePosition ? t('subtitleQueued', { n: queuePosition }) : t('subtitleQueuedUnknown');
    case 'operator':
      if (client.typing.get()) return t('operatorTyping');
      return t(operator?.online === false ? 'subtitleOperatorAway' : 'subtitleOperator');
    case 'closed':
      return t('subtitleClosed');
    case 'bot':
      return heading.get().subtitle || texts.own('subtitleBot') || bot.get().subtitle || t('subtitleBot');
  }
}
