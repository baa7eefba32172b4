import type { Body, Button } from '@connective-chat/core';
import { safeHref } from '@connective-chat/core/ui';
import { FileText } from 'lucide-react';
import { formatSize } from '../view/format-size.ts';
import { useWords } from '../words/use-words.ts';
import { RichText, SafeLink } from './rich-text.tsx';

const Plain = ({ text }: { text: string }) => (
  <p className="desk-plain" dir="auto">
    {text}
  </p>
);

/** What the visitor may choose; the desk shows it and cannot press it. */
function Choices({ rows }: { rows: readonly (readonly Button[])[] | undefined }) {
  const buttons = rows?.flat() ?? [];
  if (buttons.length === 0) return null;
  return (
    <ul className="desk-choices">
      {buttons.map(({ id, label }) => (
        <li key={id} dir="auto">
          {label}
        </li>
      ))}
    </ul>
  );
}

/** A file that may be fetched, or one whose address is not given any more. */
function FileBody({ name, size, url }: { name: string; size: number; url?: string | undefined }) {
  const href = safeHref(url ?? '');
  const content = (
    <>
      <FileText size={20} aria-hidden />
      <span className="desk-file-name">
        <bdi>{name}</bdi>
        <small>{formatSize(size)}</small>
      </span>
    </>
  );
  return <div className="desk-file">{href ? <SafeLink href={href}>{content}</SafeLink> : content}</div>;
}

function ImageBody({ url, alt, width, height }: Extract<Body, { type: 'image' }>) {
  const words = useWords();
  const href = safeHref(url ?? '');
  if (!href) return <Plain text={alt || words.talk.image} />;
  return (
    <SafeLink href={href}>
      {/* Its box is kept before it loads, so that nothing jumps. */}
      <img
        className="desk-image"
        src={href}
        alt={alt || words.talk.image}
        width={width}
        height={height}
        loading="lazy"
      />
    </SafeLink>
  );
}

/** What a message says, by its type. */
export function MessageBody({ body }: { body: Body }) {
  const { talk } = useWords();
  switch (body.type) {
    case 'text':
      return (
        <>
          <RichText text={body.text} format={body.format} />
          <Choices rows={body.buttons ?? body.keyboard} />
        </>
      );
    case 'image':
      return <ImageBody {...body} />;
    case 'file':
      return <FileBody name={body.name} size={body.size} url={body.url} />;
    case 'cards':
      return (
        <ul className="desk-cards">
          {body.items.map((card, index) => {
            const image = safeHref(card.image?.url ?? '');
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a message never changes
              <li key={index}>
                {image && <img src={image} alt={card.image?.alt ?? ''} loading="lazy" />}
                <strong dir="auto">{card.title}</strong>
                {card.text && <Plain text={card.text} />}
                <Choices rows={card.buttons && [card.buttons]} />
              </li>
            );
          })}
        </ul>
      );
    case 'rating':
      return (
        <>
          <Plain text={body.prompt} />
          <p className="desk-meta">{talk.ratingAsked(body.scale)}</p>
        </>
      );
    case 'rate':
      return (
        <>
          <Plain text={talk.rated(body.score)} />
          {body.comment && <Plain text={body.comment} />}
        </>
      );
    case 'press':
      return (
        <p className="desk-plain" dir="auto">
          <span className="ui-hidden">{talk.pressed} </span>
          <span className="desk-pressed">{body.label}</span>
        </p>
      );
    case 'notice':
      return <Plain text={body.text} />;
    case 'request_operator':
      return <Plain text={talk.requestsOperator} />;
    case 'erased':
      return <Plain text={talk.erased} />;
    default:
      return <Plain text={talk.unsupported} />;
  }
}
