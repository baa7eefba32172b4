import { botNameOf } from './author-of.ts';
import type { WidgetContext } from './widget-context.types.ts';

/**
 * The name in the header: that of the operator, otherwise the site's (`title` or its texts), otherwise that of the
 * bot's settings.
 */
export const titleOf = ({ client, t, texts, ...context }: WidgetContext): string =>
  client.dialog.get().operator?.name ??
  (context.heading.get().title || texts.own('title') || botNameOf(context) || t('title'));
