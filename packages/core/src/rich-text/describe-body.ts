import type { Message } from '../conversation/message.types.ts';
import type { Body, BodyOf } from '../protocol/body.ts';
import { englishTexts } from '../texts/english-texts.ts';
import type { Texts } from '../texts/texts.types.ts';

/** Converts Markdown to plain text. It is a parameter, because the lexer is loaded on demand. */
export type MarkdownToText = (source: string) => string;

/** A body as plain text; empty if it has no text for people. */
export function bodyToText(body: Body, texts: Texts, markdownToText: MarkdownToText): string {
  switch (body.type) {
    case 'text':
      return withTool(body, body.format === 'markdown' ? markdownToText(body.text) : body.text);
    case 'image':
      return body.alt ? `${texts.t('image')}: ${body.alt}` : texts.t('image');
    case 'file':
      return texts.t('file', { name: body.name });
    case 'cards':
      return body.items.map(({ title, text }) => (text ? `${title}: ${text}` : title)).join('; ');
    case 'rating':
      return body.prompt;
    case 'notice':
      return body.text;
    case 'press':
      return body.label;
    case 'rate':
      return texts.t('ratedScore', { score: body.score });
    case 'request_operator':
      return texts.t('requestOperator');
    case 'leave_queue':
      return texts.t('leaveQueue');
    case 'close':
      return texts.t('endChat');
    case 'erased':
      return texts.t('erased');
    case 'alias':
    case 'edit':
    case 'erase':
      return '';
    default:
      return texts.t('unsupported');
  }
}

/** The question of an approval, and what the tool does. */
const withTool = ({ approval }: BodyOf<'text'>, text: string): string =>
  approval ? [text, approval.tool].filter(Boolean).join(' · ') : text;

/** A message as one sentence: its author and its text. */
export function messageToText(
  message: Message,
  texts: Texts,
  markdownToText: MarkdownToText,
  botName?: string | undefined,
): string {
  const author = describeAuthor(message, texts, botName);
  const said = bodyToText(message.body, texts, markdownToText);
  const text = message.stopped ? `${said} (${texts.t('stopped')})` : said;
  return author && text ? `${author}: ${text}` : text;
}

/**
 * The name of a message's author; empty for the system.
 *
 * @param botName the bot's name for messages without one, such as `client.bot.get().title`
 * @example describeAuthor(message) // 'Olena'
 */
export function describeAuthor(message: Message, texts: Texts = englishTexts, botName?: string | undefined): string {
  const { kind, name } = message.from;
  switch (kind) {
    case 'visitor':
      return texts.t('you');
    case 'bot':
      return name || botName || texts.t('bot');
    case 'operator':
      return name || texts.t('operator');
    default:
      return name || '';
  }
}
