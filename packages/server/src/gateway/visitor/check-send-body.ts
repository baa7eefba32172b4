import type { Limits } from '@connective-chat/core/protocol';
import { Refused } from '../../lib/refusal.ts';

const SENDABLE = new Set([
  'text',
  'image',
  'file',
  'press',
  'alias',
  'rate',
  'request_operator',
  'leave_queue',
  'close',
]);

/**
 * Detects the two problems of a send that have their own codes, so that a client can explain them.
 *
 * @throws Refused UNSUPPORTED_TYPE, TOO_LARGE
 */
export function checkSendBody(raw: unknown, { textBytes }: Pick<Limits, 'textBytes'>): void {
  const body = (raw as { body?: { type?: unknown; text?: unknown } } | null)?.body;
  if (typeof body?.type === 'string' && !SENDABLE.has(body.type)) {
    throw new Refused('UNSUPPORTED_TYPE', 'body.type: not supported by this server.');
  }
  if (typeof body?.text === 'string' && Buffer.byteLength(body.text) > textBytes) {
    throw new Refused('TOO_LARGE', `body.text: is longer than ${textBytes} bytes.`);
  }
}
