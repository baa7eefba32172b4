import type { ApprovalChoice, ApprovalState } from './approval-state.ts';

/** The input of the props of an approval. */
export interface ApprovalPropsInput {
  readonly approval: ApprovalState;
  /** The id of the element with the question, which is the text of the message. */
  readonly textId?: string | undefined;
}

/**
 * Props of the group that shows what a tool will do, with the buttons to approve and to decline it. Its name is what
 * the tool does, and it is described by the question.
 *
 * @example <section {...getApprovalProps({ approval, textId })}>…</section>
 */
export function getApprovalProps({ approval, textId }: ApprovalPropsInput) {
  return {
    role: 'group' as const,
    'data-part': 'approval',
    'data-state': approval.state,
    'aria-label': approval.tool,
    'aria-describedby': textId,
  };
}

/** The input of the props of a button of an approval. */
export interface ApprovalButtonPropsInput {
  readonly approval: ApprovalState;
  readonly choice: ApprovalChoice;
  readonly onAnswer: (choice: ApprovalChoice) => void;
}

/**
 * Props of one of the two buttons. While the answer is being sent both are `aria-disabled` and stay in the tab order;
 * the one that was pressed is busy.
 *
 * @example
 * <button {...getApprovalButtonProps({ approval, choice: 'approve', onAnswer: answer })}>{approval.approve.label}</button>
 */
export function getApprovalButtonProps({ approval, choice, onAnswer }: ApprovalButtonPropsInput) {
  const isBusy = approval.sending === choice;
  return {
    type: 'button' as const,
    'data-part': choice,
    'aria-disabled': !approval.canAnswer,
    'aria-busy': isBusy ? (true as const) : undefined,
    onClick: () => {
      if (approval.canAnswer) onAnswer(choice);
    },
  };
}
