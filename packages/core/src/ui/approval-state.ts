import type { DialogState } from '../client/chat-state.types.ts';
import type { Message } from '../conversation/message.types.ts';
import { APPROVE_BUTTON, type ApprovalItem, DECLINE_BUTTON } from '../protocol/approval.ts';
import type { Body, Button } from '../protocol/body.ts';

/** What the visitor can choose. */
export type ApprovalChoice = 'approve' | 'decline';

/** The approval that a message asks for, as a UI shows it. */
export interface ApprovalState {
  /**
   * - `waiting`: the visitor can answer
   * - `approved`, `declined`: the visitor has answered
   * - `expired`: it can no longer be answered, because its time is over, somebody wrote something else, or the dialog is
   *   no longer with the bot
   */
  readonly state: 'waiting' | 'approved' | 'declined' | 'expired';
  /** What the tool does. */
  readonly tool: string;
  /** The values that it is called with. */
  readonly items: readonly ApprovalItem[];
  readonly approve: Button;
  readonly decline: Button;
  /** The choice that is on its way to the server; `null` if there is none. */
  readonly sending: ApprovalChoice | null;
  /** Whether the buttons can be pressed now. */
  readonly canAnswer: boolean;
  /** When the visitor answered; ISO 8601, UTC. `null` before. */
  readonly answeredAt: string | null;
}

const NO_ITEMS: readonly ApprovalItem[] = [];

/** The fields of a message that decide about an approval: those of a chat's message, or of an operator's. */
export interface ApprovalMessage {
  readonly id: string;
  readonly serverId?: string | undefined;
  readonly seq?: number | undefined;
  /** The `seq` of the visitor's message that it answers. */
  readonly turn?: number | undefined;
  readonly from: { readonly kind: Message['from']['kind'] };
  readonly at: string;
  readonly body: Body;
  /** Absent counts as confirmed. */
  readonly delivery?: Message['delivery'] | undefined;
  readonly error?: { readonly code: string } | undefined;
}

/** The conversation around the message. */
export interface ApprovalContext {
  /** The messages of the conversation, oldest first. */
  readonly messages: readonly ApprovalMessage[];
  readonly dialog: DialogState['status'];
  /** In ms since the epoch. */
  readonly now: number;
}

/**
 * The state of the approval that a message asks for, derived from the conversation; `null` if it asks for none.
 *
 * @example approvalStateOf(message, { messages, dialog: 'bot', now: Date.now() })?.state // 'waiting'
 */
export function approvalStateOf(message: ApprovalMessage, context: ApprovalContext): ApprovalState | null {
  const { body } = message;
  if (body.type !== 'text' || !body.approval) return null;
  const buttons = body.buttons?.flat() ?? [];
  const approve = buttons.find(({ id }) => id === APPROVE_BUTTON);
  const decline = buttons.find(({ id }) => id === DECLINE_BUTTON);
  if (!approve || !decline) return null;
  const { tool, items = NO_ITEMS, expiresAt = Number.POSITIVE_INFINITY } = body.approval;
  const after = messagesAfter(message, context.messages);
  const press = after.find((each) => pressOf(each, message) !== null);
  const choice = press ? pressOf(press, message) : null;
  const view = { tool, items, approve, decline, sending: null, canAnswer: false, answeredAt: null } as const;
  if (press && isSent(press)) {
    if (press.delivery === 'pending') return { ...view, state: 'waiting', sending: choice };
    return { ...view, state: choice === 'approve' ? 'approved' : 'declined', answeredAt: press.at };
  }
  const isOpen =
    context.dialog === 'bot' &&
    context.now < expiresAt &&
    !after.some(isAnotherAnswer) &&
    !context.messages.some((each) => isAskedMeanwhile(each, message));
  if (!isOpen || press?.error?.code === 'INVALID') return { ...view, state: 'expired' };
  // A press that was not delivered is sent again, or discarded, at its own message.
  return { ...view, state: 'waiting', canAnswer: press === undefined };
}

function messagesAfter(message: ApprovalMessage, messages: readonly ApprovalMessage[]): readonly ApprovalMessage[] {
  // Searched from the end, because the message is nearly always one of the last.
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    if (messages[index]?.id === message.id) return messages.slice(index + 1);
  }
  return [];
}

/** The choice of a press that answers the message; `null` for any other message. */
function pressOf({ body }: ApprovalMessage, { id, serverId = id }: ApprovalMessage): ApprovalChoice | null {
  if (body.type !== 'press' || body.messageId !== serverId) return null;
  return body.buttonId === APPROVE_BUTTON ? 'approve' : 'decline';
}

/** Whether a message is in the log, or will be. */
const isSent = ({ delivery }: ApprovalMessage): boolean => delivery !== 'failed' && delivery !== 'expired';

/**
 * Whether the visitor wrote it while the agent was working on the approval. It has a turn of its own, and with that turn
 * the approval counts as not given.
 */
const isAskedMeanwhile = (
  { from, seq = 0, body }: ApprovalMessage,
  { seq: asked = 0, turn = asked }: ApprovalMessage,
): boolean => from.kind === 'visitor' && seq > turn && seq < asked && body.type !== 'rate';

const isAnotherAnswer = (message: ApprovalMessage): boolean =>
  (message.from.kind === 'visitor' || message.from.kind === 'operator') && isSent(message);
