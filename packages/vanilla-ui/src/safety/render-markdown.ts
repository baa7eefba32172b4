import { marked, type Token, type Tokens } from 'marked';
import { h } from '../dom/h.ts';
import { checkUrl } from './check-url.ts';
import { LINK_ATTRIBUTES } from './link-attributes.ts';

/** Past this depth what is nested is shown as it was written. */
const MAX_DEPTH = 12;

/**
 * Markdown as a DOM fragment. The text is never turned into HTML: its tokens become elements of a
 * closed list, one by one, so there is no markup to sanitize and nothing for a parser to mistake.
 * HTML inside markdown is shown as the text it is.
 */
export function renderMarkdown(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  try {
    appendAll(fragment, marked.lexer(text, { gfm: true, breaks: true }), 0);
  } catch {
    fragment.replaceChildren(text);
  }
  return fragment;
}

function appendAll(parent: Node, tokens: readonly Token[] | undefined, depth: number): void {
  for (const token of tokens ?? []) {
    const node = depth > MAX_DEPTH ? document.createTextNode(token.raw) : render(token, depth + 1);
    if (node) parent.appendChild(node);
  }
}

function wrap(tag: 'p' | 'strong' | 'em' | 'del' | 'blockquote' | 'li', tokens: Token[] | undefined, depth: number) {
  const element = h(tag);
  appendAll(element, tokens, depth);
  return element;
}

function render(token: Token, depth: number): Node | null {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return wrap('p', token.tokens, depth);
    case 'heading':
      // A heading of a message is no heading of the page it is shown on.
      return h('p', { class: 'md-heading' }, wrap('strong', token.tokens, depth));
    case 'strong':
    case 'em':
    case 'del':
    case 'blockquote':
      return wrap(token.type, token.tokens, depth);
    case 'br':
      return h('br');
    case 'hr':
      return h('hr');
    case 'codespan':
      return h('code', null, token.text as string);
    case 'code':
      return h('pre', { tabindex: '0' }, h('code', null, token.text as string));
    case 'list':
      return renderList(token as Tokens.List, depth);
    case 'checkbox':
      return document.createTextNode((token as Tokens.Checkbox).checked ? '☑ ' : '☐ ');
    case 'table':
      return renderTable(token as Tokens.Table, depth);
    case 'link':
      return renderLink(token as Tokens.Link, depth);
    case 'image':
      // A picture that loads by itself would tell a third party that the message was read.
      return renderLink({ ...(token as Tokens.Image), type: 'link', tokens: [] } as unknown as Tokens.Link, depth);
    case 'escape':
      return document.createTextNode(token.text as string);
    case 'text': {
      const inner = (token as Tokens.Text).tokens;
      if (!inner) return document.createTextNode(decodeEntities((token as Tokens.Text).text));
      const fragment = document.createDocumentFragment();
      appendAll(fragment, inner, depth);
      return fragment;
    }
    default:
      return document.createTextNode(token.raw);
  }
}

function renderList(token: Tokens.List, depth: number): HTMLElement {
  const list = token.ordered ? h('ol', { start: token.start === '' ? null : token.start }) : h('ul');
  for (const item of token.items) {
    const row = wrap('li', item.tokens, depth);
    // The box stands in the place of the dot.
    if (item.task) row.className = 'task';
    list.append(row);
  }
  return list;
}

function renderLink(token: Tokens.Link, depth: number): Node {
  const href = checkUrl(token.href);
  const target = href ? h('a', { href, ...LINK_ATTRIBUTES }) : document.createDocumentFragment();
  if (token.tokens.length > 0) appendAll(target, token.tokens, depth);
  else target.append(decodeEntities(token.text || token.href));
  return target;
}

function renderTable(token: Tokens.Table, depth: number): HTMLElement {
  const row = (tag: 'th' | 'td', cells: readonly Tokens.TableCell[]) =>
    h(
      'tr',
      null,
      ...cells.map((cell) => {
        const element = h(tag);
        appendAll(element, cell.tokens, depth);
        return element;
      }),
    );
  return h(
    'div',
    { class: 'md-table', tabindex: '0' },
    h(
      'table',
      null,
      h('thead', null, row('th', token.header)),
      h('tbody', null, ...token.rows.map((cells) => row('td', cells))),
    ),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/** The few character references people write by hand; the result is text, never markup. */
function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
