import {
  type ClientEvent,
  type ClientEventName,
  clientEventSchemas,
  guardShape,
  type Limits,
} from '@connective-chat/core/protocol';
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

/** The two mistakes of a send that have codes of their own, so that a visitor can be told what to do. */
function checkBody(raw: unknown, { textBytes }: Pick<Limits, 'textBytes'>): void {
  const body = (raw as { body?: { type?: unknown; text?: unknown } } | null)?.body;
  if (typeof body?.type === 'string' && !SENDABLE.has(body.type)) {
    throw new Refused('UNSUPPORTED_TYPE', 'body.type: this server does not know it.');
  }
  if (typeof body?.text === 'string' && Buffer.byteLength(body.text) > textBytes) {
    throw new Refused('TOO_LARGE', `body.text: is longer than ${textBytes} bytes.`);
  }
}

/**
 * Reads what a client sent. The answer names the place of a mistake and never quotes what stood there.
 *
 * @throws Refused INVALID, TOO_LARGE or UNSUPPORTED_TYPE
 */
export function readRequest<N extends ClientEventName>(
  name: N,
  raw: unknown,
  limits: Pick<Limits, 'textBytes'>,
): ClientEvent<N> {
  const shape = guardShape(raw);
  if (shape) throw new Refused('INVALID', `The frame is ${shape.replace('-', ' ')}.`);
  if (name === 'send') checkBody(raw, limits);
  const parsed = clientEventSchemas[name].safeParse(raw);
  if (parsed.success) return parsed.data as ClientEvent<N>;
  const reasons = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || name}: ${issue.message}`);
  throw new Refused('INVALID', reasons.join('; '));
}
