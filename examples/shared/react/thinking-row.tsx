import { getThinkingProps, useConnectiveChat } from '@connective-chat/react';
import { shop, texts } from '../language/index.ts';
import { useNow } from './use-now.ts';

/** From here on it is said how long it has taken. */
const LONG_MS = 10_000;

/** What the agent is doing, while it does; a word when that takes too long; or that a person types. */
export function ThinkingRow() {
  const { thinking, overdue, typing, dialog } = useConnectiveChat();
  const now = useNow(thinking !== null);
  if (thinking) {
    const elapsed = now - thinking.since;
    const text = thinking.text || texts.t('thinking');
    return (
      <div {...getThinkingProps(thinking)} data-testid="thinking">
        <span className="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span key={text} className="stage">
          {text}
        </span>
        {elapsed >= LONG_MS && (
          <span className="elapsed">{texts.t('thinkingSeconds', { n: Math.floor(elapsed / 1000) })}</span>
        )}
      </div>
    );
  }
  if (typing) return <p className="chat-hint">{shop.typing(dialog.operator?.name)}</p>;
  return overdue ? <p className="chat-hint">{texts.t('overdue')}</p> : null;
}
