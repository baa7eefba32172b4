import { canReconnect, describeConnection } from '@connective-chat/core/ui';
import { useConnectiveChat } from '@connective-chat/react';
import { texts } from '../language/index.ts';
import { useNow } from './use-now.ts';

/** A notice about the connection, shown only when needed. */
export function Notices() {
  const { connection, reconnect } = useConnectiveChat();
  const now = useNow(connection.willRetryAt !== null);
  const text = describeConnection(connection, now, texts);
  if (!text) return null;
  return (
    <div
      className="chat-notice"
      data-kind={connection.status === 'refused' ? 'error' : 'warning'}
      data-testid="connection-notice"
    >
      <span>{text}</span>
      {canReconnect(connection) && (
        <button type="button" className="text-button" onClick={reconnect}>
          {texts.t('retryNow')}
        </button>
      )}
    </div>
  );
}
