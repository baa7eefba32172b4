import type { Message } from '@connective-chat/core';
import RICH from '../../styles/rich.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';
import { createCards } from './cards.ts';
import { createFile } from './file.ts';
import { createImage } from './image.ts';
import { createRating } from './rating.ts';

/** Renders bodies other than text. Loaded with the first message that needs it. */
export function createRichBody(message: Message, context: WidgetContext): BodyView | null {
  context.adopt(RICH);
  const { body } = message;
  switch (body.type) {
    case 'image':
      return createImage(body, context);
    case 'file':
      return createFile(body, context);
    case 'cards':
      return createCards(message, body, context);
    case 'rating':
      return createRating(message, body, context);
    default:
      return null;
  }
}
