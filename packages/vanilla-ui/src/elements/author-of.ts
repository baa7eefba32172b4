import type { Message } from '@connective-chat/core';
import type { WidgetContext } from './widget-context.types.ts';

/** The name to put above a message. */
export function authorOf({ from }: Message, { client, t, heading }: WidgetContext): string {
  switch (from.kind) {
    case 'visitor':
      return t('you');
    case 'bot':
      return from.name || heading.get().title || client.bot.get().title || t('bot');
    case 'operator':
      return from.name || t('operator');
    case 'system':
      return '';
  }
}
