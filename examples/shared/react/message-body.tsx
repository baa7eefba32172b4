import type { BodyOf, Button, Message } from '@connective-chat/core';
import { describeBody } from '@connective-chat/core/rich-text';
import { LINK_PROPS, safeHref } from '@connective-chat/core/ui';
import { getTextProps, useConnectiveChat } from '@connective-chat/react';
import { useId, useState } from 'react';
import { buttonsOf, hrefOf } from '../conversation.ts';
import { texts } from '../language/index.ts';
import { Approval } from './approval.tsx';
import { Icon } from './icon.tsx';
import { RichText } from './rich-text.tsx';

interface ChoicesProps {
  messageId: string;
  buttons: readonly Button[];
  onAnswered: () => void;
}

/** Replies as buttons, URLs as links. */
export function Choices({ messageId, buttons, onAnswered }: ChoicesProps) {
  const { press, sendState } = useConnectiveChat();
  return buttons.map((button) => {
    const href = hrefOf(button);
    if (href) {
      return (
        <a key={button.id} className="choice" href={href} {...LINK_PROPS}>
          {button.label}
        </a>
      );
    }
    if (button.action.type === 'url') return null;
    return (
      <button
        key={button.id}
        type="button"
        className="choice"
        aria-disabled={!sendState.ok}
        onClick={() => {
          if (press(messageId, button).ok) onAnswered();
        }}
      >
        {button.label}
      </button>
    );
  });
}

interface RatingProps {
  message: Message;
  body: BodyOf<'rating'>;
  onAnswered: () => void;
}

/** A score, with a comment if the bot asks for one. */
function Rating({ message, body: { scale, comment }, onAnswered }: RatingProps) {
  const { rate } = useConnectiveChat();
  const [score, setScore] = useState<number | null>(null);
  const [text, setText] = useState('');
  if (message.answer)
    return <p className="rated">{texts.t('rateOf', { n: message.answer.score ?? 0, total: scale })}</p>;
  const give = (value: number) => {
    if (rate(message.id, value, text.trim() || undefined).ok) onAnswered();
  };
  return (
    <>
      <fieldset className="choices rating" aria-label={texts.t('rate')}>
        {Array.from({ length: scale }, (_, index) => index + 1).map((value) => (
          <button
            key={value}
            type="button"
            className="choice"
            aria-label={texts.t('rateOf', { n: value, total: scale })}
            aria-pressed={comment ? value === score : undefined}
            onClick={() => (comment ? setScore(value) : give(value))}
          >
            {value}
          </button>
        ))}
      </fieldset>
      {score !== null && (
        <form
          className="rating-comment"
          onSubmit={(event) => {
            event.preventDefault();
            give(score);
          }}
        >
          <input
            aria-label={texts.t('rateComment')}
            placeholder={texts.t('rateComment')}
            dir="auto"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="choice">
            {texts.t('rateSend')}
          </button>
        </form>
      )}
    </>
  );
}

/** The content of a message by type, with a fallback for unsupported types. */
export function MessageBody({ message, onAnswered }: { message: Message; onAnswered: () => void }) {
  const { body } = message;
  const choices = buttonsOf(message);
  const textId = useId();
  switch (body.type) {
    case 'notice':
      return <span {...getTextProps()}>{body.text}</span>;
    case 'text':
      return (
        <>
          <div className="bubble" id={textId}>
            <RichText text={body.text} format={body.format} />
          </div>
          {body.approval && <Approval messageId={message.id} textId={textId} onAnswered={onAnswered} />}
          {choices.length > 0 && (
            <div className="choices">
              <Choices messageId={message.id} buttons={choices} onAnswered={onAnswered} />
            </div>
          )}
        </>
      );
    case 'image': {
      const src = safeHref(body.url ?? '');
      return (
        <div className="bubble bubble-media">
          {src ? (
            <img src={src} alt={body.alt} width={body.width} height={body.height} />
          ) : (
            <RichText text={body.alt} />
          )}
        </div>
      );
    }
    case 'file':
      return (
        <div className="bubble">
          <a className="file-link" href={safeHref(body.url ?? '') ?? undefined} rel="noopener noreferrer nofollow">
            <Icon name="file" />
            <span>
              <bdi>{body.name}</bdi>
              <small>{texts.size(body.size)}</small>
            </span>
          </a>
        </div>
      );
    case 'cards':
      return (
        <ul className="cards">
          {body.items.map((card, index) => {
            const image = card.image && safeHref(card.image.url);
            return (
              <li key={index} className="card">
                {image && <img src={image} alt={card.image?.alt} />}
                <div>
                  <h3 {...getTextProps()}>{card.title}</h3>
                  {card.text && <p {...getTextProps()}>{card.text}</p>}
                  {card.buttons && (!message.answer || body.repeatable) && (
                    <div className="choices">
                      <Choices messageId={message.id} buttons={card.buttons} onAnswered={onAnswered} />
                    </div>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      );
    case 'rating':
      return (
        <>
          <div className="bubble">
            <RichText text={body.prompt} />
          </div>
          <Rating message={message} body={body} onAnswered={onAnswered} />
        </>
      );
    default:
      return (
        <div className="bubble">
          <RichText text={describeBody(body, texts)} />
        </div>
      );
  }
}
