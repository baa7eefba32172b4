import type { Message } from '@connective-chat/core';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';
import { createLazyBody } from './lazy-body.ts';
import { createNotice } from './notice.ts';
import { createPlain } from './plain.ts';
import { createText } from './text.ts';

/** Creates the view of a message's body; `null` for a body without content for people. */
export function createBody(message: Message, context: WidgetContext): BodyView | null {
  const { body } = message;
  const { t } = context;
  switch (body.type) {
    case 'text':
      return createText(message, body, context);
    case 'image':
    case 'file':
    case 'cards':
    case 'rating':
      return createLazyBody(message, context);
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
    case 'edit':
    case 'erase':
      return null;
  }
}
