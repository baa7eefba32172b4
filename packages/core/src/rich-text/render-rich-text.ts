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
  /** For style sheets: `heading`, `table` or `task`. */
  readonly 'data-rich'?: 'heading' | 'table' | 'task';
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
  const all = (children: readonly RichNode[]) => children.map(render);

  function render(node: RichNode): Element | string {
    switch (node.type) {
      case 'text':
        return node.text;
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
        return create('pre', { tabIndex: 0 }, [create('code', {}, [node.text])]);
      case 'list':
        return node.ordered
          ? create('ol', node.start === 1 ? {} : { start: node.start }, node.items.map(renderItem))
          : create('ul', {}, node.items.map(renderItem));
      case 'table':
        return create('div', { 'data-rich': 'table', tabIndex: 0 }, [
          create('table', {}, [
            create('thead', {}, [renderRow('th', node.header)]),
            create(
              'tbody',
              {},
              node.rows.map((cells) => renderRow('td', cells)),
            ),
          ]),
        ]);
    }
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

  return all(nodes);
}
