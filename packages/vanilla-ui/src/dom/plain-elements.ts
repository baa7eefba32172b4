import { LINK_PROPS, parsePlainText } from '@connective-chat/core/ui';
import { h } from './h.ts';

/** A text without markup, in which URLs are links. The code for Markdown is loaded only with the first text of it. */
export const plainElements = (text: string): (HTMLElement | string)[] =>
  parsePlainText(text).map((node) =>
    node.type === 'text' ? node.text : h('a', { href: node.href, ...LINK_PROPS }, node.children[0].text),
  );
