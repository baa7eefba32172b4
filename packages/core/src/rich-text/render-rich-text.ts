import { LINK_PROPS } from './link-props.ts';
import type { RichCell, RichListItem, RichNode } from './rich-node.types.ts';

/** All elements that a text can become. */
export type RichTag =
  | 'p'
  | 'strong'
  | 'em'
  | 'del'
  | 'code'
  | 'pre'
  | 'span'
  | 'a'
  | 'br'
  | 'hr'
  | 'blockquote'
  | 'ul'
  | 'ol'
  | 'li'
  | 'div'
  | 'table'
  | 'thead'
  | 'tbody'
  | 'tr'
  | 'th'
  | 'td';

/** The attributes of these elements: none of them can contain script or style. */
export interface RichProps {
  readonly href?: string;
  readonly target?: '_blank';
  readonly rel?: string;
  /** The number of the first item in an ordered list. */
  readonly start?: number;
  /** Makes an element that scrolls sideways reachable by keyboard. */
  readonly tabIndex?: 0;
  /** For style sheets: `heading`, `table`, `task`, or `lines`, a part of a long code block. */
  readonly 'data-rich'?: 'heading' | 'table' | 'task' | 'lines';
  /** For style sheets: the alignment of a cell. */
  readonly 'data-align'?: 'left' | 'center' | 'right';
}

/** Creates an element of a framework: React's `createElement`, Vue's `h`, or a DOM function. */
export type CreateRichElement<Element> = (
  tag: RichTag,
  props: RichProps,
  children: readonly (Element | string)[],
) => Element;

/**
 * A long code block consists of parts with this many lines. While it is being written, a browser lays out only its last
 * part again; one text of a thousand lines would be laid out as a whole for each added word.
 */
const LINES_PER_PART = 32;

/** Converts nodes to elements and strings; see `createRichTextRenderer()`. */
export type RichTextRenderer<Element> = (nodes: readonly RichNode[]) => (Element | string)[];

/**
 * Converts nodes to elements of a framework. The elements are the same for every framework; only their creation
 * differs.
 *
 * @returns elements and strings in order; the strings must be rendered as text
 * @example
 * renderRichText(nodes, (tag, props, children) => createElement(tag, props, ...children)); // React
 * renderRichText(nodes, (tag, props, children) => h(tag, props, children)); // Vue
 */
export function renderRichText<Element>(
  nodes: readonly RichNode[],
  create: CreateRichElement<Element>,
): (Element | string)[] {
  return createRichTextRenderer(create)(nodes);
}

/**
 * Creates a renderer of nodes that returns the same element for the same node in each call: React, for example, skips
 * an element that has not changed. With `createRichTextParser()` the cost of a text that grows is that of its changes.
 * Only for frameworks whose elements may be used again.
 *
 * @example
 * const render = createRichTextRenderer((tag, props, children) => createElement(tag, props, ...children));
 * render(nodes);
 */
export function createRichTextRenderer<Element>(create: CreateRichElement<Element>): RichTextRenderer<Element> {
  const known = new WeakMap<object, Element>();

  function once<Part extends object>(part: Part, make: (part: Part) => Element): Element {
    let element = known.get(part);
    if (element === undefined) {
      element = make(part);
      known.set(part, element);
    }
    return element;
  }

  const all = (nodes: readonly RichNode[]) =>
    nodes.map((node) => (node.type === 'text' ? node.text : once(node, renderNode)));

  function renderNode(node: Exclude<RichNode, { readonly type: 'text' }>): Element {
    switch (node.type) {
      case 'code':
        return create('code', {}, [node.text]);
      case 'break':
        return create('br', {}, []);
      case 'rule':
        return create('hr', {}, []);
      case 'paragraph':
        return create('p', {}, all(node.children));
      case 'heading':
        // A heading in a message must not become part of the heading structure of the page.
        return create('p', { 'data-rich': 'heading' }, [create('strong', {}, all(node.children))]);
      case 'quote':
        return create('blockquote', {}, all(node.children));
      case 'strong':
        return create('strong', {}, all(node.children));
      case 'emphasis':
        return create('em', {}, all(node.children));
      case 'deleted':
        return create('del', {}, all(node.children));
      case 'link':
        return create('a', { href: node.href, ...LINK_PROPS }, all(node.children));
      case 'codeBlock':
        return create('pre', { tabIndex: 0 }, [create('code', {}, renderLines(node.text))]);
      case 'list': {
        const items = node.items.map((item) => once(item, renderItem));
        return node.ordered
          ? create('ol', node.start === 1 ? {} : { start: node.start }, items)
          : create('ul', {}, items);
      }
      case 'table':
        return create('div', { 'data-rich': 'table', tabIndex: 0 }, [
          create('table', {}, [
            create('thead', {}, [renderRow('th', node.header)]),
            create(
              'tbody',
              {},
              node.rows.map((cells) => once(cells, () => renderRow('td', cells))),
            ),
          ]),
        ]);
    }
  }

  function renderLines(text: string): (Element | string)[] {
    const parts = splitLines(text);
    return parts.length === 1 ? [text] : parts.map((part) => create('span', { 'data-rich': 'lines' }, [part]));
  }

  function renderItem({ checked, children }: RichListItem): Element {
    if (checked === null) return create('li', {}, all(children));
    return create('li', { 'data-rich': 'task' }, [checked ? '☑ ' : '☐ ', ...all(children)]);
  }

  function renderRow(tag: 'th' | 'td', cells: readonly RichCell[]): Element {
    const renderCell = ({ align, children }: RichCell) =>
      create(tag, align ? { 'data-align': align } : {}, all(children));
    return create('tr', {}, cells.map(renderCell));
  }

  return all;
}

/** Parts of a text with `LINES_PER_PART` lines each, which together are the text; at least one. */
function splitLines(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let lines = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    lines += 1;
    if (lines % LINES_PER_PART > 0) continue;
    parts.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length || parts.length === 0) parts.push(text.slice(start));
  return parts;
}
