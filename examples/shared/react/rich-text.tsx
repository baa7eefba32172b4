import { createRichTextParser } from '@connective-chat/core/rich-text';
import { createRichTextRenderer, type RichNode } from '@connective-chat/core/ui';
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

/** React skips the elements of nodes that have not changed, because they are the same objects. */
const toElements = createRichTextRenderer<ReactElement>((tag, props, children) =>
  createElement(tag, props, ...children),
);

/** The parser keeps the nodes of finished blocks, so that only the block being written renders again. */
const Block = memo(({ node }: { node: RichNode }) => createElement(Fragment, null, ...toElements([node])));
