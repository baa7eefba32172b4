import type { Message } from '@connective-chat/core';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';
import { createCards } from './cards.ts';
import { createFile } from './file.ts';
import { createImage } from './image.ts';
import { createNotice } from './notice.ts';
import { createPlain } from './plain.ts';
import { createRating } from './rating.ts';
import { createText } from './text.ts';

/** Shows what a message says; `null` for what is said to the scenario and not to people. */
export function createBody(message: Message, context: WidgetContext): BodyView | null {
  const { body } = message;
  const { t } = context;
  switch (body.type) {
    case 'text':
      return createText(message, body, context);
    case 'image':
      return createImage(body, context);
    case 'file':
      return createFile(body, context);
    case 'cards':
      return createCards(message, body, context);
    case 'rating':
      return createRating(message, body, context);
    case 'notice':
      return createNotice(body.text);
    case 'press':
      return createPlain(body.label, 'chosen-answer');
    case 'request_operator':
      return createPlain(t('requestOperator'), 'chosen-answer');
    case 'leave_queue':
      return createPlain(t('leaveQueue'), 'chosen-answer');
    case 'close':
      return createPlain(t('endChat'), 'chosen-answer');
    case 'erased':
      return createPlain(t('erased'), 'muted');
    case 'unsupported':
      return createPlain(t('unsupported'), 'muted');
    case 'alias':
    case 'rate':
      return null;
  }
}
