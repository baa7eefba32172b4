import { getTextProps, parseRichText, type RichBlock, type RichInline } from '@connective-chat/core/ui';
import { Fragment, useMemo } from 'react';

function Inline({ nodes }: { nodes: readonly RichInline[] }) {
  return nodes.map((node, index) => {
    return <Fragment key={index}>{renderInline(node)}</Fragment>;
  });
}

function renderInline(node: RichInline) {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inline nodes={node.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inline nodes={node.children} />
        </em>
      );
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
          <Inline nodes={node.children} />
        </a>
      );
  }
}

function renderBlock(block: RichBlock) {
  switch (block.type) {
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item, index) => (
            <li key={index}>
              <Inline nodes={item} />
            </li>
          ))}
        </List>
      );
    }
    default:
      return (
        <p>
          <Inline nodes={block.children} />
        </p>
      );
  }
}

/** The Markdown of a message as elements: no text of a server becomes markup. */
export function RichText({ text }: { text: string }) {
  const blocks = useMemo(() => parseRichText(text), [text]);
  return (
    <div className="rich" {...getTextProps()}>
      {blocks.map((block, index) => (
        <Fragment key={index}>{renderBlock(block)}</Fragment>
      ))}
    </div>
  );
}
