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
      {inGroups(parse(text, format)).map((nodes, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text grows at its end
        <RichBlocks key={index} nodes={nodes} />
      ))}
    </div>
  );
});

/** React compares this many blocks at once: it skips the finished ones of a long text by few comparisons of elements. */
const BLOCKS_PER_GROUP = 16;

const inGroups = (nodes: readonly RichNode[]): (readonly RichNode[])[] =>
  Array.from({ length: Math.ceil(nodes.length / BLOCKS_PER_GROUP) }, (_, index) =>
    nodes.slice(index * BLOCKS_PER_GROUP, (index + 1) * BLOCKS_PER_GROUP),
  );

/** React skips the elements of nodes that have not changed, because they are the same objects. */
const toElements = createRichTextRenderer<ReactElement>((tag, props, children) =>
  createElement(tag, props, ...children),
);

/** The parser keeps the nodes of finished blocks, so that only the block being written renders again. */
const RichBlocks = memo(
  ({ nodes }: { readonly nodes: readonly RichNode[] }) =>
    nodes.map((node, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text grows at its end
      <RichBlock key={index} node={node} />
    )),
  ({ nodes: before }, { nodes }) =>
    before.length === nodes.length && before.every((node, index) => node === nodes[index]),
);

const RichBlock = memo(({ node }: { readonly node: RichNode }) => createElement(Fragment, null, ...toElements([node])));

/** A link to another site. Its URL must have been validated before. */
export const SafeLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} {...LINK_PROPS}>
    {children}
  </a>
);
