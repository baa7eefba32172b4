import type { Message } from '../conversation/message.types.ts';
import type { Body } from '../protocol/body.ts';
import { englishTexts } from '../texts/english-texts.ts';
import type { Texts } from '../texts/texts.types.ts';
import { bodyToText, messageToText } from './describe-body.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { toPlainText } from './to-plain-text.ts';

/**
 * The text of a Markdown string without its syntax.
 *
 * @example stripMarkdown('**Hi** there') // 'Hi there'
 */
export const stripMarkdown = (source: string): string => toPlainText(parseMarkdown(source));

/**
 * A body as plain text, for a screen reader, a notification or a preview. Empty if it has no text for people.
 *
 * @example describeBody({ type: 'text', text: '**Hi**', format: 'markdown' }) // 'Hi'
 */
export function describeBody(body: Body, texts: Texts = englishTexts): string {
  return bodyToText(body, texts, stripMarkdown);
}

/**
 * A message as one sentence: its author and its text.
 *
 * @param botName the bot's name for messages without one
 * @example element.ariaLabel = describeMessage(message);
 */
export function describeMessage(message: Message, texts: Texts = englishTexts, botName?: string | undefined): string {
  return messageToText(message, texts, stripMarkdown, botName);
}
