import type { RichNode } from './rich-node.types.ts';
import { safeHref } from './safe-url.ts';

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
/** Punctuation that ends the sentence and not the address. */
const TRAILING_PUNCTUATION = /[.,:;!?…)\]}»”’]+$/;

/**
 * A text without markup as nodes: its web addresses become links, everything else stays as it is written, line
 * breaks included.
 *
 * @example
 * parsePlainText('See https://a.test.'); // a text, a link, a text
 */
export function parsePlainText(text: string): RichNode[] {
  const nodes: RichNode[] = [];
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

/** Drops the punctuation after an address, but keeps a bracket that was opened inside it. */
function trimAddress(address: string): string {
  const trimmed = address.replace(TRAILING_PUNCTUATION, '');
  return address[trimmed.length] === ')' && trimmed.includes('(') && !trimmed.includes(')') ? `${trimmed})` : trimmed;
}
