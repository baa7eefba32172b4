import type { Message } from '@connective-chat/core';
import { questionOf } from '@connective-chat/core/ui';
import {
  getAskAgainProps,
  getCopyProps,
  getFeedbackFormProps,
  getFeedbackProps,
  getFeedbackReasonProps,
  getSourceProps,
  getSourcesProps,
  useChatSelector,
  useConnectiveChat,
} from '@connective-chat/react';
import { useState } from 'react';
import { texts } from '../language/index.ts';
import { Icon } from './icon.tsx';

/** What is below an answer of an agent: its sources, its rating, and the buttons that copy it and ask again. */
export function Answer({ message }: { message: Message }) {
  const { feedback, feedbackState } = useConnectiveChat();
  const [asksWhy, setAsksWhy] = useState(false);
  const [copied, setCopied] = useState(false);
  const { body, sources } = message;
  const rating = { message, client: { feedback }, texts };
  return (
    <>
      {sources && (
        <ol {...getSourcesProps({ texts })}>
          {sources.map((source, index) => (
            <li key={`${index} ${source.title}`}>
              <a {...getSourceProps(source, { texts })}>{source.title}</a>
            </li>
          ))}
        </ol>
      )}
      <div className="answer-actions">
        {feedbackState.ok && (
          <>
            <button {...getFeedbackProps({ ...rating, value: 'up' })}>
              <Icon name="thumb" />
            </button>
            <button
              {...getFeedbackProps({ ...rating, value: 'down' })}
              onClickCapture={() => setAsksWhy(message.feedback?.value !== 'down')}
            >
              <Icon name="thumb" />
            </button>
          </>
        )}
        {body.type === 'text' && (
          <button {...getCopyProps({ text: body.text, onCopied: setCopied, texts })}>
            <Icon name={copied ? 'sent' : 'copy'} />
          </button>
        )}
        <AskAgain messageId={message.id} />
      </div>
      {asksWhy && message.feedback?.value === 'down' && (
        <form className="answer-form" {...getFeedbackFormProps({ ...rating, onSent: () => setAsksWhy(false) })}>
          <textarea {...getFeedbackReasonProps({ texts })} />
          <button type="submit" className="text-button">
            {texts.t('feedbackSend')}
          </button>
        </form>
      )}
    </>
  );
}

/** The button that asks the last question again, below the newest answer. */
function AskAgain({ messageId }: { messageId: string }) {
  const { send, can } = useConnectiveChat();
  const question = useChatSelector(({ messages }) => (messages.at(-1)?.id === messageId ? questionOf(messages) : null));
  // Rendered again when sending is blocked.
  useChatSelector(({ sendState }) => sendState.ok);
  if (question === null) return null;
  return (
    <button {...getAskAgainProps({ question, client: { send, can }, texts })}>
      <Icon name="again" />
    </button>
  );
}
