import type { Message } from '../conversation/message.types.ts';
import type { Body } from '../protocol/body.ts';

/** The fields that a test sets; the others have defaults. */
export type MessageParts = Partial<Omit<Message, 'body' | 'from'>> & { readonly from?: Message['from']['kind'] };

/**
 * Builds a message as a client shows it, for tests and stories of UI components. By default it is from the bot,
 * confirmed, and dated at the start of 2026. Its id is derived from its seq, `message-1` without one.
 *
 * @example
 * buildMessage('Hello!')
 * buildMessage('Where is it?', { from: 'visitor', delivery: 'failed' })
 * buildMessage({ type: 'rating', prompt: 'Was it good?', scale: 5, comment: true }, { seq: 4 })
 */
export function buildMessage(content: string | Body, parts: MessageParts = {}): Message {
  const { from = 'bot', seq = 1, delivery = 'confirmed', ...rest } = parts;
  const id = rest.id ?? `message-${seq}`;
  return {
    id,
    from: { kind: from },
    body: typeof content === 'string' ? { type: 'text', text: content, format: 'plain' } : content,
    at: '2026-01-01T00:00:00.000Z',
    delivery,
    ...(delivery === 'confirmed' ? { serverId: id, seq } : {}),
    ...rest,
  };
}
