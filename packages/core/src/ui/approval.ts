import type { ChatClient } from '../client/chat-client.types.ts';
import type { SendResult } from '../client/chat-results.types.ts';
import type { Readable } from '../lib/readable.ts';
import type { Clock } from '../platform/platform.types.ts';
import { type ApprovalChoice, type ApprovalState, approvalStateOf } from './approval-state.ts';

/** The model of the approval that a message asks for. */
export interface ApprovalModel extends Readable<ApprovalState | null> {
  /** Answers the approval. Refused with `answered` if it cannot be answered any more. */
  answer(choice: ApprovalChoice): SendResult;
}

/** The options of an approval. */
export interface ApprovalOptions {
  /** Replaces the system clock in tests. */
  readonly clock?: Pick<Clock, 'now' | 'setTimeout' | 'clearTimeout'> | undefined;
}

const systemClock: NonNullable<ApprovalOptions['clock']> = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/** The longest delay of a timer in a browser, in ms. */
const MAX_DELAY_MS = 2 ** 31 - 1;

const isSame = (a: ApprovalState | null, b: ApprovalState | null): boolean =>
  a === b ||
  (a !== null && b !== null && (Object.keys(a) as (keyof ApprovalState)[]).every((key) => Object.is(a[key], b[key])));

/**
 * Creates the model of the approval that a message asks for. Its value is `null` if the message asks for none, and
 * changes when the visitor answers, in any tab, or when the approval can no longer be answered.
 *
 * @example
 * const approval = createApproval(chat, message.id);
 * if (approval.get()?.canAnswer) approval.answer('approve');
 */
export function createApproval(
  client: ChatClient,
  messageId: string,
  { clock = systemClock }: ApprovalOptions = {},
): ApprovalModel {
  const message = client.message(messageId);
  let value: ApprovalState | null = null;

  const read = (): ApprovalState | null => {
    const asked = message.get();
    const next = asked
      ? approvalStateOf(asked, {
          messages: client.messages.get(),
          dialog: client.dialog.get().status,
          now: clock.now(),
        })
      : null;
    if (!isSame(value, next)) value = next;
    return value;
  };

  return {
    get: read,
    subscribe(listener) {
      let told = read();
      const check = (): void => {
        const next = read();
        if (next === told) return;
        told = next;
        listener(next);
      };
      const body = message.get()?.body;
      const expiresAt = body?.type === 'text' ? body.approval?.expiresAt : undefined;
      const delay = expiresAt === undefined ? null : Math.max(0, expiresAt - clock.now());
      const timer = delay === null || delay > MAX_DELAY_MS ? null : clock.setTimeout(check, delay);
      const stops = [client.messages.subscribe(check), client.dialog.subscribe(check)];
      return () => {
        for (const stop of stops) stop();
        if (timer !== null) clock.clearTimeout(timer);
      };
    },
    answer(choice) {
      const state = read();
      return state?.canAnswer ? client.press(messageId, state[choice]) : { ok: false, reason: 'answered' };
    },
  };
}
