import { createRichTextParser } from '@connective-chat/core/rich-text';
import { type RichNode, renderRichText } from '@connective-chat/core/ui';
import { getTextProps } from '@connective-chat/react';
import { createElement, Fragment, memo, type ReactElement, useState } from 'react';

interface RichTextProps {
  text: string;
  format?: 'plain' | 'markdown' | undefined;
}

/** The text of a message as elements; no server text is parsed as HTML. */
export function RichText({ text, format = 'plain' }: RichTextProps) {
  const [parse] = useState(createRichTextParser);
  return (
    <div className="rich" data-format={format} {...getTextProps()}>
      {parse(text, format).map((node, index) => (
        <Block key={index} node={node} />
      ))}
    </div>
  );
}

/** The parser keeps the nodes of finished blocks, so that only the block being written renders again. */
const Block = memo(({ node }: { node: RichNode }) =>
  createElement(
    Fragment,
    null,
    ...renderRichText<ReactElement>([node], (tag, props, children) => createElement(tag, props, ...children)),
  ),
);
