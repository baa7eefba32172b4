import { safeHref } from '@connective-chat/core/ui';
import { useConnectiveChat } from '@connective-chat/react';
import { useId, useRef, useState } from 'react';
import { describeDialog } from '../../../shared/conversation.ts';
import { shop, texts } from '../../../shared/language/index.ts';

/** Shows who answers, with actions to request an operator, leave the queue and end the chat. */
export function Handoff() {
  const { bot, dialog, connection, sendState, requestOperator, leaveQueue, close, discard } = useConnectiveChat();
  const [isEnding, setEnding] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const confirmId = useId();
  const actionButton = useRef<HTMLButtonElement>(null);
  const { status, operator } = dialog;
  const title = operator?.name || bot.title || 'Lumen';
  const avatar = safeHref(operator?.avatar ?? bot.avatar ?? '');

  /** Closing the question removes the focused button, so the focus returns to the button that opened it. */
  function endQuestion() {
    setEnding(false);
    actionButton.current?.focus();
  }

  async function ask() {
    setRefused(false);
    const sent = requestOperator();
    if (!sent.ok || (await sent.settled).delivery === 'confirmed') return;
    // Shown beside the button instead of in the list of messages.
    discard(sent.id);
    setRefused(true);
  }
  // One button for all steps, so that it keeps the focus when its action changes.
  const action = {
    bot: { label: shop.askPerson, isFree: sendState.ok, run: () => void ask() },
    closed: { label: shop.askPerson, isFree: sendState.ok, run: () => void ask() },
    queued: { label: texts.t('leaveQueue'), isFree: true, run: () => void leaveQueue() },
    operator: { label: texts.t('endChat'), isFree: true, run: () => setEnding(!isEnding) },
  }[status];

  return (
    <>
      <div className="chat-header handoff" data-status={status}>
        <span className="chat-avatar" aria-hidden="true">
          {avatar ? <img src={avatar} alt="" /> : title.charAt(0)}
        </span>
        <div className="chat-heading">
          <h2>
            <bdi>{title}</bdi>
          </h2>
          <p data-testid="chat-subtitle">
            <bdi>{describeDialog(dialog, bot, connection)}</bdi>
          </p>
        </div>
        <button
          ref={actionButton}
          type="button"
          className="action"
          data-testid="handoff"
          aria-disabled={!action.isFree}
          aria-expanded={status === 'operator' ? isEnding : undefined}
          aria-controls={status === 'operator' && isEnding ? confirmId : undefined}
          onClick={() => {
            if (action.isFree) action.run();
          }}
        >
          {action.label}
        </button>
      </div>
      {status === 'operator' && isEnding && (
        <div className="chat-notice" id={confirmId}>
          <span>{shop.endQuestion(title)}</span>
          <span className="notice-actions">
            <button
              type="button"
              className="text-button"
              onClick={() => {
                close();
                endQuestion();
              }}
            >
              {shop.endIt}
            </button>
            <button type="button" className="text-button" onClick={endQuestion}>
              {shop.goOn}
            </button>
          </span>
        </div>
      )}
      {status === 'queued' && <p className="chat-notice">{shop.queuedHint}</p>}
      {status === 'closed' && (
        <p className="chat-notice">
          {texts.t('chatEnded')} {texts.t('chatEndedHint')}
        </p>
      )}
      {isRefused && (
        <p className="chat-notice" role="alert">
          {shop.nobodyFree}
        </p>
      )}
    </>
  );
}
