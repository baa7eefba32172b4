import { describeAuthor, describeFailure, messageErrorId } from '@connective-chat/core/ui';
import { getMessageProps, useConnectiveChat, useMessage } from '@connective-chat/react';
import { memo } from 'react';
import { beginsDay, beginsGroup, formatDay, formatTime, isSilent, tickOf } from '../conversation.ts';
import { texts } from '../language/index.ts';
import { Answer } from './answer.tsx';
import { Icon } from './icon.tsx';
import { MessageBody } from './message-body.tsx';
import { Steps } from './steps.tsx';

interface MessageRowProps {
  id: string;
  previousId: string | undefined;
  onAnswered: () => void;
}

export const MessageRow = memo(({ id, previousId, onAnswered }: MessageRowProps) => {
  const message = useMessage(id);
  const previous = useMessage(previousId ?? '');
  const { read, retry, discard } = useConnectiveChat();
  if (!message || isSilent(message)) return null;

  const isFirst = beginsGroup(message, previous);
  const isNotice = message.body.type === 'notice';
  const tick = tickOf(message, read);
  return (
    <>
      {beginsDay(message, previous) && <div className="chat-day">{formatDay(message.at)}</div>}
      <div {...getMessageProps(message, { texts })} data-group={isFirst ? 'start' : 'middle'} data-testid="message">
        {isFirst && !isNotice && message.from.kind === 'operator' && (
          <div className="author">
            <bdi>{describeAuthor(message, texts)}</bdi>
          </div>
        )}
        {message.steps && <Steps steps={message.steps} />}
        <MessageBody message={message} onAnswered={onAnswered} />
        {message.agent && <Answer message={message} />}
        {message.stopped && <small className="stopped">{texts.t('stopped')}</small>}
        {tick === 'failed' ? (
          <div className="failure">
            <span id={messageErrorId(id)}>{describeFailure(message, texts)}</span>
            <button type="button" className="text-button" onClick={() => retry(id)}>
              {texts.t('retry')}
            </button>
            <button type="button" className="text-button" onClick={() => discard(id)}>
              {texts.t('discard')}
            </button>
          </div>
        ) : (
          !isNotice && (
            <div className="meta">
              <time dateTime={message.at}>{formatTime(message.at)}</time>
              {tick && (
                <>
                  <Icon name={tick} />
                  <span className="visually-hidden">{texts.t(tick)}</span>
                </>
              )}
            </div>
          )
        )}
      </div>
    </>
  );
});
