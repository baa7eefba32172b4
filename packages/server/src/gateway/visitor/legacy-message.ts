import type { OutgoingMessage } from '../../conversation/wire.ts';

/** A message in the format of protocol 1; null for a body without an equivalent. */
export function toLegacyMessage({ id, at, from, body }: OutgoingMessage) {
  const envelope = { id, date: at, from: from.kind === 'visitor' ? 'user' : from.kind };
  if (body.type === 'text') {
    return { ...envelope, type: 'text', text: body.text, ...(body.buttons ? { buttons: body.buttons } : {}) };
  }
  if (body.type === 'notice') return { ...envelope, type: 'notice', text: body.text };
  return body.type === 'press' ? { ...envelope, type: 'text', text: body.label } : null;
}
