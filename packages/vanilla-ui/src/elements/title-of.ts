import { botNameOf } from './author-of.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Whom one talks to: the operator, else what the site or the bot's settings call it. */
export const titleOf = ({ client, t, ...context }: WidgetContext): string =>
  client.dialog.get().operator?.name ?? (botNameOf(context) || t('title'));
