import { parseRichText } from '@connective-chat/core/rich-text';
import { LINK_PROPS, renderRichText } from '@connective-chat/core/ui';
import { createElement, Fragment, memo, type ReactElement, type ReactNode } from 'react';

interface RichTextProps {
  readonly text: string;
  readonly format: 'plain' | 'markdown';
}

/** The text of a message as elements; it never becomes markup. */
export const RichText = memo(({ text, format }: RichTextProps) => {
  const nodes = renderRichText<ReactElement>(parseRichText(text, format), (tag, props, children) =>
    createElement(tag, props, ...children),
  );
  return (
    <div className="desk-rich" data-format={format} dir="auto">
      {createElement(Fragment, null, ...nodes)}
    </div>
  );
});

/** A link to another site. Its URL must have been validated before. */
export const SafeLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} {...LINK_PROPS}>
    {children}
  </a>
);
