import { parseRichText } from '@connective-chat/core/rich-text';
import { renderRichText } from '@connective-chat/core/ui';
import { getTextProps } from '@connective-chat/react';
import { createElement, Fragment, type ReactElement, useMemo } from 'react';

interface RichTextProps {
  text: string;
  format?: 'plain' | 'markdown' | undefined;
}

/** The text of a message as elements; no server text is parsed as HTML. */
export function RichText({ text, format = 'plain' }: RichTextProps) {
  const nodes = useMemo(
    () =>
      renderRichText<ReactElement>(parseRichText(text, format), (tag, props, children) =>
        createElement(tag, props, ...children),
      ),
    [text, format],
  );
  return (
    <div className="rich" data-format={format} {...getTextProps()}>
      {createElement(Fragment, null, ...nodes)}
    </div>
  );
}
