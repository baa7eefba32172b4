import type { Body, Button } from '@connective-chat/core';
import { type ApprovalState, safeHref } from '@connective-chat/core/ui';
import { FileText } from 'lucide-react';
import { useIntl } from 'react-intl';
import { formatSize } from '../view/format-size.ts';
import { Approval } from './approval.tsx';
import { RichText, SafeLink } from './rich-text.tsx';

const Plain = ({ text }: { text: string }) => (
  <p className="desk-plain" dir="auto">
    {text}
  </p>
);

/** The buttons of a message, for information only: an operator cannot press them. */
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

/** A file to download, or only its name if it is no longer available. */
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
  const { formatMessage: t } = useIntl();
  const href = safeHref(url ?? '');
  if (!href) return <Plain text={alt || t({ id: 'desk.talk.image', defaultMessage: 'Image' })} />;
  return (
    <SafeLink href={href}>
      {/* Its size is reserved before it loads, to avoid a layout shift. */}
      <img
        className="desk-image"
        src={href}
        alt={alt || t({ id: 'desk.talk.image', defaultMessage: 'Image' })}
        width={width}
        height={height}
        loading="lazy"
      />
    </SafeLink>
  );
}

/** The body of a message, by its type. */
export function MessageBody({ body, approval = null }: { body: Body; approval?: ApprovalState | null }) {
  const { formatMessage: t } = useIntl();
  switch (body.type) {
    case 'text':
      return (
        <>
          <RichText text={body.text} format={body.format} />
          {approval ? <Approval approval={approval} /> : <Choices rows={body.buttons ?? body.keyboard} />}
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
          <p className="desk-meta">
            {t({ id: 'desk.talk.ratingAsked', defaultMessage: 'Rating from 1 to {scale}' }, { scale: body.scale })}
          </p>
        </>
      );
    case 'rate':
      return (
        <>
          <Plain text={t({ id: 'desk.talk.rated', defaultMessage: 'Rated {score}' }, { score: body.score })} />
          {body.comment && <Plain text={body.comment} />}
        </>
      );
    case 'press':
      return (
        <p className="desk-plain" dir="auto">
          <span className="ui-hidden">{t({ id: 'desk.talk.pressed', defaultMessage: 'Chose' })} </span>
          <span className="desk-pressed">{body.label}</span>
        </p>
      );
    case 'notice':
      return <Plain text={body.text} />;
    case 'request_operator':
      return <Plain text={t({ id: 'desk.talk.requestsOperator', defaultMessage: 'The visitor asks for a person.' })} />;
    case 'erased':
      return <Plain text={t({ id: 'desk.talk.erased', defaultMessage: 'This message was erased.' })} />;
    default:
      return (
        <Plain
          text={t({ id: 'desk.talk.unsupported', defaultMessage: 'A message of a kind that this desk does not know.' })}
        />
      );
  }
}
