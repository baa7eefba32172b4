import { APPROVE_BUTTON, type Approval, DECLINE_BUTTON } from '../protocol/approval.ts';
import type { BodyOf } from '../protocol/body.ts';

/** The parts of a scripted approval. */
export interface ScriptedApproval extends Approval {
  /** The label of the button that approves. Default `Approve`. */
  readonly approve?: string | undefined;
  /** The label of the button that declines. Default `Decline`. */
  readonly decline?: string | undefined;
}

const reply = (id: string, label: string) => ({ id, label, action: { type: 'reply' } }) as const;

/**
 * The body of a message that asks the visitor to approve the call of a tool. The answer is a `press` of the button
 * `approve` or `decline`.
 *
 * @param question the text of the message
 * @example
 * turn.reply(approvalBody('Shall I change it?', { tool: 'Change the address', items: [{ label: 'City', value: 'Bern' }] }));
 */
export function approvalBody(
  question: string,
  { approve = 'Approve', decline = 'Decline', ...approval }: ScriptedApproval,
): BodyOf<'text'> {
  return {
    type: 'text',
    text: question,
    format: 'plain',
    buttons: [[reply(APPROVE_BUTTON, approve), reply(DECLINE_BUTTON, decline)]],
    approval,
  };
}
