import type { Token, Tokens } from 'marked';
import type { RichCell, RichListItem, RichNode } from './rich-node.types.ts';
import { safeHref } from './safe-url.ts';

/** The maximum nesting depth. Deeper nesting is shown as source text. */
const MAX_DEPTH = 12;

/** Character references that people write by hand. They become text and never markup. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/** The nodes of some tokens. The lexer splits texts at escapes; adjacent texts are merged into one node. */
export function readTokens(tokens: readonly Token[] | undefined, depth = 0): RichNode[] {
  const nodes: RichNode[] = [];
  for (const token of tokens ?? []) {
    const added: RichNode[] = depth > MAX_DEPTH ? [{ type: 'text', text: token.raw }] : read(token, depth + 1);
    for (const node of added) {
      const last = nodes.at(-1);
      if (node.type === 'text' && last?.type === 'text') {
        nodes[nodes.length - 1] = { type: 'text', text: last.text + node.text };
      } else nodes.push(node);
    }
  }
  return nodes;
}

function read(token: Token, depth: number): RichNode[] {
  switch (token.type) {
    case 'space':
    case 'def':
    // The state of a task is read with its list item.
    case 'checkbox':
      return [];
    case 'paragraph':
    case 'heading':
    case 'strong':
      return [{ type: token.type, children: readTokens(token.tokens, depth) }];
    case 'em':
      return [{ type: 'emphasis', children: readTokens(token.tokens, depth) }];
    case 'del':
      return [{ type: 'deleted', children: readTokens(token.tokens, depth) }];
    case 'blockquote':
      return [{ type: 'quote', children: readTokens(token.tokens, depth) }];
    case 'br':
      return [{ type: 'break' }];
    case 'hr':
      return [{ type: 'rule' }];
    case 'codespan':
      return [{ type: 'code', text: token.text as string }];
    case 'code':
      return [{ type: 'codeBlock', text: token.text as string, language: (token as Tokens.Code).lang || null }];
    case 'list':
      return [readList(token as Tokens.List, depth)];
    case 'table':
      return [readTable(token as Tokens.Table, depth)];
    case 'link':
      return readLink(token as Tokens.Link, readTokens(token.tokens, depth));
    case 'image':
      // An image becomes a link, because loading it would tell a third party that the message was read.
      return readLink(token as Tokens.Image, []);
    case 'escape':
      return [{ type: 'text', text: token.text as string }];
    case 'text': {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? readTokens(tokens, depth) : [{ type: 'text', text: decodeEntities(text) }];
    }
    default:
      return [{ type: 'text', text: token.raw }];
  }
}

function readList(token: Tokens.List, depth: number): RichNode {
  const items = token.items.map(
    (item): RichListItem => ({
      checked: item.task ? item.checked === true : null,
      children: readTokens(item.tokens, depth),
    }),
  );
  return { type: 'list', ordered: token.ordered, start: token.start === '' ? 1 : token.start, items };
}

function readTable(token: Tokens.Table, depth: number): RichNode {
  const cells = (row: readonly Tokens.TableCell[]): RichCell[] =>
    row.map(({ align, tokens }) => ({ align, children: readTokens(tokens, depth) }));
  return { type: 'table', header: cells(token.header), rows: token.rows.map(cells) };
}

function readLink({ href: address, text }: Tokens.Link | Tokens.Image, label: readonly RichNode[]): RichNode[] {
  const children: readonly RichNode[] =
    label.length > 0 ? label : [{ type: 'text', text: decodeEntities(text || address) }];
  const href = safeHref(address);
  return href ? [{ type: 'link', href, children }] : [...children];
}

const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole);
