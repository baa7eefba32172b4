import type { NodeOf } from '@connective-chat/contracts/scenario';
import { localize } from '@connective-chat/contracts/scenario';
import type { Body } from '@connective-chat/core/protocol';
import type { RunNode, StepContext } from '../interpreter.types.ts';
import { fill, PART_VALUES_LENGTH } from '../template.ts';
import { textBody, wireButtons } from './text-body.ts';

type MessageNode = NodeOf<'message'>;
type Picture = NonNullable<MessageNode['image']>;

const words = (text: Parameters<typeof localize>[0], { locale, lookup }: StepContext) =>
  fill(localize(text, locale), lookup, 'plain', {}, PART_VALUES_LENGTH);

const picture = ({ url, alt }: Picture, context: StepContext) => ({
  url: fill(url, context.lookup, 'url'),
  alt: alt === undefined ? '' : words(alt, context),
});

const repeatableOf = ({ repeatable }: MessageNode) => (repeatable === undefined ? {} : { repeatable });

function cardsBody(cards: NonNullable<MessageNode['cards']>, node: MessageNode, context: StepContext): Body {
  let before = 0;
  const items = cards.map(({ title, text, image, buttons = [] }) => {
    // A press contains only the button's id, so the buttons of all cards are numbered consecutively.
    const row = wireButtons([buttons], context, before)[0] ?? [];
    before += buttons.length;
    return {
      title: words(title, context),
      ...(text === undefined ? {} : { text: words(text, context) }),
      ...(image === undefined ? {} : { image: picture(image, context) }),
      ...(row.length > 0 ? { buttons: row } : {}),
    };
  });
  return { type: 'cards', items, ...repeatableOf(node) };
}

function bodyOf(node: MessageNode, context: StepContext): Body {
  const { text, image, file, cards, rating, buttons, keyboard } = node;
  if (image) {
    const size = { ...(image.width ? { width: image.width } : {}), ...(image.height ? { height: image.height } : {}) };
    return { type: 'image', ...picture(image, context), ...size };
  }
  if (file) {
    const url = fill(file.url, context.lookup, 'url');
    // An empty id means that the file is at its own URL, not in the store.
    return { type: 'file', fileId: '', name: words(file.name, context), size: file.size, mime: file.mime, url };
  }
  if (cards) return cardsBody(cards, node, context);
  if (rating) {
    return { type: 'rating', prompt: words(rating.prompt, context), scale: rating.scale, comment: rating.comment };
  }
  return {
    ...textBody(text ?? '', node.format, context),
    ...(buttons ? { buttons: wireButtons(buttons, context) } : {}),
    ...(keyboard ? { keyboard: wireButtons(keyboard, context, (buttons ?? []).flat().length) } : {}),
    ...repeatableOf(node),
  };
}

export const runMessageNode: RunNode<'message'> = (node, context) => {
  const say = [bodyOf(node, context)];
  return node.next === undefined || node.rating
    ? { say, position: { node: context.nodeId, attempts: 0 } }
    : { say, next: node.next };
};
