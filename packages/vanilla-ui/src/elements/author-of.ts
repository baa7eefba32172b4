import type { Message } from '@connective-chat/core';
import { describeAuthor } from '@connective-chat/core/ui';
import type { WidgetContext } from './widget-context.types.ts';

/** The name of the bot: that of the site, otherwise that of the bot's settings. */
export const botNameOf = ({ bot, heading }: Pick<WidgetContext, 'bot' | 'heading'>): string | undefined =>
  heading.get().title || bot.get().title;

/** The name to show above a message. */
export const authorOf = (message: Message, context: WidgetContext): string =>
  describeAuthor(message, context.texts, botNameOf(context));
