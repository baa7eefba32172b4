import { h } from '../dom/h.ts';
import { authorOf } from './author-of.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Saves the conversation as a text file that is created in the browser. */
export async function saveTranscript(context: WidgetContext): Promise<void> {
  const { describeBody } = await import('@connective-chat/core/rich-text');
  const lines = context.client.messages.get().flatMap((message) => {
    const text = describeBody(message.body, context.texts);
    if (!text) return [];
    const at = new Date(message.at).toLocaleString(context.texts.locale);
    const author = authorOf(message, context);
    return [`${at}  ${author ? `${author}: ` : ''}${text}`];
  });
  const url = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'text/plain;charset=utf-8' }));
  const link = h('a', { href: url, download: `chat-${new Date(context.now()).toISOString().slice(0, 10)}.txt` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
