import { parseRichText, type RichBlock, type RichInline } from '@connective-chat/core/ui';
import { Fragment, memo, type ReactNode } from 'react';

const each = <T,>(items: readonly T[], render: (item: T) => ReactNode) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never change places
  items.map((item, index) => <Fragment key={index}>{render(item)}</Fragment>);

function inline(node: RichInline): ReactNode {
  switch (node.type) {
    case 'strong':
      return <strong>{each(node.children, inline)}</strong>;
    case 'emphasis':
      return <em>{each(node.children, inline)}</em>;
    case 'link':
      return <SafeLink href={node.href}>{each(node.children, inline)}</SafeLink>;
    case 'code':
      return <code>{node.text}</code>;
    default:
      return node.text;
  }
}

function block(node: RichBlock): ReactNode {
  if (node.type === 'paragraph') return <p>{each(node.children, inline)}</p>;
  if (node.type === 'code') {
    return (
      <pre>
        <code>{node.text}</code>
      </pre>
    );
  }
  const items = each(node.items, (item) => <li>{each(item, inline)}</li>);
  return node.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

/** The Markdown of a message as elements: no text of a stranger ever becomes markup. */
export const RichText = memo(({ text }: { text: string }) => (
  <div className="desk-rich" dir="auto">
    {each(parseRichText(text), block)}
  </div>
));

/** A link out of the desk; the address must have been judged before. */
export const SafeLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} target="_blank" rel="noopener noreferrer nofollow">
    {children}
  </a>
);
