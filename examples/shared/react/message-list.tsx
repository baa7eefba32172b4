import { getLogProps, useConnectiveChat, useScrollAnchor } from '@connective-chat/react';
import { useRef } from 'react';
import { shop, texts } from '../language/index.ts';
import { Icon } from './icon.tsx';
import { MessageRow } from './message-row.tsx';
import { ThinkingRow } from './thinking-row.tsx';

/** The conversation. It renders when a message is added or removed; a row renders when its message changes. */
export function MessageList({ empty, onAnswered }: { empty: string; onAnswered: () => void }) {
  const { messageIds, history, loadOlder, connection } = useConnectiveChat();
  const logRef = useRef<HTMLDivElement>(null);
  const { atEnd, newCount, scrollToEnd } = useScrollAnchor(logRef);
  const isEmpty = messageIds.length === 0;

  return (
    <div className="chat-body">
      <div ref={logRef} {...getLogProps({ texts })} data-testid="chat-log">
        {history.hasOlder && (
          <button
            type="button"
            className="text-button chat-older"
            aria-disabled={history.isLoadingOlder}
            onClick={() => void loadOlder()}
          >
            {history.isLoadingOlder ? shop.loading : history.error ? shop.olderFailed : shop.older}
          </button>
        )}
        {isEmpty && (
          <p className="chat-empty">
            {history.status === 'ready' || connection.status === 'refused' ? empty : texts.t('subtitleConnecting')}
          </p>
        )}
        {messageIds.map((id, index) => (
          <MessageRow key={id} id={id} previousId={messageIds[index - 1]} onAnswered={onAnswered} />
        ))}
        <ThinkingRow />
      </div>
      {!atEnd && (
        <button
          type="button"
          className="to-end"
          data-testid="to-end"
          onClick={() => {
            scrollToEnd('smooth');
            onAnswered();
          }}
        >
          <Icon name="down" />
          {newCount > 0 ? texts.t('newMessages', { n: newCount }) : texts.t('toEnd')}
        </button>
      )}
    </div>
  );
}
