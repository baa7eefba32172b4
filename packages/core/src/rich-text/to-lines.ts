import type { RichNode } from './rich-node.types.ts';

/**
 * The text of nodes, one line for each paragraph, heading, list item, table row and code block. A screen reader pauses
 * between lines.
 *
 * @example toLines(parseMarkdown('# Delivery\n\n- Norway\n- Spain')) // ['Delivery', 'Norway', 'Spain']
 */
export function toLines(nodes: readonly RichNode[]): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const end = (): void => {
    const text = line.replace(/\s+/g, ' ').trim();
    if (text) lines.push(text);
    line = '';
  };
  const readBlock = (children: readonly RichNode[]): void => {
    end();
    children.forEach(read);
    end();
  };
  const read = (node: RichNode): void => {
    switch (node.type) {
      case 'text':
      case 'code':
        line += node.text;
        return;
      case 'codeBlock':
        end();
        line = node.text;
        end();
        return;
      case 'break':
        line += ' ';
        return;
      case 'rule':
        end();
        return;
      case 'list':
        for (const { children } of node.items) readBlock(children);
        return;
      case 'table':
        for (const row of [node.header, ...node.rows]) {
          end();
          for (const [column, { children }] of row.entries()) {
            if (column > 0) line += ', ';
            children.forEach(read);
          }
          end();
        }
        return;
      case 'paragraph':
      case 'heading':
      case 'quote':
        readBlock(node.children);
        return;
      default:
        node.children.forEach(read);
    }
  };
  nodes.forEach(read);
  end();
  return lines;
}
