const MARKS = /(\*\*|__|~~|`{1,3}|^#{1,6}\s+|^>\s?|^\s*[-*+]\s+)/gm;
const LINK = /!?\[([^\]]*)\]\([^)]*\)/g;

/** Markdown without its marks, as a reader speaks it and a transcript keeps it. */
export function plainText(markdown: string): string {
  return markdown.replace(LINK, '$1').replace(MARKS, '').replace(/\s+/g, ' ').trim();
}
