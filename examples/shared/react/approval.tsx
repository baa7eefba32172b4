import { describeApproval } from '@connective-chat/core/ui';
import { getApprovalButtonProps, getApprovalProps, useApproval } from '@connective-chat/react';
import { texts } from '../language/index.ts';

interface ApprovalProps {
  messageId: string;
  /** The id of the element with the question. */
  textId: string;
  onAnswered: () => void;
}

/** What a tool will do, with the buttons to approve and to decline it; afterwards the decision. */
export function Approval({ messageId, textId, onAnswered }: ApprovalProps) {
  const { approval, answer } = useApproval(messageId);
  if (!approval) return null;
  const decision = describeApproval(approval, texts);
  const onAnswer = (choice: 'approve' | 'decline') => {
    if (answer(choice).ok) onAnswered();
  };
  return (
    <div className="approval" {...getApprovalProps({ approval, textId })}>
      <strong>
        <bdi>{approval.tool}</bdi>
      </strong>
      {approval.items.length > 0 && (
        <dl>
          {approval.items.map(({ label, value }, index) => (
            <div key={index}>
              <dt>
                <bdi>{label}</bdi>
              </dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {decision ? (
        <p className="decision">{decision}</p>
      ) : (
        <div className="choices">
          {(['approve', 'decline'] as const).map((choice) => (
            <button key={choice} className="choice" {...getApprovalButtonProps({ approval, choice, onAnswer })}>
              {approval[choice].label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
