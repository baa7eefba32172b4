import { botNameOf } from './author-of.ts';
import type { WidgetContext } from './widget-context.types.ts';

/**
 * Whom one talks to: the operator, else what the site calls the chat, by `title` or by its texts, else what the bot's
 * settings call it.
 */
export const titleOf = ({ client, t, texts, ...context }: WidgetContext): string =>
  client.dialog.get().operator?.name ??
  (context.heading.get().title || texts.own('title') || botNameOf(context) || t('title'));
