import type { PlainNode } from './rich-node.types.ts';
import { safeHref } from './safe-url.ts';

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
/** Punctuation that ends the sentence and is not part of the URL. */
const TRAILING_PUNCTUATION = /[.,:;!?…)\]}»”’]+$/;

/**
 * Converts a text without markup to nodes: URLs become links, everything else stays unchanged, including line breaks.
 *
 * @example
 * parsePlainText('See https://a.test.'); // a text, a link, a text
 */
export function parsePlainText(text: string): PlainNode[] {
  const nodes: PlainNode[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    const href = safeHref(address);
    if (!href) continue;
    if (match.index > end) nodes.push({ type: 'text', text: text.slice(end, match.index) });
    nodes.push({ type: 'link', href, children: [{ type: 'text', text: address }] });
    end = match.index + address.length;
  }
  if (end < text.length) nodes.push({ type: 'text', text: text.slice(end) });
  return nodes;
}

/** Removes the punctuation after a URL, but keeps a bracket that was opened inside it. */
function trimAddress(address: string): string {
  const trimmed = address.replace(TRAILING_PUNCTUATION, '');
  return address[trimmed.length] === ')' && trimmed.includes('(') && !trimmed.includes(')') ? `${trimmed})` : trimmed;
}
