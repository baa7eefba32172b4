/*
 * The small part of Markdown that chat messages use, as data: a UI turns the nodes into elements
 * of its own, so that no text of a server ever becomes markup. What is not understood stays text.
 */

/** A run of a formatted text within its block. */
export type RichInline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis'; readonly children: readonly RichInline[] }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly RichInline[] };

/** A block of a formatted text. */
export type RichBlock =
  | { readonly type: 'paragraph'; readonly children: readonly RichInline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly RichInline[])[] }
  | { readonly type: 'code'; readonly text: string };

const SAFE_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'viber:', 'tg:']);

/**
 * An address that is safe as a link, or `null`: absolute, and of a kind that runs no script.
 *
 * @example safeHref('javascript:alert(1)') // null
 */
export function safeHref(address: string): string | null {
  try {
    const url = new URL(address.trim());
    return SAFE_PROTOCOLS.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

// Each alternative forbids its own delimiter inside, so that no input makes it backtrack.
const INLINE =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\s][^*\n]*)\*|\b_([^_\s][^_\n]*)_\b|\[([^\]\n[]+)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|(https?:\/\/[^\s<>"]+)/g;
const TRAILING_PUNCTUATION = /[.,;:!?)\]]+$/;
const LIST_ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;

function parseInline(source: string): RichInline[] {
  const nodes: RichInline[] = [];
  const addText = (text: string) => {
    if (text) nodes.push({ type: 'text', text });
  };
  let end = 0;
  for (const match of source.matchAll(INLINE)) {
    const [whole, code, strong, strongToo, emphasis, emphasisToo, label, address, bare] = match;
    addText(source.slice(end, match.index));
    end = match.index + whole.length;
    const bold = strong ?? strongToo;
    const slanted = emphasis ?? emphasisToo;
    if (code !== undefined) nodes.push({ type: 'code', text: code });
    else if (bold !== undefined) nodes.push({ type: 'strong', children: parseInline(bold) });
    else if (slanted !== undefined) nodes.push({ type: 'emphasis', children: parseInline(slanted) });
    else if (label !== undefined && address !== undefined) {
      const href = safeHref(address);
      if (href) nodes.push({ type: 'link', href, children: [{ type: 'text', text: label }] });
      else addText(label);
    } else if (bare !== undefined) {
      const tail = TRAILING_PUNCTUATION.exec(bare)?.[0] ?? '';
      const text = bare.slice(0, bare.length - tail.length);
      const href = safeHref(text);
      if (href) nodes.push({ type: 'link', href, children: [{ type: 'text', text }] });
      else addText(text);
      addText(tail);
    }
  }
  addText(source.slice(end));
  return nodes;
}

/**
 * Reads the Markdown of a message: paragraphs, lists, code, strong, emphasis, links.
 *
 * @example
 * parseRichText('**Hi**'); // [{ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', text: 'Hi' }] }] }]
 */
export function parseRichText(source: string): RichBlock[] {
  const blocks: RichBlock[] = [];
  let paragraph: string[] = [];
  let list: { ordered: boolean; items: RichInline[][] } | null = null;
  let fence: string[] | null = null;

  const flush = () => {
    if (paragraph.length > 0) blocks.push({ type: 'paragraph', children: parseInline(paragraph.join('\n')) });
    if (list) blocks.push({ type: 'list', ...list });
    paragraph = [];
    list = null;
  };

  for (const line of source.split(/\r?\n/)) {
    if (line.trimStart().startsWith('```')) {
      if (fence) blocks.push({ type: 'code', text: fence.join('\n') });
      else flush();
      fence = fence ? null : [];
      continue;
    }
    if (fence) {
      fence.push(line);
      continue;
    }
    const item = LIST_ITEM.exec(line);
    if (item) {
      const ordered = item[1] !== undefined;
      if (!list || list.ordered !== ordered) {
        flush();
        list = { ordered, items: [] };
      }
      list.items.push(parseInline(item[2] ?? ''));
      continue;
    }
    const heading = HEADING.exec(line);
    if (heading || line.trim() === '' || list) flush();
    if (heading) {
      const children = parseInline(heading[1] ?? '');
      blocks.push({ type: 'paragraph', children: [{ type: 'strong', children }] });
    } else if (line.trim() !== '') paragraph.push(line);
  }
  if (fence) blocks.push({ type: 'code', text: fence.join('\n') });
  flush();
  return blocks;
}

const inlineText = (nodes: readonly RichInline[]): string =>
  nodes.map((node) => ('children' in node ? inlineText(node.children) : node.text)).join('');

/**
 * The words of a Markdown text, for those who listen.
 *
 * @example stripMarkdown('**Hi** there') // 'Hi there'
 */
export function stripMarkdown(source: string): string {
  return parseRichText(source)
    .map((block) => {
      if (block.type === 'code') return block.text;
      return block.type === 'list' ? block.items.map(inlineText).join(', ') : inlineText(block.children);
    })
    .join(' ');
}
