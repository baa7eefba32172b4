import type { Button, Message } from '@connective-chat/core';
import { describeBody, getTextProps, safeHref } from '@connective-chat/core/ui';
import { useConnectiveChat } from '@connective-chat/react';
import { buttonsOf, formatSize, hrefOf } from '../../../shared/conversation.ts';
import { Icon } from './icon.tsx';
import { RichText } from './rich-text.tsx';

interface ChoicesProps {
  messageId: string;
  buttons: readonly Button[];
  onAnswered: () => void;
}

/** What can be pressed: an answer as a button, an address as a link. */
export function Choices({ messageId, buttons, onAnswered }: ChoicesProps) {
  const { press, sendState } = useConnectiveChat();
  return buttons.map((button) => {
    const href = hrefOf(button);
    if (href) {
      return (
        <a key={button.id} className="choice" href={href} target="_blank" rel="noopener noreferrer nofollow">
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

function Rating({ message, scale, onAnswered }: { message: Message; scale: number; onAnswered: () => void }) {
  const { rate } = useConnectiveChat();
  if (message.answer) return null;
  return (
    <fieldset className="choices rating" aria-label="Rating">
      {Array.from({ length: scale }, (_, index) => index + 1).map((score) => (
        <button
          key={score}
          type="button"
          className="choice"
          aria-label={`${score} of ${scale}`}
          onClick={() => {
            if (rate(message.id, score).ok) onAnswered();
          }}
        >
          {score}
        </button>
      ))}
    </fieldset>
  );
}

/** What a message says, by its type; one that is not known is said to be so. */
export function MessageBody({ message, onAnswered }: { message: Message; onAnswered: () => void }) {
  const { body } = message;
  const choices = buttonsOf(message);
  switch (body.type) {
    case 'notice':
      return <span {...getTextProps()}>{body.text}</span>;
    case 'text':
      return (
        <>
          <div className="bubble">
            {body.format === 'markdown' ? <RichText text={body.text} /> : <Plain text={body.text} />}
          </div>
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
          {src ? <img src={src} alt={body.alt} width={body.width} height={body.height} /> : <Plain text={body.alt} />}
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
              <small>{formatSize(body.size)}</small>
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
              // biome-ignore lint/suspicious/noArrayIndexKey: the cards of a message never change
              <li key={index} className="card">
                {image && <img src={image} alt={card.image?.alt} />}
                <div>
                  <h3>{card.title}</h3>
                  {card.text && <p>{card.text}</p>}
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
            <Plain text={body.prompt} />
          </div>
          <Rating message={message} scale={body.scale} onAnswered={onAnswered} />
        </>
      );
    default:
      return (
        <div className="bubble">
          <Plain text={describeBody(body)} />
        </div>
      );
  }
}

const Plain = ({ text }: { text: string }) => (
  <div className="rich" {...getTextProps()}>
    <p>{text}</p>
  </div>
);
