import { useConnectiveChat, useMessage } from '@connective-chat/react';
import { quickRepliesOf } from '../conversation.ts';
import { texts } from '../language/index.ts';
import { Choices } from './message-body.tsx';

/** The replies suggested by the bot. */
export function QuickReplies({ onAnswered }: { onAnswered: () => void }) {
  const { messageIds } = useConnectiveChat();
  const last = useMessage(messageIds.at(-1) ?? '');
  const buttons = quickRepliesOf(last);
  if (!last || buttons.length === 0) return null;
  return (
    <fieldset className="quick-replies" aria-label={texts.t('quickReplies')} data-testid="quick-replies">
      <Choices messageId={last.id} buttons={buttons} onAnswered={onAnswered} />
    </fieldset>
  );
}
