import { h } from '../dom/h.ts';
import { checkUrl } from './check-url.ts';
import { LINK_ATTRIBUTES } from './link-attributes.ts';

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+/gi;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,:;!?…)\]}»”’]+$/;

/** A plain text as nodes, in which web addresses are links. */
export function linkify(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    const href = checkUrl(address);
    if (!href) continue;
    if (match.index > end) fragment.append(text.slice(end, match.index));
    fragment.append(h('a', { href, ...LINK_ATTRIBUTES }, address));
    end = match.index + address.length;
  }
  if (end < text.length) fragment.append(text.slice(end));
  return fragment;
}

/** Drops the punctuation after an address, but keeps a bracket that was opened inside it. */
function trimAddress(address: string): string {
  const trimmed = address.replace(TRAILING, '');
  return address[trimmed.length] === ')' && trimmed.includes('(') && !trimmed.includes(')') ? `${trimmed})` : trimmed;
}
