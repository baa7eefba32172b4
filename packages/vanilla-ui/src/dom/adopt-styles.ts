import { h } from './h.ts';

const known = new Map<string, CSSStyleSheet>();
const adopted = new WeakMap<ShadowRoot, Set<string>>();

/**
 * Adds style sheets to a shadow root, each once. They are constructed, so `style-src` does not apply to them. In a
 * browser that cannot construct style sheets, a `<style>` element with the page's nonce is used.
 */
export function adoptStyles(root: ShadowRoot, styles: readonly string[], nonce?: string): void {
  const there = adopted.get(root) ?? new Set();
  adopted.set(root, there);
  const sheets: CSSStyleSheet[] = [];
  for (const css of styles) {
    if (there.has(css)) continue;
    there.add(css);
    const sheet = sheetOf(css);
    if (sheet && root.adoptedStyleSheets) sheets.push(sheet);
    else root.append(h('style', nonce ? { nonce } : {}, css));
  }
  // Assigned once: each assignment makes the browser compute the styles again.
  if (sheets.length > 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}

/** One sheet per text, shared by all widgets of the page. */
function sheetOf(css: string): CSSStyleSheet | null {
  const made = known.get(css);
  if (made) return made;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    known.set(css, sheet);
    return sheet;
  } catch {
    return null;
  }
}
