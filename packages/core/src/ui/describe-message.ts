import type { Message } from '../conversation/message.types.ts';
import type { Body } from '../protocol/entities.ts';
import { englishLabels } from './labels/english.ts';
import type { Labels } from './labels/labels.types.ts';
import { stripMarkdown } from './rich-text.ts';

/**
 * What a body says, in plain words: for a screen reader, a notification, a preview.
 *
 * @example describeBody({ type: 'text', text: '**Hi**', format: 'markdown' }) // 'Hi'
 */
export function describeBody(body: Body, labels: Labels = englishLabels): string {
  switch (body.type) {
    case 'text':
      return body.format === 'markdown' ? stripMarkdown(body.text) : body.text;
    case 'image':
      return body.alt || labels.image;
    case 'file':
      return labels.file(body.name);
    case 'cards':
      return body.items.map((card) => card.title).join(', ');
    case 'rating':
      return body.prompt;
    case 'notice':
      return body.text;
    case 'press':
      return body.label;
    case 'rate':
      return labels.rated(body.score);
    case 'erased':
      return labels.erased;
    case 'alias':
    case 'request_operator':
    case 'leave_queue':
    case 'close':
      return '';
    default:
      return labels.unsupported;
  }
}

/**
 * Who a message is from, by name where there is one.
 *
 * @example describeAuthor(message) // 'Olena'
 */
export function describeAuthor(message: Message, labels: Labels = englishLabels): string {
  return message.from.kind === 'visitor' ? labels.you : message.from.name || labels.author(message);
}

/**
 * A message as one sentence: its author, and what it says.
 *
 * @example element.ariaLabel = describeMessage(message);
 */
export function describeMessage(message: Message, labels: Labels = englishLabels): string {
  const author = describeAuthor(message, labels);
  const text = describeBody(message.body, labels);
  return author && text ? `${author}: ${text}` : text;
}
