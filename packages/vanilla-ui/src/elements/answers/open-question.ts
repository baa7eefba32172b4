import type { Message } from '@connective-chat/core';
import type { WidgetContext } from '../widget-context.types.ts';

/** The newest message with a reply keyboard that was not answered by a button or a text. */
export function openQuestion({ client }: WidgetContext): Message | null {
  const ids = client.messageIds.get();
  for (let index = ids.length - 1; index >= 0; index--) {
    const message = client.message(ids[index] as string).get();
    if (!message || message.from.kind === 'visitor') return null;
    if (message.body.type !== 'text' || !message.body.keyboard?.length) continue;
    return message.answer && !message.body.repeatable ? null : message;
  }
  return null;
}
