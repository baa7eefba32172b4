import type { ChatClient } from '@connective-chat/core';
import { describeBody } from '@connective-chat/core/rich-text';
import { describeBlocked, describeFailure, messageErrorId } from '@connective-chat/core/ui';
import {
  ConnectiveChatProvider,
  getAnnouncerProps,
  getComposerProps,
  getLogProps,
  getMessageProps,
  getReasonProps,
  getSendButtonProps,
  getThinkingProps,
  useAnnouncer,
  useComposer,
  useConnectiveChat,
  useMessage,
  useScrollAnchor,
} from '@connective-chat/react';
import { memo, useId, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { deliveryMark } from './delivery-mark.ts';
import { openChoices } from './open-choices.ts';

const Row = memo(({ id, isLast }: { id: string; isLast: boolean }) => {
  const message = useMessage(id);
  const { press, retry, sendState } = useConnectiveChat();
  const text = message && describeBody(message.body);
  if (!text) return null;
  const failure = describeFailure(message);
  return (
    <div {...getMessageProps(message)}>
      <p dir="auto">{text}</p>
      {openChoices(message, isLast).map((button) => (
        <button key={button.id} type="button" aria-disabled={!sendState.ok} onClick={() => press(id, button)}>
          {button.label}
        </button>
      ))}
      {failure && (
        <p id={messageErrorId(id)} className="failure">
          {failure}{' '}
          <button type="button" onClick={() => retry(id)}>
            Try again
          </button>
        </p>
      )}
      <small>{deliveryMark(message)}</small>
    </div>
  );
});

function Log() {
  const { messageIds, thinking } = useConnectiveChat();
  const log = useRef<HTMLDivElement>(null);
  useScrollAnchor(log);
  return (
    <div ref={log} className="log" {...getLogProps()}>
      {messageIds.map((id) => (
        <Row key={id} id={id} isLast={id === messageIds.at(-1)} />
      ))}
      {thinking && <p {...getThinkingProps(thinking)}>{thinking.text || 'Thinking'}…</p>}
    </div>
  );
}

function Composer() {
  const { composer, blocked } = useComposer();
  const reasonId = useId();
  return (
    <div className="composer">
      <p {...getReasonProps(reasonId)}>{blocked && describeBlocked(blocked.reason)}</p>
      <textarea placeholder="Message" {...getComposerProps(composer, { reasonId })} />
      <button {...getSendButtonProps(composer, { reasonId })}>Send</button>
    </div>
  );
}

function Announcer() {
  const announcer = useRef<HTMLDivElement>(null);
  useAnnouncer(announcer);
  return <div ref={announcer} className="hidden" {...getAnnouncerProps()} />;
}

/** A small chat of one's own, with React. Returns what unmounts it. */
export function mountReactFace(target: Element, client: ChatClient, { announces = true } = {}): () => void {
  const root = createRoot(target);
  root.render(
    <ConnectiveChatProvider client={client}>
      <Log />
      <Composer />
      {announces && <Announcer />}
    </ConnectiveChatProvider>,
  );
  return () => root.unmount();
}
