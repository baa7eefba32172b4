import { createRichTextParser } from '@connective-chat/core/rich-text';
import { createRichTextRenderer, LINK_PROPS, type RichNode } from '@connective-chat/core/ui';
import { createElement, Fragment, memo, type ReactElement, type ReactNode, useState } from 'react';

interface RichTextProps {
  readonly text: string;
  readonly format: 'plain' | 'markdown';
}

/** The text of a message as elements; it never becomes markup. */
export const RichText = memo(({ text, format }: RichTextProps) => {
  const [parse] = useState(createRichTextParser);
  return (
    <div className="desk-rich" data-format={format} dir="auto">
      {parse(text, format).map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text grows at its end
        <RichBlock key={index} node={node} />
      ))}
    </div>
  );
});

/** React skips the elements of nodes that have not changed, because they are the same objects. */
const toElements = createRichTextRenderer<ReactElement>((tag, props, children) =>
  createElement(tag, props, ...children),
);

/** The parser keeps the nodes of finished blocks, so that only the block being written renders again. */
const RichBlock = memo(({ node }: { readonly node: RichNode }) => createElement(Fragment, null, ...toElements([node])));

/** A link to another site. Its URL must have been validated before. */
export const SafeLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} {...LINK_PROPS}>
    {children}
  </a>
);
