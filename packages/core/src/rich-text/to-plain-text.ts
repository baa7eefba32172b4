import type { RichNode } from './rich-node.types.ts';

/** Separates list items and table cells. */
const LIST_SEPARATOR = ', ';

/**
 * The text of nodes on one line, for a screen reader, a notification, a preview or a transcript.
 *
 * @example toPlainText(parseMarkdown('**Hi** there')) // 'Hi there'
 */
export function toPlainText(nodes: readonly RichNode[]): string {
  return nodes.map(wordsOf).join('').replace(/\s+/g, ' ').trim();
}

/** A block ends with a space, which separates it from the next block. */
function wordsOf(node: RichNode): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text;
    case 'codeBlock':
      return `${node.text} `;
    case 'break':
    case 'rule':
      return ' ';
    case 'list':
      return `${node.items.map(({ children }) => toPlainText(children)).join(LIST_SEPARATOR)} `;
    case 'table':
      return `${[node.header, ...node.rows]
        .flat()
        .map(({ children }) => toPlainText(children))
        .join(LIST_SEPARATOR)} `;
    case 'paragraph':
    case 'heading':
    case 'quote':
      return `${node.children.map(wordsOf).join('')} `;
    default:
      return node.children.map(wordsOf).join('');
  }
}
