import type { ApprovalState } from '@connective-chat/core/ui';
import { useMemo } from 'react';
import { useDeskState } from '../desk-context.tsx';
import type { OperatorMessage } from '../store/desk-state.types.ts';
import { MessageBody } from './message-body.tsx';

interface StreamedBodyProps {
  readonly conversation: string;
  readonly message: OperatorMessage;
  /** Whether more of its text will arrive. */
  readonly isStreaming: boolean;
  readonly approval: ApprovalState | null;
}

/**
 * The body of a message. While the message is streamed it alone renders with each part of the text, and not its row. It
 * stays the same component when the message is complete, so that its elements stay, too.
 */
export function StreamedBody({ conversation, message: { id, body }, isStreaming, approval }: StreamedBodyProps) {
  const text = useDeskState(({ talks }) =>
    isStreaming ? talks.get(conversation)?.answers.find((answer) => answer.id === id)?.text : undefined,
  );
  const shown = useMemo(() => (text === undefined || body.type !== 'text' ? body : { ...body, text }), [text, body]);
  return <MessageBody body={shown} approval={approval} />;
}
