import type { Message } from '@connective-chat/core';
import type { Translator } from '../lang/create-translator.ts';
import { plainText } from '../safety/plain-text.ts';

/** What a message says in words alone: for readers and transcripts. Empty where there is nothing to say. */
export function spokenText({ body }: Message, t: Translator): string {
  switch (body.type) {
    case 'text':
      return body.format === 'markdown' ? plainText(body.text) : body.text;
    case 'image':
      return body.alt ? `${t('image')}: ${body.alt}` : t('image');
    case 'file':
      return body.name;
    case 'cards':
      return body.items.map(({ title, text }) => (text ? `${title}: ${text}` : title)).join('; ');
    case 'rating':
      return body.prompt;
    case 'notice':
      return body.text;
    case 'press':
      return body.label;
    case 'request_operator':
      return t('requestOperator');
    case 'leave_queue':
      return t('leaveQueue');
    case 'close':
      return t('endChat');
    case 'erased':
      return t('erased');
    case 'unsupported':
      return t('unsupported');
    default:
      return '';
  }
}
