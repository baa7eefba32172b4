import type { Body, Button } from '@connective-chat/core/protocol';
import type { OutgoingMessage } from '../../conversation/wire.ts';

/** The buttons of a body that answer something, in rows: protocol 1 has them under a text only. */
export function legacyButtons(body: Body): Button[][] {
  if (body.type === 'text') return [...(body.buttons ?? []), ...(body.keyboard ?? [])];
  if (body.type === 'cards') return body.items.flatMap(({ buttons = [] }) => buttons.map((button) => [button]));
  return [];
}

/** What protocol 1 cannot show, as text: names, and the addresses of pictures and files. */
function legacyText(body: Body): string | null {
  switch (body.type) {
    case 'text':
    case 'notice':
      return body.text;
    case 'press':
      return body.label;
    case 'image':
      return lines(body.alt, body.url);
    case 'file':
      return lines(body.name, body.url);
    case 'cards':
      return body.items.map(({ title, text, image }) => lines(title, text, image?.url)).join('\n\n');
    case 'rating':
      return `${body.prompt} (1–${body.scale})`;
    default:
      return null;
  }
}

const lines = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('\n');

/** A message in the format of protocol 1; null for a body that has nothing to show. */
export function toLegacyMessage({ id, at, from, body }: OutgoingMessage) {
  const text = legacyText(body);
  if (text === null || text === '') return null;
  const envelope = { id, date: at, from: from.kind === 'visitor' ? 'user' : from.kind };
  if (body.type === 'notice') return { ...envelope, type: 'notice', text };
  const buttons = legacyButtons(body);
  return { ...envelope, type: 'text', text, ...(buttons.length > 0 ? { buttons } : {}) };
}
